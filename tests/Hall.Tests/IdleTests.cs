using VideoWall.Hall.Support;

namespace VideoWall.Hall.Tests;

/// <summary>A hall in which nothing happens is small: what it does not use yet is not in memory.</summary>
public sealed class IdleTests
{
    // In turn: what speaks to LiveKit, where there is one; what calls the methods of hubs, with the first connection.
    static readonly string[] Later = ["System.Net.Http.dll", "System.Linq.Expressions.dll"];

    [Fact]
    public async Task WhatAnIdleHallDoesNotUse_IsNeitherLoadedNorWatched()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // the list of mapped files is read as Linux shows it
        }
        using var folder = new TemporaryFolder();
        await using var hall = await HallProcess.Start(folder.Path);
        var loaded = hall.Loaded;
        Assert.Contains("VideoWall.WebFront.dll", loaded);
        Assert.DoesNotContain(Later, loaded.Contains);
        Assert.Equal(0, hall.Watched); // it was a watch for each folder below the working folder
    }
}
