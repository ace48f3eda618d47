using VideoWall.Grains.Ports;
using VideoWall.WebFront.Settings;

namespace VideoWall.Silo.Rooms;

static class RoomsSetup
{
    /// <summary>The rooms of LiveKit, or where there is none those of the simulator.</summary>
    public static IServiceCollection AddRooms(this IServiceCollection services, WebFrontSettings settings) => settings.LiveKit is null
        ? services.AddSingleton<LocalRooms>().AddSingleton<IRooms, SimulatedRooms>()
        : services.AddSingleton<IRooms, LiveKitRooms>();
}
