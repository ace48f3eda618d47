using System.Globalization;
using VideoWall.EndToEnd.Support;

namespace VideoWall.EndToEnd.Tests.Support;

/// <summary>One silo for all tests that only need one.</summary>
public sealed class SharedSilo : IAsyncLifetime
{
    public const string Name = "one silo";

    readonly string folder = Directory.CreateTempSubdirectory("videowall-silo-").FullName;
    int addresses;

    public SiloProcess Process { get; private set; } = null!;

    public Producer Producer { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Process = await SiloProcess.Start(folder);
        Producer = new(Process);
    }

    public async Task DisposeAsync()
    {
        Producer.Dispose();
        await Process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Somebody at an address of its own: what it does wrong counts against nobody else.</summary>
    public Client Somebody()
    {
        var number = Interlocked.Increment(ref addresses);
        return new(Process.Address) { Address = string.Create(CultureInfo.InvariantCulture, $"198.51.100.{number}") };
    }
}

[CollectionDefinition(SharedSilo.Name)]
public sealed class SiloTests : ICollectionFixture<SharedSilo>;
