using System.Collections.Immutable;
using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Services;

/// <summary>What time alone brings about.</summary>
static class TimeRules
{
    public static Refusal? Tick(DecisionBuilder decision)
    {
        OpenDoorsIfDue(decision);
        Compact(decision);
        foreach (var church in decision.State.Churches.Values)
        {
            if (church.Seat is null || church.IsPresent || church.Standing is Standing.Denied or Standing.Removed)
            {
                continue;
            }
            if (church.SeatEnds <= decision.Now)
            {
                decision.Unspotlight(church.Id);
                decision.Emit(new SeatFreed(church.Id));
            }
            else
            {
                decision.WakeBy(church.SeatEnds);
            }
        }
        EndIfForgotten(decision);
        return null;
    }

    public static void OpenDoorsIfDue(DecisionBuilder decision)
    {
        if (decision.State.Phase != ServicePhase.Scheduled)
        {
            return;
        }
        if (decision.State.Settings.OpensAt is not { } opens || opens <= decision.Now)
        {
            decision.Emit(new DoorsOpened());
        }
        else
        {
            decision.WakeBy(opens);
        }
    }

    // A forgotten service would be found by every personal link, for ever.
    static void EndIfForgotten(DecisionBuilder decision)
    {
        if (decision.State.ForgottenAt is not { } at)
        {
            return;
        }
        if (at <= decision.Now)
        {
            decision.Emit(new ServiceEnded());
        }
        else
        {
            decision.WakeBy(at);
        }
    }

    static void Compact(DecisionBuilder decision)
    {
        if (decision.State.CompactAt is not { } at || decision.State.Clock.HeldTurn is not null)
        {
            return; // a held wall waits for its producer to turn the page
        }
        if (at > decision.Now)
        {
            decision.WakeBy(at);
            return;
        }
        Compact(decision, decision.State);
    }

    /// <summary>Closes the holes: the churches on the last seats fill the first holes, so that as few as possible move.</summary>
    public static void Compact(DecisionBuilder decision, ServiceState state)
    {
        var moves = ImmutableArray.CreateBuilder<SeatMove>();
        var last = state.Churches.Values.Where(c => c.Seat >= 0).OrderByDescending(c => c.Seat).GetEnumerator();
        foreach (var hole in state.Seats.Holes)
        {
            if (!last.MoveNext() || last.Current.Seat < hole)
            {
                break;
            }
            moves.Add(new(last.Current.Id, hole));
        }
        decision.Emit(new SeatsCompacted(moves.ToImmutable()));
    }
}
