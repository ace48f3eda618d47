using System.Collections.Concurrent;
using System.Collections.Immutable;
using VideoWall.Domain.Wall;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains.Tests.Support;

/// <summary>A relay that writes down what it is told, and may misbehave.</summary>
public sealed class Observer : IServiceObserver
{
    int moves;

    /// <summary>What every call to it comes to.</summary>
    public Func<Task> Answer { get; init; } = () => Task.CompletedTask;

    public ConcurrentQueue<RosterDelta> Deltas { get; } = new();

    public ConcurrentQueue<ImmutableArray<WallReport>> Walls { get; } = new();

    public Task Changed(RosterDelta delta)
    {
        Deltas.Enqueue(delta);
        return Answer();
    }

    public Task WallsChanged(ImmutableArray<WallReport> walls)
    {
        Walls.Enqueue(walls);
        return Answer();
    }

    /// <summary>How often it was told to watch again.</summary>
    public int Moves => Volatile.Read(ref moves);

    public Task Moved()
    {
        Interlocked.Increment(ref moves);
        return Answer();
    }

    /// <summary>
    /// The roster after all that was told; fails when a delta does not fit on the one before. One-way calls may overtake each
    /// other: they are read in their own order.
    /// </summary>
    public RosterView Follow(RosterView from)
    {
        var view = from;
        foreach (var delta in Deltas.OrderBy(d => d.From))
        {
            Assert.Equal(view.Revision, delta.From);
            Assert.True(delta.To > delta.From, $"a delta from {delta.From} to {delta.To}");
            view = view.Apply(delta);
        }
        return view;
    }
}
