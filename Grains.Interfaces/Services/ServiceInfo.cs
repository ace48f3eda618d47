using VideoWall.Domain;
using VideoWall.Domain.Services;

namespace VideoWall.Grains.Interfaces;

/// <param name="Present">Churches in the room, waiting ones included.</param>
/// <param name="OnWall">Seated and shown.</param>
/// <param name="Locked">Guests who are not in stay out.</param>
public sealed record ServiceInfo(
    ServiceId Id, string Code, string Room, string WallKey, ServiceSettings Settings, ServicePhase Phase, DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt, int? Simulation, long Revision, int Present, int OnWall, int Waiting, int Pages,
    bool Locked = false)
{
    public static ServiceInfo Of(ServiceState s)
    {
        var (present, onWall, waiting) = (0, 0, 0);
        foreach (var church in s.Churches.Values)
        {
            present += church.IsPresent ? 1 : 0;
            onWall += church.IsOnWall && church.IsPresent ? 1 : 0;
            waiting += church is { Standing: Standing.Waiting, IsPresent: true } ? 1 : 0;
        }
        return new(s.Id, s.Code, s.Room, s.WallKey, s.Settings, s.Phase, s.CreatedAt, s.EndedAt, s.Simulation, s.Revision, present, onWall, waiting, s.Pages, s.Locked);
    }
}
