using System.Collections.Concurrent;
using System.Globalization;

namespace VideoWall.Cluster.Tests.Support;

/// <summary>Something that happened to a church in its room.</summary>
readonly record struct Step(string Church, int Session, string Kind)
{
    /// <summary>It sends, stops, sends, drops out, comes back …</summary>
    public Step Next => Kind switch
    {
        "joined" => this with { Kind = "published" },
        "published" when Session % 2 == 1 => new(Church, Session + 1, "left"),
        "published" => this with { Kind = "unpublished" },
        "unpublished" => new(Church, Session + 1, "left"),
        _ => this with { Kind = "joined" },
    };

    public byte[] Webhook(Webhook room) => Kind switch
    {
        "joined" => room.Joined(Church, Session),
        "published" => room.Published(Church, Session),
        "unpublished" => room.Unpublished(Church, Session),
        _ => room.Left(Church, Session - 1),
    };
}

/// <summary>Churches that come and go in one service: each one's webhooks in order, each sent until a silo takes it.</summary>
sealed class Load : IAsyncDisposable
{
    /// <summary>Each has a share of the churches to itself.</summary>
    const int Senders = 4;

    readonly TestCluster cluster;
    readonly Webhook room;
    readonly List<Sender> senders;
    readonly List<Step> opening = [];
    readonly ConcurrentDictionary<string, List<Step>> taken = new();
    readonly CancellationTokenSource stop = new();
    Task work = Task.CompletedTask;
    int count;

    Load(TestCluster cluster, Service service)
    {
        (this.cluster, Service) = (cluster, service);
        room = new(service.Room);
        senders = [.. Enumerable.Range(0, Senders).Select(n => new Sender(cluster, n))];
    }

    public Service Service { get; }

    /// <summary>How many webhooks were answered 200.</summary>
    public int Taken => Volatile.Read(ref count);

    /// <summary>Attempts that a silo did not take, and another one did later.</summary>
    public int Repeated => senders.Sum(s => s.Repeated);

    /// <summary>A service of one page whose churches have their seats; nobody moves yet.</summary>
    public static async Task<Load> Open(TestCluster cluster, int churches = 24)
    {
        using var producer = new Producer(cluster.Silos[0]);
        var load = new Load(cluster, await producer.Create(new { pageSize = 64 }));
        for (var n = 0; n < churches; n++)
        {
            var joined = new Step(string.Create(CultureInfo.InvariantCulture, $"church {n}"), 1, "joined");
            await load.Take(load.senders[0], joined);
            load.opening.Add(joined);
        }
        return load;
    }

    /// <summary>Lets the churches come and go until <see cref="Stop"/>.</summary>
    public void Start(int perSecond = 100) => work = Task.WhenAll(senders.Select((sender, n) =>
        Task.Run(() => Send(sender, [.. opening.Where((_, church) => church % Senders == n)], TimeSpan.FromSeconds((double)Senders / perSecond)))));

    /// <summary>Waits for as many more to be taken.</summary>
    public Task Goes(int on = 50)
    {
        var from = Taken;
        return Eventually.Is($"{on} more webhooks are taken", () => work.IsFaulted ? throw work.Exception! : Taken - from, more => more >= on, TimeSpan.FromSeconds(60));
    }

    public async Task Stop()
    {
        await stop.CancelAsync();
        await work;
    }

    /// <summary>The same once more for a service of its own, with nothing in its way.</summary>
    public async Task<Service> Undisturbed()
    {
        using var producer = new Producer(cluster.Silos[0]);
        var service = await producer.Create(new { pageSize = 64 });
        var again = new Webhook(service.Room);
        await producer.Take(opening.Select(step => step.Webhook(again)));
        await Parallel.ForEachAsync(taken.Values, new ParallelOptions { MaxDegreeOfParallelism = 2 * Senders }, async (steps, _) =>
            await producer.Take(steps.Skip(1).Select(step => step.Webhook(again))));
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await work.ContinueWith(_ => { }, TaskScheduler.Default);
        senders.ForEach(s => s.Dispose());
        stop.Dispose();
    }

    async Task Send(Sender sender, List<Step> churches, TimeSpan every)
    {
        using var pace = new PeriodicTimer(every, TimeProvider.System);
        for (var n = 0; !stop.IsCancellationRequested; n = (n + 1) % churches.Count)
        {
            churches[n] = churches[n].Next;
            await Take(sender, churches[n]);
            await pace.WaitForNextTickAsync();
        }
    }

    async Task Take(Sender sender, Step step)
    {
        await sender.Deliver(step.Webhook(room));
        taken.GetOrAdd(step.Church, _ => []).Add(step);
        Interlocked.Increment(ref count);
    }
}
