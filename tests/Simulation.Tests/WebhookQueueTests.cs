using VideoWall.LiveKit.Tests.Support;
using VideoWall.Simulation.Tests.Support;

namespace VideoWall.Simulation.Tests;

/// <summary>Delivery as recorded in scenarios g1 to g6.</summary>
public sealed class WebhookQueueTests : IDisposable
{
    readonly WatchedTime time = new();
    readonly DateTimeOffset start;
    readonly Door door;
    readonly RoomSimulator simulator;

    public WebhookQueueTests()
    {
        start = time.GetUtcNow();
        door = new Door(time);
        simulator = new RoomSimulator(TestKeys.Recorded, door.Send, time);
    }

    public void Dispose() => simulator.Dispose();

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(429)]
    [InlineData(0)]
    public async Task Five_tries_at_0_1_3_7_and_15_seconds_with_the_same_words_and_then_it_is_lost(int status)
    {
        string? first = null;
        door.Answer = knock =>
        {
            first ??= knock.Id;
            return knock.Id != first ? 200 : status > 0 ? status : throw new IOException("reset");
        };

        simulator.Join("r", "a", "A");
        foreach (var wait in new[] { 1, 2, 4, 8 })
        {
            await Wait(wait);
        }

        await simulator.Delivered();
        var tries = door.Knocks.TakeWhile(k => k.Id == first).ToList();
        Assert.Equal([0, 1, 3, 7, 15], tries.Select(k => (k.At - start).TotalSeconds));
        Assert.Single(tries.Select(k => (k.Body, k.Authorization)).Distinct());
        Assert.Equal("participant_joined", door.Knocks[5].Event);
        Assert.Equal((6, 1), (door.Knocks.Count, simulator.Lost));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(501)]
    public async Task A_refusal_is_not_tried_again(int status)
    {
        door.Answer = _ => status;

        simulator.Join("r", "a", "A");
        await simulator.Delivered();

        Assert.Equal(["room_started", "participant_joined"], door.Events);
        Assert.Equal(2, simulator.Lost);
    }

    [Fact]
    public async Task A_fault_that_passes_loses_nothing_and_keeps_the_order()
    {
        door.Answer = knock => knock.At < start.AddSeconds(3) ? 503 : 200;

        simulator.Join("r", "a", "A").Publish();
        await Wait(1);
        await Wait(2);
        await simulator.Delivered();

        Assert.Equal(["room_started", "participant_joined", "track_published"], door.Events.Distinct());
        Assert.Equal(0, simulator.Lost);
    }

    [Fact]
    public async Task What_waited_longer_than_30_seconds_is_lost_and_the_next_goes_out()
    {
        door.Answer = knock => knock.At < start.AddSeconds(15) ? 503 : 200;
        simulator.Join("r", "a", "A");
        foreach (var wait in new[] { 1, 2, 4 })
        {
            await Wait(wait);
        }

        await time.WhenArmed(TimeSpan.FromSeconds(8));
        time.SetUtcNow(start.AddSeconds(31)); // the joined behind it is 31 s old when its turn comes
        await simulator.Delivered();
        simulator.Join("r", "b", "B");
        await simulator.Delivered();

        Assert.Equal(["room_started", "participant_joined"], door.Events.Distinct());
        Assert.Contains("\"identity\":\"b\"", door.Knocks.Single(k => k.Event == "participant_joined").Body, StringComparison.Ordinal);
        Assert.Equal(1, simulator.Lost);
    }

    [Fact]
    public async Task A_queue_holds_200()
    {
        door.Answer = _ => 503;
        simulator.Join("r", "first", "A");
        await time.WhenArmed(TimeSpan.FromSeconds(1));

        for (var i = 0; i < 210; i++)
        {
            simulator.Join("r", $"church-{i}", "A");
        }

        Assert.Equal(11, simulator.Lost); // 1 being tried, 200 waiting: the first joined and 199 of these
    }

    [Fact]
    public async Task Dispose_WhileAConnectionBreaks_EndsTheDelivery()
    {
        var knocked = new TaskCompletionSource();
        var broken = new TaskCompletionSource<int>();
        using var stopped = new RoomSimulator(TestKeys.Recorded, (_, _, _) =>
        {
            knocked.TrySetResult();
            return broken.Task;
        }, time);
        stopped.Join("r", "a", "A");
        await knocked.Task;

        var delivered = stopped.Delivered();
        stopped.Dispose();
        broken.SetException(new IOException("reset"));

        await delivered.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(2, stopped.Lost);
    }

    async Task Wait(double seconds)
    {
        await time.WhenArmed(TimeSpan.FromSeconds(seconds));
        time.Advance(TimeSpan.FromSeconds(seconds));
    }
}
