using System.Collections.Concurrent;
using System.Collections.Immutable;
using VideoWall.Actors.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.Actors.Specification;

/// <summary>A web node that writes down what it is told, and may misbehave.</summary>
public sealed class Observer : IServiceObserver
{
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

    public Task Moved() => Answer();

    /// <summary>The roster after all that was told; fails when a delta does not fit on the one before.</summary>
    public RosterView Follow(RosterView from)
    {
        var view = from;
        foreach (var delta in Deltas)
        {
            Assert.Equal(view.Revision, delta.From);
            Assert.True(delta.To > delta.From, $"a delta from {delta.From} to {delta.To}");
            view = view.Apply(delta);
        }
        return view;
    }
}
