using System.Collections.Immutable;
using System.Text;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Storage.Tests;

/// <summary>Events, appends and listings with everything filled in that a test does not care about.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static JournalEvent Event(int number = 1) =>
        new("ChurchSeated", Encoding.UTF8.GetBytes($$"""{"seat": {{number}}, "name": "Élim — 교회"}"""), Noon.AddSeconds(number), "livekit");

    public static Append Append(string stream, long expected, int events = 1, Listing? listing = null) =>
        new(stream, expected, [.. Enumerable.Range(1, events).Select(i => Event((int)expected + i))], listing);

    public static ServiceListing Service(string id, string? code = null, string? room = null, string state = "live", string title = "Sunday") =>
        new(id, code ?? $"CODE{id}", room ?? $"svc-{id}", title, state, Noon, null, null, null);

    public static ChurchListing Church(string id, string? name = null, string? key = null, string city = "Kerteminde", bool deleted = false, string? externalId = null) =>
        new(id, name ?? $"Church {id}", city, key ?? $"key-{id}", false, false, deleted, externalId, Noon);

    public static async Task<ImmutableArray<RecordedEvent>> All(this IJournal journal, string stream, long after = 0)
    {
        var events = ImmutableArray.CreateBuilder<RecordedEvent>();
        await foreach (var recorded in journal.Read(stream, after))
            events.Add(recorded);
        return events.ToImmutable();
    }
}
