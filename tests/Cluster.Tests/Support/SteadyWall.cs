using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR;

namespace VideoWall.Cluster.Tests.Support;

/// <summary>
/// A wall that does what the page does: when its connection ends it connects again, to the next silo if its own is not
/// there, keeps its picture meanwhile and asks for what it missed. With one token, from one silo, all the time.
/// </summary>
sealed class SteadyWall : IAsyncDisposable
{
    static readonly TimeSpan Attempt = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    readonly TestCluster cluster;
    readonly Service service;
    readonly string token;
    readonly int home;
    readonly CancellationTokenSource stop = new();
    readonly Task work;
    volatile WallPage? page;

    SteadyWall(TestCluster cluster, Service service, string token, int home)
    {
        (this.cluster, this.service, this.token, this.home) = (cluster, service, token, home);
        work = Task.Run(Work);
    }

    /// <summary>What it was refused, which a page would show as an error.</summary>
    public string? Refused { get; private set; }

    public long Revision => page?.Revision ?? 0;

    public string Shown => page?.Shown ?? "";

    public static async Task<SteadyWall> Open(TestCluster cluster, Service service, int home)
    {
        using var client = new Client(cluster.Silos[home].Address);
        var opened = (await client.Post("/api/v1/wall", new { service.Code, key = service.WallKey, screen = 0 })).Is(200);
        var wall = new SteadyWall(cluster, service, opened["hubToken"], home);
        await wall.Reaches(1);
        return wall;
    }

    /// <summary>One at each silo.</summary>
    public static async Task<IReadOnlyList<SteadyWall>> OpenAll(TestCluster cluster, Service service) =>
        await Task.WhenAll(cluster.Silos.Select((_, home) => Open(cluster, service, home)));

    public Task Reaches(long revision) =>
        Eventually.Is($"the wall has revision {revision}", () => (Revision, IsOpen: page?.IsOpen, Refused), seen => seen.Revision >= revision && seen.IsOpen == true);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (page is { } last)
        {
            await last.DisposeAsync();
        }
        await work;
        stop.Dispose();
    }

    async Task Work()
    {
        using var pause = new PeriodicTimer(Pause, TimeProvider.System);
        for (var turn = home; !stop.IsCancellationRequested; turn++)
        {
            if (cluster.Silos is { Count: > 0 } silos && await Connect(silos[turn % silos.Count]) is { } connected)
            {
                var before = page;
                page = connected;
                if (before is not null)
                {
                    await before.DisposeAsync();
                }
                await connected.Closed;
                turn = home - 1;
            }
            await pause.WaitForNextTickAsync();
        }
    }

    async Task<WallPage?> Connect(SiloProcess silo)
    {
        WallPage? next = null;
        try
        {
            next = await WallPage.Open(silo, token).WaitAsync(Attempt, TimeProvider.System);
            if (page is { } before)
            {
                next.Remember(before);
            }
            await next.Watch(service, page?.Revision).WaitAsync(Attempt, TimeProvider.System);
            return next;
        }
        catch (HubException fault)
        {
            Refused = fault.Message;
        }
        catch (Exception fault) when (fault is WebSocketException or IOException or TimeoutException or OperationCanceledException or InvalidOperationException)
        {
            // Nobody there; the next one.
        }
        if (next is not null)
        {
            await next.DisposeAsync();
        }
        return null;
    }
}
