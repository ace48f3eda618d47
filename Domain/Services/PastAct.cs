using System.Collections.Immutable;

namespace VideoWall.Domain.Services;

/// <summary>An act of a producer that can be taken back.</summary>
/// <param name="Id">The service's revision after it, which is what the producer was answered.</param>
public sealed record PastAct(long Id, DateTimeOffset At, ActDone Done)
{
    /// <summary>More than this nobody remembers; what came long before may no longer mean what it did.</summary>
    const int Most = 20;

    internal static ImmutableArray<PastAct> Remember(ImmutableArray<PastAct> acts, PastAct act) =>
        (acts.Length < Most ? acts : acts.RemoveAt(0)).Add(act);
}

/// <summary>How a church was before an act; null is what the act did not change.</summary>
public sealed record ChurchBefore(ChurchId Church, Standing? Standing = null, bool? Hidden = null, bool? Muted = null, string? Name = null, string? City = null);
