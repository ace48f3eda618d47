using VideoWall.Domain;
using VideoWall.Domain.Wall;

namespace VideoWall.WebFront.Walls;

/// <summary>
/// The church pages of one service: each is told only of what concerns it, so a thousand of them cost nothing while one
/// church comes or goes.
/// </summary>
sealed class ChurchPages
{
    readonly Dictionary<ChurchId, SeatView> seats = [];
    readonly Dictionary<ChurchId, List<Action>> pages = [];

    public bool IsEmpty => pages.Count == 0;

    public SeatView? SeatOf(ChurchId church) => seats.GetValueOrDefault(church);

    public void Add(ChurchId church, Action changed)
    {
        if (!pages.TryGetValue(church, out var list))
        {
            pages[church] = list = [];
        }
        list.Add(changed);
    }

    public void Remove(ChurchId church, Action changed)
    {
        if (pages.TryGetValue(church, out var list) && list.Remove(changed) && list.Count == 0)
        {
            pages.Remove(church);
        }
    }

    /// <summary>Follows a delta and returns whom to tell.</summary>
    public List<Action> Apply(RosterDelta delta)
    {
        var touched = new HashSet<ChurchId>();
        foreach (var change in delta.Seats)
        {
            if (change.Before is { } before)
            {
                touched.Add(before.Church);
                if (seats.GetValueOrDefault(before.Church)?.Seat == change.Seat)
                {
                    seats.Remove(before.Church);
                }
            }
        }
        foreach (var change in delta.Seats)
        {
            if (change.After is { } after)
            {
                touched.Add(after.Church);
                seats[after.Church] = after;
            }
        }
        return delta.HeaderBefore != delta.HeaderAfter
            ? [.. pages.Values.SelectMany(p => p)]
            : [.. touched.Where(pages.ContainsKey).SelectMany(c => pages[c])];
    }
}
