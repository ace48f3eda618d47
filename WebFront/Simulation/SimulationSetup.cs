using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.LiveKit.Keys;
using VideoWall.Simulation;

namespace VideoWall.WebFront.Simulation;

/// <summary>The simulator in place of a media server; its webhooks go through the same door as LiveKit's.</summary>
static class SimulationSetup
{
    public static void AddSimulation(this IServiceCollection services)
    {
        services.AddSingleton(p => new RoomSimulator(
            p.GetRequiredService<LiveKitKeys>(), (body, authorization, cancellation) => Post(p, body, authorization, cancellation), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SimulationHost>().AddHostedService(p => p.GetRequiredService<SimulationHost>());
    }

    // Only ever used towards this process itself: no proxy, and no address that changes under it.
    static class Own
    {
        public static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });
    }

    static async Task<int> Post(IServiceProvider services, ReadOnlyMemory<byte> body, string authorization, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(OwnAddress(services), "livekit/webhook")) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new("application/webhook+json");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await Own.Http.SendAsync(request, cancellation);
        return (int)response.StatusCode;
    }

    // Listening on all addresses is told as 0.0.0.0 or [::]; this machine is reached by loopback then.
    static Uri OwnAddress(IServiceProvider services)
    {
        var addresses = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses
            ?? throw new HttpRequestException("The server does not listen yet.");
        var address = new UriBuilder(addresses.First(a => a.StartsWith("http:", StringComparison.OrdinalIgnoreCase)).Replace("*", "127.0.0.1", StringComparison.Ordinal).Replace("+", "127.0.0.1", StringComparison.Ordinal));
        if (address.Host is "0.0.0.0" or "[::]")
        {
            address.Host = "127.0.0.1";
        }
        return address.Uri;
    }
}
