using System.Collections.Immutable;
using VideoWall.Domain.Services;

namespace VideoWall.Domain.Tests;

/// <summary>Whatever way the webhooks take, the roster ends as the room truly is.</summary>
public sealed class PresenceProperties
{
    /// <summary>Longer than LiveKit's list may lag.</summary>
    const double Settled = 16;

    [Fact]
    public void Webhooks_RepeatedDelayedAndInterleaved_EndInTheTrueRoster() =>
        Property.Holds(Histories.Moves, Histories.Kept, (moves, fates) =>
        {
            var history = Histories.Play(moves);
            var service = Arrived();
            service.Observe(Histories.Deliver(history, fates));
            Assert.Equal(Truth(history), service.Roster);
        });

    [Fact]
    public void Reconcile_AfterLosses_MakesTheRosterTrue() =>
        Property.Holds(Histories.Moves, Histories.WithLosses, (moves, fates) =>
        {
            var history = Histories.Play(moves);
            var service = Arrived();
            service.Observe(Histories.Deliver(history, fates));
            service.Until(history.End);
            service.Pass(Settled);
            service.Do(new Reconcile(history.Listed, service.Now));
            Assert.Equal(Truth(history), service.Roster);
        });

    [Fact]
    public void Reconcile_Repeated_ComesToNothing() =>
        Property.Holds(Histories.Moves, Histories.WithLosses, (moves, fates) =>
        {
            var history = Histories.Play(moves);
            var service = Arrived();
            service.Observe(Histories.Deliver(history, fates));
            service.Until(history.End);
            service.Pass(Settled);
            service.Do(new Reconcile(history.Listed, service.Now));
            service.Pass(1);
            Assert.Empty(service.Do(new Reconcile(history.Listed, service.Now)).Events);
        });

    static Rehearsal Arrived()
    {
        var service = new Rehearsal();
        foreach (var church in new[] { "c0", "c2" })
        {
            service.Do(new Arrive(new(church), church, "", $"device-{church}", false, false, false));
        }
        return service;
    }

    static ImmutableSortedDictionary<string, (string Sid, string? Track)> Truth(History history) =>
        history.Present.ToImmutableSortedDictionary(p => p.Key, p => (p.Value.Sid, p.Value.TrackSid), StringComparer.Ordinal);
}
