using VideoWall.WebFront.Access.Accounts;
using VideoWall.WebFront.Settings;

namespace VideoWall.Silo;

/// <summary>What the operator reads at start.</summary>
static class Greeting
{
    public static async Task Print(WebApplication app, WebFrontSettings settings)
    {
        var setup = await app.Services.GetRequiredService<FirstAdministrator>().Prepare(); // before anybody is told to come
        var address = settings.PublicBaseUrl ?? new Uri(app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).TrimEnd('/') + "/");
        Console.WriteLine($"VideoWall is at {address}");
        Console.WriteLine($"  console  {new Uri(address, "admin")}");
        if (setup is { } link)
        {
            Console.WriteLine($"  set the administrator's password once at {new Uri(address, link.TrimStart('/'))}");
            Console.WriteLine("  (within an hour; each start prints a new link)");
        }
        Console.WriteLine(settings.LiveKit is { } liveKit
            ? $"  LiveKit at {liveKit.Http}"
            : "  no media server (LIVEKIT_URL is not set): pictures are simulated; try ./videowall demo");
    }
}
