using VideoWall.EndToEnd.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>A silo in which nothing happens is small: what it does not use yet is not in memory.</summary>
public sealed class IdleTests
{
    // What sends to a collector, where none is named.
    static readonly string[] Later = ["OpenTelemetry.Exporter.OpenTelemetryProtocol.dll"];

    [Fact]
    public async Task WhatAnIdleSiloDoesNotUse_IsNeitherLoadedNorWatched()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // the list of mapped files is read as Linux shows it
        }
        using var folder = new TemporaryFolder();
        await using var silo = await SiloProcess.Start(folder.Path);
        var loaded = silo.Loaded;
        Assert.Contains("VideoWall.WebFront.dll", loaded);
        Assert.DoesNotContain(Later, loaded.Contains);
        Assert.Equal(0, silo.Watched); // it was a watch for each folder below the working folder
    }
}
