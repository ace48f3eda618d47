using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace VideoWall.Cluster.Tests.Support;

/// <summary>Real silos, each a process with a data folder and ports of its own, on one database.</summary>
public sealed class TestCluster : IAsyncDisposable
{
    readonly TemporaryFolder folder = new();
    readonly string name = $"test-{Guid.NewGuid():n}";
    ImmutableList<SiloProcess> silos = [];
    int launched;

    TestCluster(string database) => Database = database;

    /// <summary>Its DATABASE_URL.</summary>
    public string Database { get; }

    /// <summary>Those that should be at work, in the order in which they came.</summary>
    public IReadOnlyList<SiloProcess> Silos => silos;

    public static async Task<TestCluster> Start(SharedPostgres postgres, int silos) => await Start(await postgres.Database(), silos);

    public static async Task<TestCluster> Start(string database, int silos)
    {
        var cluster = new TestCluster(database);
        await cluster.Add(silos);
        return cluster;
    }

    public async Task<SiloProcess> Add() => (await Add(1)).Single();

    /// <summary>Starts silos at the same time and waits until each is ready.</summary>
    public async Task<IReadOnlyList<SiloProcess>> Add(int count)
    {
        var added = Enumerable.Range(0, count).Select(_ => Launch()).ToList();
        await Task.WhenAll(added.Select(silo => silo.Started()));
        silos = silos.AddRange(added);
        return added;
    }

    /// <summary>As a power cut would end it.</summary>
    public async Task Kill(SiloProcess silo)
    {
        silos = silos.Remove(silo);
        await silo.Kill();
    }

    /// <summary>As a supervisor ends it; its exit code.</summary>
    public async Task<int> Stop(SiloProcess silo)
    {
        silo.Signal("TERM");
        var (code, _) = await silo.Ended();
        silos = silos.Remove(silo);
        return code;
    }

    /// <summary>A silo that ended by itself, or is not to be asked any more.</summary>
    public void Forget(SiloProcess silo) => silos = silos.Remove(silo);

    /// <summary>A church's place in its simulated room. The rooms are at one of the silos.</summary>
    public async Task<HubLine> Simulator(string token)
    {
        foreach (var at in silos)
        {
            if (await HubLine.StatusOf(at.Address, "/direct", token) == 101)
            {
                return await HubLine.Open(at.Address, "/direct", token);
            }
        }
        throw new InvalidOperationException("No silo has the simulated rooms.");
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(silos.Select(silo => silo.Kill()));
        folder.Dispose();
    }

    /// <summary>One more silo, whatever becomes of it.</summary>
    public SiloProcess Launch() => SiloProcess.Launch(
        Directory.CreateDirectory(Path.Combine(folder.Path, string.Create(CultureInfo.InvariantCulture, $"silo-{++launched}"))).FullName,
        ("DATABASE_URL", Database), ("ORLEANS_CLUSTER", name), ("ORLEANS_ADVERTISED_IP", "127.0.0.1"),
        ("ORLEANS_SILO_PORT", FreePort().ToString(CultureInfo.InvariantCulture)));

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
