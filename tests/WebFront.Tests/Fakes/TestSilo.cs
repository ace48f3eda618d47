using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using VideoWall.Grains;
using VideoWall.Grains.Ports;

namespace VideoWall.WebFront.Tests.Fakes;

/// <summary>One silo beside the web front, over the same store in memory.</summary>
static class TestSilo
{
    /// <summary>What Orleans does by itself goes on while the test's clock stands.</summary>
    static readonly string[] RealTime =
    [
        TimeProviderNames.Messaging, TimeProviderNames.SystemTimers, TimeProviderNames.Membership, TimeProviderNames.ActivationManagement, TimeProviderNames.GrainDirectory,
    ];

    public static void Add(ISiloBuilder silo)
    {
        foreach (var area in RealTime)
        {
            silo.Services.AddKeyedSingleton(area, TimeProvider.System);
        }
        silo.UseLocalhostClustering(FreePort(), gatewayPort: 0);
        silo.AddVideoWallGrains();
        silo.Services.AddSingleton<IRooms, NoRooms>().AddSingleton<ISnapshots, NoSnapshots>();
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    sealed class NoSnapshots : ISnapshots
    {
        public Task<Snapshot?> Load(string stream, CancellationToken cancellation = default) => Task.FromResult<Snapshot?>(null);

        public Task Save(string stream, Snapshot snapshot, CancellationToken cancellation = default) => Task.CompletedTask;
    }
}
