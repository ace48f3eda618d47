using System.Collections.Immutable;

namespace VideoWall.Grains.Interfaces;

/// <summary>A stream's row for look-ups and lists; written with the events that change it, never on its own.</summary>
public abstract record Listing;

/// <param name="State"><c>scheduled</c>, <c>live</c>, <c>ended</c> or <c>deleted</c> (kept in the journal, in no list).</param>
/// <param name="WakeAt">From when on the service must not sleep with nobody calling (doors to open, a room to watch); null for never.</param>
public sealed record ServiceListing(
    string Id, string Code, string Room, string Title, string State,
    DateTimeOffset CreatedAt, DateTimeOffset? StartsAt, DateTimeOffset? EndedAt, DateTimeOffset? WakeAt) : Listing;

/// <param name="LinkKey">The secret of the church's personal link (<c>/j/{key}</c>).</param>
/// <param name="Deleted">Kept in the journal, in no list; its key opens nothing.</param>
public sealed record ChurchListing(
    string Id, string Name, string City, string LinkKey, bool Revoked, bool Trusted, bool Deleted,
    string? ExternalId, DateTimeOffset CreatedAt) : Listing;

/// <summary>One page of a list, newest first.</summary>
/// <param name="Next">Cursor of the following page; null on the last.</param>
public sealed record ListPage<T>(ImmutableArray<T> Items, string? Next, long Total);
