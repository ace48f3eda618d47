using VideoWall.Actors.Churches;
using VideoWall.Actors.Services;
using VideoWall.Domain;

namespace VideoWall.Actors;

/// <summary>The addresses of all actors; a host provides it. An address is good for ever, whether its actor is in memory or not.</summary>
public interface IActors
{
    IServiceActor Service(ServiceId id);

    IChurchActor Church(ChurchId id);
}
