using System.Collections.Concurrent;
using VideoWall.Grains.Ports;
using VideoWall.Domain;
using VideoWall.Domain.Presence;
using VideoWall.Domain.Services;

namespace VideoWall.Grains.Services;

/// <summary>What durable events ask of LiveKit. Lost calls are made up for by the reconciler.</summary>
static class RoomEffects
{
    /// <summary>Calls under way at a time for one decision: who removes a whole hall must not open as many connections to LiveKit.</summary>
    const int AtOnce = 8;

    /// <summary>Longer than an old token opens a room.</summary>
    static readonly TimeSpan OldTokens = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Answers those who come with a token from before, which LiveKit goes on taking. The room of a service that has ended is closed again:
    /// LiveKit makes rooms for whoever comes. A room that others named may have another use by then. A wall whose key has changed is put out.
    /// </summary>
    public static void Refuse(IRooms rooms, ServiceState state, IEnumerable<PresenceSignal> signals, DateTimeOffset now)
    {
        if (state.Phase == ServicePhase.Ended && signals.Any(s => s.Kind is SignalKind.RoomStarted or SignalKind.Joined or SignalKind.Published)
            && (state.Room == Identities.Room(state.Id) || now < state.EndedAt + OldTokens))
        {
            _ = Quietly(() => rooms.Close(state.Room));
        }
        RemoveWalls(rooms, state, signals.Where(s => s.Kind == SignalKind.Joined).Select(s => s.Who).OfType<SignalParticipant>());
    }

    /// <summary>Asks again for what LiveKit's list shows as not done: who may not be in the room, and who is to be muted.</summary>
    public static void Repeat(IRooms rooms, ServiceState state, IEnumerable<ListedParticipant> listed)
    {
        RemoveWalls(rooms, state, listed.Select(p => p.Who));
        var present = state.Churches.Values.Where(c => c.IsPresent).ToList();
        Ask(present.Where(c => c.Standing is Standing.Removed or Standing.Denied).Select(c => (Func<Task>)(() => rooms.Remove(state.Room, c.Identity))));
        Ask(present.Where(c => c is { Muted: true, Presence.Current.Track.Muted: false }).Select(c => (Func<Task>)(() => Mute(rooms, state, c))));
    }

    public static void Perform(IRooms rooms, ServiceState before, ServiceState state, IReadOnlyList<ServiceEvent> events)
    {
        if (before.Exists && (before.WallKey != state.WallKey || before.Settings.WallAccess != state.Settings.WallAccess))
        {
            _ = Quietly(async () => RemoveWalls(rooms, state, (await rooms.Participants(state.Room) ?? []).Select(p => p.Who)));
        }
        Ask(events.Select(e => (Func<Task>)(() => Answer(e))));

        Task Answer(ServiceEvent happened) => happened switch
        {
            ServiceEnded => rooms.Close(state.Room),
            StandingSet { Standing: Standing.Removed or Standing.Denied } e => Remove(e.Church),
            SessionSeen e when state.Churches[e.Church].Standing is Standing.Removed or Standing.Denied => Remove(e.Church),
            MutedSet e when state.Churches[e.Church].Presence.Current?.Track is not { Muted: true } => Mute(rooms, state, state.Churches[e.Church]),
            TrackSeen { Muted: false } e when state.Churches[e.Church].Muted => Mute(rooms, state, state.Churches[e.Church]),
            _ => Task.CompletedTask,
        };

        Task Remove(ChurchId church) => rooms.Remove(state.Room, state.Churches[church].Identity);
    }

    static void RemoveWalls(IRooms rooms, ServiceState state, IEnumerable<SignalParticipant> present)
    {
        if (present.Where(p => WallIdentity.IsWithdrawn(state, p.Identity)).ToList() is { Count: > 0 } walls)
        {
            Ask(walls.Select(w => (Func<Task>)(() => rooms.Remove(state.Room, w.Identity))));
        }
    }

    static void Ask(IEnumerable<Func<Task>> calls)
    {
        var rest = new ConcurrentQueue<Func<Task>>(calls);
        for (var lane = 0; lane < AtOnce && !rest.IsEmpty; lane++)
        {
            _ = Work();
        }

        async Task Work()
        {
            while (rest.TryDequeue(out var call))
            {
                await Quietly(call);
            }
        }
    }

    static async Task Quietly(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (Exception)
        {
            // The event is durable whatever LiveKit makes of it; the port has logged why it failed.
        }
    }

    static Task Mute(IRooms rooms, ServiceState state, Attendee church) =>
        church.Presence.Current?.Track is { } track ? rooms.Mute(state.Room, church.Identity, track.Sid, church.Muted) : Task.CompletedTask;
}
