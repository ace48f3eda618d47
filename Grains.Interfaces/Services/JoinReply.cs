using VideoWall.Domain;
using VideoWall.Domain.Services;

namespace VideoWall.Grains.Interfaces;

/// <param name="Church">The church as which the caller takes part; null with a refusal.</param>
public sealed record JoinReply(Refusal? Refusal, ServiceInfo? Service, JoinedChurch? Church);

/// <summary>How a live service stands to a church.</summary>
/// <param name="Standing">Null while the church has never asked to take part.</param>
/// <param name="IsHere">It is in the room, or its place is kept.</param>
public sealed record Expectation(ServiceId Service, string Title, DateTimeOffset? StartsAt, Standing? Standing, bool IsHere);

/// <param name="Wish">The name that it asked for, while a producer has not said yes.</param>
public sealed record JoinedChurch(ChurchId Id, string Identity, string Name, string City, bool IsWaiting, NameWish? Wish = null);
