using System.Collections.Immutable;
using VideoWall.Domain.Presence;
using VideoWall.LiveKit.Keys;
using VideoWall.LiveKit.Webhooks;

namespace VideoWall.Simulation;

/// <summary>
/// Stands in for a LiveKit server where there is none: rooms whose participants join, publish, drop and leave, with the
/// webhooks that LiveKit would send, signed with our key and sent in LiveKit's manner through the real door. No media.
/// Safe for use by many threads.
/// </summary>
public sealed class RoomSimulator : IDisposable
{
    readonly Lock gate = new();
    readonly CancellationTokenSource stop = new();
    readonly Dictionary<string, SimulatedRoom> rooms = [];
    readonly WebhookSigner signer;
    readonly WebhookSender sender;
    readonly TimeProvider time;
    readonly Sids sids;
    int lostByForgotten;

    /// <param name="random">For the ids. Give a seeded one to tests only: ids must differ from those of earlier runs.</param>
    public RoomSimulator(LiveKitKeys keys, WebhookSender sender, TimeProvider time, Random? random = null)
    {
        (this.sender, this.time) = (sender, time);
        signer = new WebhookSigner(keys, time);
        sids = new Sids(random ?? Random.Shared);
    }

    /// <summary>Webhooks that were refused or never arrived, as happens with LiveKit when the door is shut for long.</summary>
    public int Lost
    {
        get
        {
            lock (gate)
            {
                return lostByForgotten + rooms.Values.Sum(r => r.Queue.Lost);
            }
        }
    }

    /// <summary>Rooms that exist, or whose last webhooks are still on their way.</summary>
    public ImmutableArray<string> Rooms
    {
        get
        {
            lock (gate)
            {
                return [.. rooms.Where(room => !IsOver(room.Value)).Select(room => room.Key)];
            }
        }
    }

    /// <summary>Joins a church; one of the same identity that is there already is put out.</summary>
    /// <inheritdoc cref="Join(string, SimulatedParticipant)"/>
    public SimulatedSession Join(string room, string identity, string name, string? city = null) =>
        Join(room, new SimulatedParticipant(identity, name, city));

    /// <exception cref="ArgumentException">The room's name or the identity is empty.</exception>
    /// <exception cref="ObjectDisposedException">The simulator was stopped.</exception>
    public SimulatedSession Join(string room, SimulatedParticipant who)
    {
        ArgumentException.ThrowIfNullOrEmpty(room);
        ArgumentException.ThrowIfNullOrEmpty(who.Identity);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stop.IsCancellationRequested, this);
            if (!rooms.TryGetValue(room, out var found))
            {
                var queue = new WebhookQueue(signer, sender, time, () => Forget(room), stop.Token);
                rooms[room] = found = new SimulatedRoom(room, queue, gate, sids, time);
            }

            return found.Join(who);
        }
    }

    /// <summary>Everyone in the room, hidden and silent ones included; empty when there is no such room.</summary>
    public ImmutableArray<ListedParticipant> Participants(string room)
    {
        lock (gate)
        {
            return rooms.TryGetValue(room, out var found) ? found.Participants() : [];
        }
    }

    /// <returns>False when nobody of that identity is there.</returns>
    public bool Remove(string room, string identity)
    {
        lock (gate)
        {
            return rooms.TryGetValue(room, out var found) && found.Remove(identity);
        }
    }

    /// <summary>Mutes a track, or unmutes it, as the page of a simulated church would when its producer lets it.</summary>
    /// <returns>False when that track is not published by that participant.</returns>
    public bool Mute(string room, string identity, string trackSid, bool muted = true)
    {
        lock (gate)
        {
            return rooms.TryGetValue(room, out var found) && found.Mute(identity, trackSid, muted);
        }
    }

    /// <summary>Deletes the room: everyone is put out.</summary>
    /// <returns>False when there is none.</returns>
    public bool Close(string room)
    {
        lock (gate)
        {
            if (!rooms.TryGetValue(room, out var found) || !found.IsOpen)
            {
                return false;
            }

            found.Close();
            return true;
        }
    }

    /// <summary>Done when every webhook sent so far has arrived or is lost.</summary>
    public Task Delivered()
    {
        lock (gate)
        {
            return Task.WhenAll(rooms.Values.Select(r => r.Queue.Delivered));
        }
    }

    /// <summary>Stops like a killed server: nobody is told, what waits is lost.</summary>
    public void Dispose()
    {
        stop.Cancel();
        lock (gate)
        {
            foreach (var room in rooms.Values)
            {
                room.Dispose();
            }
        }
    }

    /// <summary>A finished room leaves memory once its last webhook is out.</summary>
    void Forget(string name)
    {
        lock (gate)
        {
            if (rooms.TryGetValue(name, out var room) && IsOver(room))
            {
                lostByForgotten += room.Queue.Lost;
                rooms.Remove(name);
                room.Dispose();
            }
        }
    }

    static bool IsOver(SimulatedRoom room) => !room.IsOpen && room.Queue.Delivered.IsCompleted;
}
