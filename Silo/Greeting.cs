using VideoWall.WebFront.Access.Accounts;
using VideoWall.Silo.Settings;
using VideoWall.Silo.Tls;

namespace VideoWall.Silo;

/// <summary>What the operator reads at start.</summary>
static class Greeting
{
    public static async Task Print(WebApplication app, ServerSettings server)
    {
        var settings = server.WebFront;
        var setup = await app.Services.GetRequiredService<FirstAdministrator>().Prepare(); // before anybody is told to come
        var address = settings.Access.PublicBaseUrl ?? new Uri(app.Urls.First(u => u.StartsWith("http:", StringComparison.Ordinal)).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).TrimEnd('/') + "/");
        Console.WriteLine($"VideoWall is at {address}");
        Console.WriteLine($"  console  {new Uri(address, "admin")}");
        if (setup is { } link)
        {
            Console.WriteLine($"  set the administrator's password once at {new Uri(address, link.TrimStart('/'))}");
            Console.WriteLine("  (within an hour; each start prints a new link)");
        }
        Console.WriteLine(settings.LiveKit is { } liveKit
            ? $"  LiveKit at {liveKit.Http}"
            : "  no media server (LIVEKIT_URL is not set): cameras of up to 30 churches go from browser to browser");
        if (server.Tls.Address is { } lan)
        {
            var join = new Uri(lan, "join").AbsoluteUri;
            Console.WriteLine($"  phones and laptops in this network join at {join}{(server.Tls.Certificate is null ? " (their browsers warn once: this machine made the certificate)" : "")}");
            Console.WriteLine(TerminalQrCode.Of(join));
        }
        else if (settings.Access.PublicBaseUrl is null)
        {
            Console.WriteLine("  on this machine only; for phones and laptops in your network: ./videowall up --lan");
        }
    }
}
