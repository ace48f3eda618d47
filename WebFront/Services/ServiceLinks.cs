using Microsoft.AspNetCore.Http;
using VideoWall.Actors;
using VideoWall.Actors.Ports;
using VideoWall.Actors.Services;
using VideoWall.WebFront.Settings;

namespace VideoWall.WebFront.Services;

/// <summary>Turns a service into its API body: with links that people can use and the kind of media it has.</summary>
sealed class ServiceLinks(IActors actors, IRooms rooms, WebFrontSettings settings)
{
    public IActors Actors => actors;

    public ServiceBody Body(ServiceInfo service, HttpContext http) => ServiceBody.Of(service, Media(service), BaseUrl(http));

    /// <summary>Where a service's pictures come from.</summary>
    public string Media(ServiceInfo service) => rooms.IsConnected ? "livekit" : service.Simulation is not null ? "simulated" : "none";

    /// <summary>The address that people use, with a slash at its end.</summary>
    public Uri BaseUrl(HttpContext http) => settings.PublicBaseUrl ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/");
}
