using Microsoft.AspNetCore.Http;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Settings;

namespace VideoWall.WebFront.Services;

/// <summary>Turns a service into its API body: with links that people can use and the kind of media it has.</summary>
sealed class ServiceLinks(IGrainFactory grains, WebFrontSettings settings)
{
    public IGrainFactory Grains => grains;

    public ServiceBody Body(ServiceInfo service, HttpContext http) => 
        ServiceBody.Of(service, Media(service), BaseUrl(http), Caller.Of(http.User)?.Role >= Role.Moderator);

    /// <summary>Where a service's pictures come from: LiveKit, the churches' browsers, or for simulated churches the pages that show them.</summary>
    public string Media(ServiceInfo service) => settings.LiveKit is not null ? "livekit" : service.Simulation is not null ? "simulated" : "direct";

    /// <summary>The address that people use, with a slash at its end.</summary>
    public Uri BaseUrl(HttpContext http) => settings.PublicBaseUrl ?? new Uri($"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/");
}
