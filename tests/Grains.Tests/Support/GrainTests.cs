using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;
using VideoWall.Grains.EventSourcing;
using VideoWall.Grains.Interfaces;
using VideoWall.Storage;

namespace VideoWall.Grains.Tests.Support;

[CollectionDefinition(SharedPostgres.Name)]
public sealed class PostgresTests : ICollectionFixture<SharedPostgres>;

/// <summary>
/// What tests of grains share: clusters of two silos whose journal and snapshots are in a real Postgres, in a schema of the
/// test's own.
/// </summary>
public abstract class GrainTests(SharedPostgres postgres) : IAsyncLifetime
{
    readonly List<TestSilos> hosts = [];
    Store store = null!;

    /// <summary>Its connection string.</summary>
    protected string Database { get; private set; } = "";

    protected static ServiceId Sunday { get; } = new("sunday");

    protected const string SundayStream = "service/sunday";

    protected FakeTimeProvider Time { get; } = TestClock.Sunday();

    protected ScriptedStore Store { get; private set; } = null!;

    protected FakeRooms Rooms { get; } = new();

    protected TestSilos Host { get; private set; } = null!;

    protected ServiceUnderTest Service => Host.Service(Sunday);

    public async Task InitializeAsync()
    {
        Database = await postgres.Database();
        store = Storage.Store.Open(Database, NullLoggerFactory.Instance, TimeProvider.System);
        await store.MigrateAsync();
        Store = new(store.Journal);
        Host = await StartAnother();
    }

    public async Task DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
        await Store.Journal.AssertKept();
        await store.DisposeAsync();
        await using var snapshots = new NpgsqlConnection(Database);
        NpgsqlConnection.ClearPool(snapshots);
    }

    /// <summary>A second cluster on the same journal, as after a restart or in a cluster that has split.</summary>
    protected async Task<TestSilos> StartAnother()
    {
        var host = await TestSilos.Start(Store, store.Listings, Rooms, Time, Database);
        hosts.Add(host);
        return host;
    }

    /// <summary>Ends all that runs, and starts anew on what was kept.</summary>
    protected async Task Restart()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
        hosts.Clear();
        Host = await StartAnother();
    }

    protected Task<CommandReply> Create(ServiceSettings? settings = null, ServiceId? id = null, string? room = null)
    {
        var service = id ?? Sunday;
        return Host.Service(service).Command(
            new Schedule(service, $"CODE{service}", room ?? $"svc-{service}", "wall-key", settings ?? ServiceSettings.Default("Sunday")), "producer");
    }

    protected static Task<CommandReply> Do(ServiceUnderTest service, ServiceAction action, string? church = null) =>
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
