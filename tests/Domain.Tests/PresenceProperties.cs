using System.Collections.Immutable;
using VideoWall.Domain.Presence;
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
        }, 200);

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
        }, 200);

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
        }, 200);

    [Fact]
    public void Lists_ThatLagBehindTheRoom_DoNoHarm() =>
        Property.Holds(Histories.Moves, Histories.Kept, (moves, fates) =>
        {
            var history = Histories.Play(moves);
            var webhooks = Histories.Deliver(history, fates).Select(w => (w.At, Command: (ServiceCommand)new Observe(w.Signal)));
            var service = Arrived();
            foreach (var (at, command) in webhooks.Concat(LateLists(moves, fates, history)).OrderBy(c => c.At))
            {
                service.Until(at);
                service.Do(command);
            }
            Assert.Equal(Truth(history), service.Roster);
        });

    // After each move, as much as 12 s behind; but a list never tells of a room that is over.
    static IEnumerable<(DateTimeOffset At, ServiceCommand Command)> LateLists(Move[] moves, Fate[] fates, History history)
    {
        for (var n = 1; n < moves.Length; n++)
        {
            var then = Histories.Play(moves.Take(n));
            var at = then.End.AddMilliseconds(fates.Length > 0 ? fates[n % fates.Length].CopyDelayMs % 12_000 : 0);
            var room = history.Sent.LastOrDefault(s => s.At <= at && s.Signal.Who is null)?.Signal;
            if (room?.Kind == SignalKind.RoomStarted && room.RoomSid == then.Rooms.LastOrDefault())
            {
                yield return (at, new Reconcile(then.Listed, at));
            }
        }
    }

    [Fact]
    public void Webhooks_AfterTimeAwayAndAList_AreAllItTakes() =>
        Property.Holds(Histories.Moves, moves =>
        {
            Move[] all = [.. moves[..(moves.Length * 2 / 3)], new(MoveKind.Wait, 0, 20_000), .. moves[(moves.Length * 2 / 3)..]];
            var history = Histories.Play(all);
            var away = Histories.Play(all.Take(moves.Length / 3));
            var back = Histories.Play(all.Take((moves.Length * 2 / 3) + 1));
            var service = Arrived();
            service.Observe(away.Sent);
            service.Until(back.End);
            service.Do(new Reconcile(back.Listed, back.End));
            service.Observe(history.Sent.Skip(back.Sent.Length));
            Assert.Equal(Truth(history), service.Roster);
        }, 200);

    [Fact]
    public void LateWebhooks_OfARoomMadeAgain_ChangeNothing() =>
        Property.Holds(Histories.Moves, Histories.Kept, (moves, fates) =>
        {
            var old = Histories.Play(moves);
            var service = Arrived();
            service.Observe(Histories.Deliver(old, fates));
            var last = old.Sent.LastOrDefault(s => s.Signal.RoomCreatedMs > 0);
            if (last is null)
            {
                return;
            }
            service.Until(old.End.AddSeconds(2));
            var made = new PresenceSignal(SignalKind.RoomStarted, "EV_new", service.Now, "RM_new", service.Now.ToUnixTimeMilliseconds());
            service.Do(new Observe(made));
            Assert.Empty(service.Roster);
            foreach (var late in old.Sent)
            {
                Assert.Empty(service.Do(new Observe(late.Signal)).Events);
            }
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
