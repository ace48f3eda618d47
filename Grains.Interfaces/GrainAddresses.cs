using VideoWall.Domain;

namespace VideoWall.Grains.Interfaces;

/// <summary>Grains by the ids of the domain. An address is good for ever, whether its grain is in memory or not.</summary>
public static class GrainAddresses
{
    public static IServiceGrain Service(this IGrainFactory grains, ServiceId id) => grains.GetGrain<IServiceGrain>(id.Value);

    public static IChurchGrain Church(this IGrainFactory grains, ChurchId id) => grains.GetGrain<IChurchGrain>(id.Value);
}
