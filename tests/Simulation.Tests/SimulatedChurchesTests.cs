using Microsoft.Extensions.Time.Testing;
using VideoWall.Domain.Presence;
using VideoWall.Fakes;
using VideoWall.LiveKit.Tests.Support;
using VideoWall.Simulation.Tests.Support;
using VideoWall.LiveKit.Webhooks;

namespace VideoWall.Simulation.Tests;

public sealed class SimulatedChurchesTests : IDisposable
{
    readonly WatchedTime time = new();
    readonly Door door;
    readonly RoomSimulator simulator;

    public SimulatedChurchesTests()
    {
        door = new Door(time);
        simulator = new RoomSimulator(TestKeys.Recorded, door.Send, time, new Random(7));
    }

    public void Dispose() => simulator.Dispose();

    [Fact]
    public async Task Sixty_join_within_seconds_and_show_their_picture()
    {
        using var churches = Churches(60, ChurchesScript.Still);
        churches.Start();
        churches.Start();
        await Pass(TimeSpan.FromSeconds(6));

        var list = simulator.Participants("r");
        Assert.Equal(60, list.Length);
        Assert.All(list, p => Assert.NotNull(p.TrackSid));
        Assert.All(list, p => Assert.True(p.Who.IsSeatable && p.Who.City!.Length > 0));
        Assert.Equal(0, simulator.Lost);
        Assert.Equal(0, time.Armed); // nothing is to happen: not one timer
    }

    [Fact]
    public async Task Put_out_they_stay_out_until_they_are_let_in_again_and_come_back_by_themselves()
    {
        using var churches = Churches(3, new ChurchesScript { Calm = TimeSpan.FromSeconds(20) });
        churches.Start();
        await Pass(TimeSpan.FromSeconds(6));
        var put = simulator.Participants("r")[0].Who.Identity;
        simulator.Remove("r", put);
        await Pass(TimeSpan.FromMinutes(5));
        Assert.DoesNotContain(simulator.Participants("r"), p => p.Who.Identity == put);
        Assert.Equal(put, Assert.Single(churches.Out));

        churches.Return(["somebody else"]);
        Assert.Equal(put, Assert.Single(churches.Out));
        churches.Return([put]);
        await Pass(TimeSpan.FromSeconds(3));
        Assert.Contains(simulator.Participants("r"), p => p.Who.Identity == put && p.TrackSid is not null);
        Assert.Empty(churches.Out);
    }

    [Fact]
    public async Task Five_hundred_have_names_of_their_own_in_many_scripts()
    {
        using var churches = Churches(500, ChurchesScript.Still);
        churches.Start();
        await Pass(TimeSpan.FromSeconds(30));

        var list = simulator.Participants("r").Select(p => (p.Who.Name, p.Who.City)).ToList();
        Assert.Equal(500, list.Distinct().Count());
        Assert.True(list.Select(p => p.Name).Distinct().Count() > 150);
        Assert.Contains(list, p => p.Name.Any(c => c is >= '\u0600' and <= '\u06ff'));
        Assert.Contains(list, p => p.Name.Any(c => c is >= '\u4e00' and <= '\u9fff'));
        Assert.Contains(list, p => p.Name.Contains('é', StringComparison.Ordinal));
        Assert.Equal(0, simulator.Lost);
    }

    [Fact]
    public async Task An_hour_of_mishaps_ends_with_the_webhooks_and_the_list_of_one_mind()
    {
        using var churches = Churches(40, new ChurchesScript { Calm = TimeSpan.FromMinutes(1) });
        churches.Start();
        await Pass(TimeSpan.FromHours(1));

        Assert.InRange(time.Armed, 1, 2); // one for the room, one for all churches
        var reasons = door.Knocks.Where(k => k.Event == "participant_left").Select(k =>
            System.Text.Json.JsonDocument.Parse(k.Body).RootElement.GetProperty("participant").GetProperty("disconnectReason").GetString());
        Assert.Superset(
            new HashSet<string?> { EndReasons.ClientInitiated, EndReasons.ConnectionTimeout }, reasons.ToHashSet());
        Assert.Equal(
            simulator.Participants("r").Select(p => (p.Who.Sid, p.TrackSid)).Order(),
            PresentByWebhooks().Select(p => (p.Key, p.Value)).Order());
        Assert.Equal(0, simulator.Lost);
    }

    [Fact]
    public async Task The_same_seed_and_clock_give_the_same_hour()
    {
        var other = TestClock.Sunday();
        var otherDoor = new Door(other);
        using var otherSimulator = new RoomSimulator(TestKeys.Recorded, otherDoor.Send, other, new Random(7));
        using var first = Churches(12, new ChurchesScript { Calm = TimeSpan.FromSeconds(30) });
        using var second = new SimulatedChurches(
            otherSimulator, "r", 12, 42, other, new ChurchesScript { Calm = TimeSpan.FromSeconds(30) });
        first.Start();
        second.Start();
        await Pass(TimeSpan.FromMinutes(10));
        await Pass(TimeSpan.FromMinutes(10), other, otherSimulator);

        Assert.True(door.Knocks.Count > 50);
        Assert.Equal(door.Knocks.Select(k => k.Body), otherDoor.Knocks.Select(k => k.Body));
    }

    [Fact]
    public async Task A_church_that_was_removed_does_not_come_back()
    {
        using var churches = Churches(5, new ChurchesScript { Calm = TimeSpan.FromSeconds(20) });
        churches.Start();
        await Pass(TimeSpan.FromSeconds(4));
        Assert.True(simulator.Remove("r", "sim-003"));
        await Pass(TimeSpan.FromMinutes(30));

        Assert.Equal(1, door.Knocks.Count(k => k.Event == "participant_joined" && k.Body.Contains("sim-003", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Stopping_sends_everyone_home_and_starting_again_brings_them_back()
    {
        using var churches = Churches(10, ChurchesScript.Still);
        churches.Start();
        await Pass(TimeSpan.FromSeconds(6));
        churches.Stop();
        Assert.Empty(simulator.Participants("r"));
        await Pass(TimeSpan.FromSeconds(20));
        Assert.Equal("room_finished", door.Events.Last());
        Assert.Equal(0, time.Armed);

        churches.Start();
        await Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(10, simulator.Participants("r").Length);
    }

    [Fact]
    public void A_server_that_is_gone_does_not_break_the_script()
    {
        using var churches = Churches(10, new ChurchesScript { Calm = TimeSpan.FromSeconds(10) });
        churches.Start();
        time.Advance(TimeSpan.FromSeconds(2));
        simulator.Dispose();

        time.Advance(TimeSpan.FromMinutes(10));
        churches.Stop();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(501)]
    public void The_count_has_bounds(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Churches(count, ChurchesScript.Still));

    SimulatedChurches Churches(int count, ChurchesScript script) => new(simulator, "r", count, 42, time, script);

    /// <summary>Track by session, from the webhooks alone.</summary>
    Dictionary<string, string?> PresentByWebhooks()
    {
        var present = new Dictionary<string, string?>();
        foreach (var signal in door.Knocks.Select(k => k.Outcome).OfType<WebhookOutcome.Signal>().Select(s => s.Presence))
        {
            switch (signal)
            {
                case { Kind: SignalKind.Joined, Who: { } who }:
                    present.Add(who.Sid, null);
                    break;
                case { Kind: SignalKind.Left, Who: { } who }:
                    Assert.True(present.Remove(who.Sid));
                    break;
                case { Kind: SignalKind.Published or SignalKind.Unpublished, Who: { } who }:
                    Assert.True(present.ContainsKey(who.Sid));
                    present[who.Sid] = signal.Kind == SignalKind.Published ? signal.TrackSid : null;
                    break;
            }
        }

        return present;
    }

    Task Pass(TimeSpan span) => Pass(span, time, simulator);

    /// <summary>Lets time go by in small steps, with every webhook delivered in each: nothing grows old.</summary>
    static async Task Pass(TimeSpan span, FakeTimeProvider time, RoomSimulator simulator)
    {
        for (var until = time.GetUtcNow() + span; time.GetUtcNow() < until;)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await simulator.Delivered();
        }
    }
}
