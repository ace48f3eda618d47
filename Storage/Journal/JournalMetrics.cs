using System.Diagnostics.Metrics;

namespace VideoWall.Storage.Journal;

/// <summary>How well group commit does: appends for each transaction, and events in all.</summary>
static class JournalMetrics
{
    static readonly Meter Meter = new("VideoWall.Journal");

    static readonly Histogram<int> Batch = Meter.CreateHistogram<int>(
        "videowall.journal.commit.appends", "{append}", "Appends that shared one transaction.");

    static readonly Counter<long> Events = Meter.CreateCounter<long>("videowall.journal.events", "{event}", "Events made durable.");

    public static void Committed(ReadOnlySpan<PendingAppend> batch)
    {
        var events = 0;
        foreach (var pending in batch)
            events += pending.Append.Events.Length;
        Batch.Record(batch.Length);
        Events.Add(events);
    }
}
