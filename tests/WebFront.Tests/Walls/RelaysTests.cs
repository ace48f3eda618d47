using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VideoWall.Domain;
using VideoWall.WebFront.Tests.Fakes;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Tests.Walls;

/// <summary>Relays and their pages over a real silo. The clock stands: sweeps come when a test says so.</summary>
public sealed class RelaysTests : IAsyncLifetime
{
    static readonly TimeSpan Sweep = TimeSpan.FromSeconds(30);

    TestHost host = null!;
    Client admin = null!;
    ServiceId service;

    Relays Relays => host.Services.GetRequiredService<Relays>();

    FakeTimeProvider Time => host.Time;

    public async Task InitializeAsync()
    {
        host = await TestHost.StartWhole();
        admin = host.Key();
        var created = await admin.Post("/api/v1/services", new { title = "Advent" });
        service = new(created.Json.GetProperty("id").GetString()!);
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task A_relay_is_kept_while_somebody_holds_it_and_ends_after_two_sweeps_without()
    {
        using var first = await Held();
        using var second = await Held();
        Assert.Same(first.Relay, second.Relay);
        first.Dispose();
        first.Dispose(); // once too often takes nothing from the other
        Time.Advance(Sweep);
        Time.Advance(Sweep);
        Time.Advance(Sweep);
        Assert.Same(second.Relay, Assert.Single(Relays.All));
        var page = new Page(second.Relay);
        page.Connection.Release();
        await Rename("Easter");
        await Arrived(page, 1);

        second.Dispose();
        await NoneIsLeft();
    }

    [Fact]
    public async Task A_service_that_does_not_exist_leaves_nothing_behind()
    {
        Assert.Null(await Relays.Of(new("nowhere"), default));
        Assert.Empty(Relays.All);
    }

    [Fact]
    public async Task A_page_that_gave_up_waiting_holds_nothing()
    {
        host.Store.IsAway = true;
        using var gone = new CancellationTokenSource();
        var waiting = Relays.Of(new("elsewhere"), gone.Token); // of which nobody can say whether it exists
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        host.Store.IsAway = false;
        await NoneIsLeft();
    }

    [Fact]
    public async Task Deltas_wait_for_the_answer_that_they_lead_on_from()
    {
        using var holder = await Held();
        var (held, other) = (new Page(holder.Relay), new Page(holder.Relay));
        other.Connection.Release();
        await Rename("Easter");
        await Arrived(other, 1); // the round has been: what was held is told before, in the order of coming
        Assert.Equal(0, held.Count);
        held.Connection.Release();
        await Arrived(held, 1);

        held.Connection.Hold();
        await Rename("Whitsun");
        await Arrived(other, 2);
        Assert.Equal(1, held.Count);
        held.Connection.Release();
        await Arrived(held, 2);
    }

    [Fact]
    public void An_answer_releases_its_page_once_it_is_written()
    {
        var order = new List<string>();
        var answer = new RawJson(RawJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("revision", 1);
            json.WriteEndObject();
        }).Utf8) { Written = () => order.Add("released") };
        Assert.Empty(order);
        Assert.Equal("""{"revision":1}""", JsonSerializer.Serialize(answer));
        Assert.Equal(["released"], order);
    }

    [Fact]
    public async Task A_watch_begun_on_a_connection_that_has_closed_is_not_taken()
    {
        using var holder = await Held();
        var connection = new WallConnection(null);
        var watch = new Watch(holder, new Page(holder.Relay).Connection, null, () => { });
        connection.Close();
        Assert.False(connection.Add(service, watch));
        Assert.Equal(0, connection.Count);
    }

    [Fact]
    public async Task A_closed_connection_gives_back_all_that_it_held()
    {
        var left = 0;
        var connection = new WallConnection(null);
        var holder = await Held();
        var page = new Page(holder.Relay);
        Assert.True(connection.Add(service, new(holder, page.Connection, null, () => left++)));
        connection.Close();
        connection.Close();
        Assert.Equal(1, left);
        await NoneIsLeft();
    }

    Task NoneIsLeft() => Eventually.Equal(0, () =>
    {
        Time.Advance(Sweep);
        return Relays.All.Count;
    }, "relays without a page");

    async Task<Relays.Holder> Held() => (await Relays.Of(service, default))!;

    async Task Rename(string title) => (await admin.Patch($"/api/v1/services/{service.Value}", new { title })).Is(200);

    /// <summary>Changes are told in rounds with a rest in between: the clock goes on until the page was told.</summary>
    Task Arrived(Page page, int messages) => Eventually.Equal(messages, () =>
    {
        Time.Advance(TimeSpan.FromMilliseconds(3));
        return page.Count;
    }, "messages to the page");

    /// <summary>A page that keeps count of what it is sent, and has no answer to Watch yet.</summary>
    sealed class Page
    {
        int count;

        public Page(Relay relay)
        {
            Connection = new(relay, PageAudience.Wall, causes: false, named: () => false, _ =>
            {
                Interlocked.Increment(ref count);
                return ValueTask.CompletedTask;
            }, fault => throw fault, leave: () => { });
            relay.Attach(Connection, null);
        }

        public PageConnection Connection { get; }

        public int Count => Volatile.Read(ref count);
    }
}
