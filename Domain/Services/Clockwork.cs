using System.Collections.Immutable;
using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Services;

/// <summary>What time alone brings about.</summary>
static class Clockwork
{
    public static Refusal? Tick(Draft draft)
    {
        Doors(draft);
        Compact(draft);
        foreach (var church in draft.State.Churches.Values)
        {
            if (church.Seat is null || church.IsPresent || church.Standing is Standing.Denied or Standing.Removed)
            {
                continue;
            }
            if (church.Since + ServiceState.Grace <= draft.Now)
            {
                draft.Unspotlight(church.Id);
                draft.Emit(new SeatFreed(church.Id));
            }
            else
            {
                draft.WakeBy(church.Since + ServiceState.Grace);
            }
        }
        return null;
    }

    public static void Doors(Draft draft)
    {
        if (draft.State.Phase != ServicePhase.Scheduled)
        {
            return;
        }
        if (draft.State.Settings.OpensAt is not { } opens || opens <= draft.Now)
        {
            draft.Emit(new DoorsOpened());
        }
        else
        {
            draft.WakeBy(opens);
        }
    }

    static void Compact(Draft draft)
    {
        if (draft.State.CompactAt is not { } at || draft.State.Clock.HeldTurn is not null)
        {
            return; // a held wall waits for its producer to turn the page
        }
        if (at > draft.Now)
        {
            draft.WakeBy(at);
            return;
        }
        Compact(draft, draft.State);
    }

    /// <summary>Closes the holes: the churches on the last seats fill the first holes, so that as few as possible move.</summary>
    public static void Compact(Draft draft, ServiceState state)
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
        draft.Emit(new SeatsCompacted(moves.ToImmutable()));
    }
}
