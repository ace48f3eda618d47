using System.Collections.Immutable;

namespace VideoWall.Domain.Wall;

/// <summary>
/// Which seats are taken. Seats count from 0; negative places are those of churches that have no seat on the wall
/// (waiting, denied, removed), so that the console can address them. Those who are away take none: theirs follows from who they are.
/// </summary>
/// <param name="Holes">Free seats below the highest taken one.</param>
public sealed record SeatMap(ImmutableSortedSet<int> Taken, ImmutableSortedSet<int> Holes)
{
    public static readonly SeatMap Empty = new([], []);

    const int FirstAway = -1_000_000;

    /// <summary>The highest seat taken; -1 while nobody is seated.</summary>
    public int Top => Taken.Count > 0 ? Math.Max(Taken.Max, -1) : -1;

    /// <summary>The lowest free seat: a hole, else the one behind the last.</summary>
    public int Free => Holes.Count > 0 ? Holes.Min : Top + 1;

    /// <summary>A free negative place.</summary>
    public int FreePlace => Taken.Count > 0 ? Math.Min(Taken.Min, 0) - 1 : -1;

    /// <summary>The place of a church that is away, far below those that are taken: its own, and nobody has to be asked for it.</summary>
    public static int PlaceAway(int number) => FirstAway - number;

    public bool IsFree(int seat) => !Taken.Contains(seat);

    public SeatMap Take(int seat)
    {
        var holes = Holes.Remove(seat);
        for (var between = Top + 1; between < seat; between++)
        {
            holes = holes.Add(between);
        }
        return new(Taken.Add(seat), holes);
    }

    public SeatMap Leave(int seat)
    {
        var left = new SeatMap(Taken.Remove(seat), seat < 0 ? Holes : Holes.Add(seat));
        var holes = left.Holes;
        for (var top = left.Top; holes.Count > 0 && holes.Max > top;)
        {
            holes = holes.Remove(holes.Max);
        }
        return left with { Holes = holes };
    }
}

/// <summary>A church moves to another seat.</summary>
public sealed record SeatMove(ChurchId Church, int Seat);
