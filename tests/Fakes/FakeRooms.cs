using System.Collections.Concurrent;
using System.Collections.Immutable;
using VideoWall.Domain.Presence;
using VideoWall.Grains.Ports;

namespace VideoWall.Fakes;

/// <summary>A media server that writes down what it is asked, and answers what the test says.</summary>
public sealed class FakeRooms : IRooms
{
    int asked;

    public bool IsConnected { get; set; }

    /// <summary>Who is in the room; null: no answer.</summary>
    public ImmutableArray<ListedParticipant>? List { get; set; } = [];

    /// <summary>What every call fails with; null: none does.</summary>
    public Exception? Fault { get; set; }

    /// <summary>How often the list was asked for.</summary>
    public int Asked => Volatile.Read(ref asked);

    /// <summary>What was done: <c>remove room identity</c>, <c>mute room identity track</c>, <c>unmute room identity track</c>, <c>close room</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public Task<ImmutableArray<ListedParticipant>?> Participants(string room, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref asked);
        return Fault is { } fault ? throw fault : Task.FromResult(List);
    }

    public Task<bool> Remove(string room, string identity, CancellationToken cancellation = default) => Call($"remove {room} {identity}");

    public Task<bool> Mute(string room, string identity, string trackSid, bool muted, CancellationToken cancellation = default) =>
        Call($"{(muted ? "mute" : "unmute")} {room} {identity} {trackSid}");

    public Task<bool> Close(string room, CancellationToken cancellation = default) => Call($"close {room}");

    Task<bool> Call(string what)
    {
        Calls.Enqueue(what);
        return Fault is { } fault ? throw fault : Task.FromResult(true);
    }
}
