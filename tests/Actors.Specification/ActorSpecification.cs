using VideoWall.Actors.Kernel;
using VideoWall.Actors.Ports;
using VideoWall.Actors.Services;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;
using VideoWall.Fakes;

namespace VideoWall.Actors.Specification;

/// <summary>What a host of actors is given to work with.</summary>
public sealed record ActorPorts(IJournal Journal, ISnapshots Snapshots, IRooms Rooms, TimeProvider Time);

/// <summary>A host of actors, running.</summary>
public interface IActorHost : IAsyncDisposable
{
    IActors Actors { get; }

    /// <summary>Actors in memory now.</summary>
    Task<int> InMemory();

    /// <summary>Lets go of actors that are idle and were not called for so long.</summary>
    Task Forget(TimeSpan idleFor);
}

/// <summary>Where a part of the specification is played: what is kept in which store, and which host runs on it.</summary>
public interface IActorStage : IAsyncDisposable
{
    /// <summary>An empty store.</summary>
    Task<(IJournal Journal, ISnapshots Snapshots)> Open();

    /// <summary>Starts a host over these ports, beside those that were started before.</summary>
    Task<IActorHost> Start(ActorPorts ports);
}

/// <summary>
/// What all parts of the specification share. A host's test project derives one class from each part and says on which
/// stage; the host is seen through <see cref="IActors"/> and its ports only.
/// </summary>
public abstract class ActorSpecification(IActorStage stage) : IAsyncLifetime
{
    readonly List<IActorHost> hosts = [];

    protected static ServiceId Sunday { get; } = new("sunday");

    protected const string SundayStream = "service/sunday";

    protected ManualTime Time { get; } = new();

    protected ScriptedStore Store { get; private set; } = null!;

    protected FakeRooms Rooms { get; } = new();

    protected IActorHost Host { get; private set; } = null!;

    protected IServiceActor Service => Host.Actors.Service(Sunday);

    public async Task InitializeAsync()
    {
        var (journal, snapshots) = await stage.Open();
        Store = new(journal, snapshots);
        Host = await StartAnother();
    }

    public async Task DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
        await Store.Journal.AssertKept();
        await stage.DisposeAsync();
    }

    /// <summary>A second host on the same journal, as after a restart or in a cluster that has split.</summary>
    protected async Task<IActorHost> StartAnother()
    {
        var host = await stage.Start(new(Store.Journal, Store.Snapshots, Rooms, Time));
        hosts.Add(host);
        return host;
    }

    protected Task<CommandReply> Create(ServiceSettings? settings = null, ServiceId? id = null, string? room = null)
    {
        var service = id ?? Sunday;
        return Host.Actors.Service(service).Command(
            new Schedule(service, $"CODE{service}", room ?? $"svc-{service}", "wall-key", settings ?? ServiceSettings.Default("Sunday")), "producer");
    }

    protected static Task<CommandReply> Do(IServiceActor service, ServiceAction action, string? church = null) =>
        service.Command(new Act(action, church is null ? null : new ChurchId(church)), "producer");

    protected async Task<RosterEntry> Entry(string church)
    {
        var roster = await Service.Roster();
        return roster!.Churches.Single(c => c.Church.Value == church);
    }

    protected async Task<string> States()
    {
        var roster = await Service.Roster();
        return string.Join(" ", roster!.Churches.OrderBy(c => c.Church.Value, StringComparer.Ordinal).Select(c => $"{c.Church}:{c.State}"));
    }

    /// <summary>The roster that the journal holds, at a revision.</summary>
    protected RosterView Folded(long revision)
    {
        var state = ServiceState.None;
        foreach (var recorded in Store.Journal.EventsOf(SundayStream).Take((int)revision))
        {
            state = Evolve.Apply(state, Codecs.Service.Read(recorded), recorded.At);
        }
        return RosterView.Of(state);
    }

    /// <summary>
    /// The observer was told what leads from one roster to the other. It travels beside the answers to calls, so it may
    /// come a moment after them.
    /// </summary>
    protected static async Task AssertHeard(RosterView expected, Observer observer, RosterView start)
    {
        await Eventually.Is($"revision {expected.Revision} was told", () => observer.Deltas.LastOrDefault()?.To ?? start.Revision, to => to >= expected.Revision);
        AssertSame(expected, observer.Follow(start));
    }

    protected static void AssertSame(RosterView expected, RosterView seen)
    {
        Assert.Equal(expected.Revision, seen.Revision);
        Assert.Equal(expected.Header, seen.Header);
        Assert.Equal(expected.Seats, seen.Seats);
    }

    /// <summary>A task that ends when the test says so.</summary>
    protected sealed class Gate
    {
        readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Ends when somebody stands before the gate; fails loudly when nobody comes.</summary>
        public Task Reached => reached.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

        public Task Pass()
        {
            reached.TrySetResult();
            return opened.Task;
        }

        public void Open() => opened.TrySetResult();
    }
}
