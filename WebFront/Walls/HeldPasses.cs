using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.WebFront.Walls;

/// <summary>
/// The passes with which pages of one service are connected here. What withdraws them travels with the roster, so it is known here
/// as soon as pages are told of anything: another wall key, a code that opens no walls any more, a church that was put out.
/// </summary>
sealed class HeldPasses
{
    readonly HashSet<(HubPass Pass, Action Withdrawn)> walls = [];
    readonly Dictionary<ChurchId, HashSet<Action>> churches = [];

    /// <param name="seat">The church's; null where it has none, and for a wall.</param>
    public static bool Opens(HubPass pass, RosterHeader header, SeatView? seat) =>
        header.State != ServicePhase.Deleted && (pass.Kind == HubPass.Wall ? OpensWall(pass, header) : !IsOut(seat));

    public void Add(HubPass pass, Action withdrawn)
    {
        if (pass.Kind == HubPass.Wall)
        {
            walls.Add((pass, withdrawn));
        }
        else
        {
            (churches.TryGetValue(new(pass.Subject), out var pages) ? pages : churches[new(pass.Subject)] = []).Add(withdrawn);
        }
    }

    public void Remove(HubPass pass, Action withdrawn)
    {
        walls.Remove((pass, withdrawn));
        if (churches.TryGetValue(new(pass.Subject), out var pages) && pages.Remove(withdrawn) && pages.Count == 0)
        {
            churches.Remove(new(pass.Subject));
        }
    }

    /// <summary>Adds those whom a delta puts out to what is to be told.</summary>
    public void Withdrawn(RosterDelta delta, List<Action> told)
    {
        var (before, after) = (delta.HeaderBefore, delta.HeaderAfter);
        if (before.WallKey != after.WallKey || before.WallAccess != after.WallAccess || before.State != after.State)
        {
            told.AddRange(walls.Where(w => !Opens(w.Pass, after, null)).Select(w => w.Withdrawn));
        }
        if (after.State == ServicePhase.Deleted)
        {
            told.AddRange(churches.Values.SelectMany(pages => pages));
        }
        if (churches.Count == 0)
        {
            return;
        }
        foreach (var change in delta.Seats)
        {
            if (IsOut(change.After) && churches.TryGetValue(change.After!.Church, out var pages))
            {
                told.AddRange(pages);
            }
        }
    }

    static bool OpensWall(HubPass pass, RosterHeader header) =>
        header.WallKey is null // of an earlier program: it cannot tell
        || (pass.Key.Length == 0 ? header.WallAccess == WallAccess.Code : pass.Key == header.WallKey);

    static bool IsOut(SeatView? seat) => seat is { State: SeatState.Removed or SeatState.Denied };
}
