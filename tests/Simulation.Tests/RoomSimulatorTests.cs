using Microsoft.Extensions.Time.Testing;
using VideoWall.Domain.Presence;
using VideoWall.Fakes;
using VideoWall.LiveKit.Tests.Support;
using VideoWall.LiveKit.Webhooks;

namespace VideoWall.Simulation.Tests;

public sealed class RoomSimulatorTests : IDisposable
{
    readonly FakeTimeProvider time = TestClock.Sunday();
    readonly Door door;
    readonly RoomSimulator simulator;

    public RoomSimulatorTests()
    {
        door = new Door(time);
        simulator = new RoomSimulator(TestKeys.Recorded, door.Send, time);
    }

    public void Dispose() => simulator.Dispose();

    [Fact]
    public async Task A_church_comes_shows_its_picture_and_leaves_as_in_recording_a1()
    {
        var church = simulator.Join("r", "church-1", "Vida", "Bogotá");
        var first = church.Publish();
        Assert.Equal(first, church.Publish());
        church.Unpublish();
        Assert.NotEqual(first, church.Publish());
        church.Leave();
        await Pass(20);

        Assert.Equal(Recordings.Of("a1").Select(h => new Knock(h.ReceivedAt, "", h.Body).Event), door.Events);
        Assert.Equal(EndReasons.ClientInitiated, await church.Ended);
        Assert.Equal(0, simulator.Lost);
    }

    [Fact]
    public async Task Joined_and_published_say_who_and_what()
    {
        var church = simulator.Join("r", "church-1", "Vida", "Bogotá");
        var track = church.Publish();
        await simulator.Delivered();

        var joined = Assert.IsType<WebhookOutcome.Signal>(door.Knocks[1].Outcome);
        Assert.Equal("r", joined.RoomName);
        Assert.Equal(
            new SignalParticipant(church.Sid, "church-1", "Vida", time.GetUtcNow().ToUnixTimeMilliseconds(), true, "Bogotá"),
            joined.Presence.Who);
        var published = Assert.IsType<WebhookOutcome.Signal>(door.Knocks[2].Outcome).Presence;
        Assert.Equal((joined.Presence.RoomSid, track, 0L), (published.RoomSid, published.TrackSid, published.Who!.JoinedAtMs));
        Assert.Equal([new ListedParticipant(joined.Presence.Who!, track, false)], simulator.Participants("r").AsEnumerable());
    }

    [Fact]
    public async Task A_second_session_of_an_identity_puts_the_first_out_as_in_recording_c1()
    {
        var older = simulator.Join("r", "church-1", "Vida");
        older.Publish();
        var newer = simulator.Join("r", "church-1", "Vida");
        newer.Publish();
        newer.Leave();
        await Pass(20);

        Assert.Equal(Recordings.Of("c1").Select(h => new Knock(h.ReceivedAt, "", h.Body).Event), door.Events);
        Assert.Equal(EndReasons.DuplicateIdentity, await older.Ended);
        Assert.NotEqual(older.Sid, newer.Sid);
        Assert.True(newer.JoinedAtMs > older.JoinedAtMs);
        Assert.Null(older.Publish());
        Assert.False(older.Resume());
    }

    [Fact]
    public async Task Silence_is_noticed_after_20_seconds()
    {
        var church = simulator.Join("r", "church-1", "Vida");
        church.Publish();
        church.Drop();
        church.Leave();
        Assert.Null(church.Publish());
        church.Unpublish();
        await Pass(19.9);
        Assert.DoesNotContain("participant_left", door.Events);
        Assert.Single(simulator.Participants("r"));

        await Pass(0.1);
        Assert.Equal(["room_started", "participant_joined", "track_published", "track_unpublished", "participant_left"], door.Events);
        Assert.Equal(EndReasons.ConnectionTimeout, await church.Ended);
        Assert.Empty(simulator.Participants("r"));
    }

    [Fact]
    public async Task A_silence_that_ends_in_time_is_never_told()
    {
        var church = simulator.Join("r", "church-1", "Vida");
        var track = church.Publish();
        church.Drop();
        await Pass(19);
        Assert.True(church.Resume());
        await Pass(60);

        Assert.Equal(track, church.TrackSid);
        Assert.Equal(["room_started", "participant_joined", "track_published"], door.Events);
    }

    [Fact]
    public async Task A_room_lasts_20_seconds_after_its_last_and_is_then_made_anew()
    {
        simulator.Join("r", "a", "A").Leave();
        await Pass(19);
        simulator.Join("r", "b", "B").Leave();
        await Pass(19.9);
        Assert.Equal(1, door.Events.Count(e => e == "room_started"));
        await Pass(0.1);
        Assert.Equal("room_finished", door.Events.Last());
        Assert.Empty(simulator.Rooms);

        simulator.Join("r", "c", "C");
        await simulator.Delivered();
        var sids = door.Knocks.Select(k => ((WebhookOutcome.Signal)k.Outcome).Presence).Where(p => p.Kind == SignalKind.RoomStarted);
        Assert.Equal(2, sids.Select(p => p.RoomSid).Distinct().Count());
    }

    [Fact]
    public async Task The_server_removes_a_participant_and_tells_it()
    {
        var church = simulator.Join("r", "church-1", "Vida");
        church.Publish();

        Assert.True(simulator.Remove("r", "church-1"));
        Assert.False(simulator.Remove("r", "church-1"));
        Assert.False(simulator.Remove("elsewhere", "church-1"));

        Assert.Equal(EndReasons.ParticipantRemoved, await church.Ended);
        await simulator.Delivered();
        Assert.Equal("participant_left", door.Events.Last());
    }

    [Fact]
    public async Task Closing_a_room_puts_everyone_out_and_finishes_it_at_once_as_in_recording_f3()
    {
        var churches = Enumerable.Range(1, 3).Select(i => simulator.Join("r", $"church-{i}", "Vida")).ToList();
        churches.ForEach(c => c.Publish());

        Assert.True(simulator.Close("r"));
        await Task.WhenAll(churches.Select(c => c.Ended));
        await simulator.Delivered();

        Assert.All(churches, c => Assert.Equal(EndReasons.RoomDeleted, c.EndReason));
        string[] end = ["track_unpublished", "participant_left"];
        Assert.Equal([.. end, .. end, .. end, "room_finished"], door.Events.Skip(7));
        await Pass(60);
        Assert.Equal("room_finished", door.Events.Last());
        Assert.Equal(1, door.Events.Count(e => e == "room_finished"));
        Assert.False(simulator.Close("r"));
    }

    [Fact]
    public async Task Muting_makes_no_webhook_and_shows_in_the_list()
    {
        var church = simulator.Join("r", "church-1", "Vida");
        var track = church.Publish()!;

        Assert.True(simulator.Mute("r", "church-1", track));
        Assert.False(simulator.Mute("r", "church-1", "TR_other"));
        Assert.False(simulator.Mute("r", "church-2", track));
        await simulator.Delivered();

        Assert.True(simulator.Participants("r").Single().TrackMuted);
        Assert.True(simulator.Mute("r", "church-1", track, muted: false));
        Assert.False(simulator.Participants("r").Single().TrackMuted);
        await simulator.Delivered();
        Assert.Equal(3, door.Knocks.Count);
    }

    [Fact]
    public async Task A_hidden_wall_is_told_of_like_a_real_one_and_never_seatable()
    {
        var wall = simulator.Join("r", new SimulatedParticipant("wall-1", "", Hidden: true));
        Assert.Null(wall.Publish());
        await simulator.Delivered();

        Assert.False(simulator.Participants("r").Single().Who.IsSeatable);
        Assert.False(((WebhookOutcome.Signal)door.Knocks[1].Outcome).Presence.Who!.IsSeatable);
    }

    [Fact]
    public async Task Rooms_do_not_wait_for_each_other()
    {
        var held = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var others = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var two = new RoomSimulator(TestKeys.Recorded, (body, _, _) =>
        {
            var isSlow = WebhookParser.Parse(body.Span) is WebhookOutcome.Signal { RoomName: "slow" };
            if (!isSlow)
            {
                others.TrySetResult();
            }

            return isSlow ? held.Task : Task.FromResult(200);
        }, time);

        two.Join("slow", "a", "A");
        two.Join("quick", "b", "B");
        await others.Task.WaitAsync(TimeSpan.FromSeconds(20));
        held.SetResult(200);
        await two.Delivered();
    }

    [Fact]
    public void Many_threads_at_once_leave_one_session_an_identity()
    {
        Parallel.For(0, 400, i =>
        {
            var session = simulator.Join("r", $"church-{i % 10}", "Vida");
            session.Publish();
            if (i % 3 == 0)
            {
                session.Drop();
            }
        });

        var list = simulator.Participants("r");
        Assert.Equal(10, list.Select(p => p.Who.Identity).Distinct().Count());
        Assert.Equal(10, list.Length);
    }

    [Fact]
    public void A_stopped_server_takes_nobody_and_says_nothing()
    {
        var church = simulator.Join("r", "a", "A");
        simulator.Dispose();

        Assert.Throws<ObjectDisposedException>(() => simulator.Join("r", "b", "B"));
        church.Leave();
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("participant_left", door.Events);
    }

    async Task Pass(double seconds)
    {
        await simulator.Delivered();
        time.Advance(TimeSpan.FromSeconds(seconds));
        await simulator.Delivered();
    }
}
