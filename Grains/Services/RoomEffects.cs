using VideoWall.Grains.Ports;
using VideoWall.Domain;
using VideoWall.Domain.Services;

namespace VideoWall.Grains.Services;

/// <summary>What durable events ask of LiveKit. Lost calls are made up for by the reconciler.</summary>
static class RoomEffects
{
    public static void Perform(IRooms rooms, ServiceState state, IReadOnlyList<ServiceEvent> events)
    {
        foreach (var happened in events)
        {
            _ = Ask(happened);
        }

        async Task Ask(ServiceEvent happened)
        {
            try
            {
                await (happened switch
                {
                    ServiceEnded => rooms.Close(state.Room),
                    StandingSet { Standing: Standing.Removed or Standing.Denied } e => Remove(e.Church),
                    SessionSeen e when state.Churches[e.Church].Standing is Standing.Removed or Standing.Denied => Remove(e.Church),
                    MutedSet { Muted: true } e => Mute(e.Church),
                    TrackSeen e when state.Churches[e.Church].Muted => Mute(e.Church),
                    _ => Task.CompletedTask,
                });
            }
            catch (Exception)
            {
                // The event is durable whatever LiveKit makes of it; the port has logged why it failed.
            }
        }

        Task Remove(ChurchId church) => rooms.Remove(state.Room, state.Churches[church].Identity);

        Task Mute(ChurchId id) =>
            state.Churches[id] is { Presence.Current.Track: { Muted: false } track } church
                ? rooms.Mute(state.Room, church.Identity, track.Sid)
                : Task.CompletedTask;
    }
}
