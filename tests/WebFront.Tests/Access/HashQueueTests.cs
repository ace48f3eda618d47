using System.Collections.Concurrent;
using System.Net;
using VideoWall.WebFront.Access.Accounts;
using VideoWall.WebFront.Access.Limits;

namespace VideoWall.WebFront.Tests.Access;

/// <summary>Who waits for whom where passwords are hashed.</summary>
public sealed class HashQueueTests : IDisposable
{
    readonly HashQueue queue = new(atOnce: 1);
    readonly ConcurrentQueue<string> done = new();
    readonly ManualResetEventSlim gate = new();
    readonly List<Task> all = [];

    public void Dispose() => gate.Dispose();

    static Origin Stranger(int number) => Origin.Of(new IPAddress(number));

    [Fact]
    public async Task SixtyOfOneNetwork_DoNotHoldUpAnother()
    {
        await Occupy();
        for (var i = 0; i < 60; i++)
        {
            Add(Stranger(1), "guess");
        }
        Add(Stranger(2), "honest");
        Add(Stranger(1), "guess");
        await Finish();
        Assert.Equal("honest", done.First());
        Assert.Equal(62, done.Count);
    }

    [Fact]
    public async Task SixtyOfSixtyNetworks_DoNotHoldUpWhoComesAfterThem()
    {
        await Occupy();
        for (var i = 0; i < 60; i++)
        {
            Add(Stranger(i), "guess");
        }
        Add(Stranger(100), "honest");
        await Finish();
        Assert.Equal("honest", done.First());
    }

    [Fact]
    public async Task SixtyWhoTryAtOneUser_DoNotHoldUpAnother()
    {
        await Occupy();
        for (var i = 0; i < 60; i++)
        {
            Add(Stranger(i), "guess", "admin");
            if (i == 30)
            {
                Add(Stranger(100), "honest", "ruth");
            }
        }
        await Finish();
        Assert.Equal("honest", done.First());
    }

    [Fact]
    public async Task Strangers_HoldUpNobodyWhoIsKnown()
    {
        await Occupy();
        Add(Stranger(1), "guess");
        Assert.Equal("known", await queue.Run(Origin.Known("device"), "x", () => "known").WaitAsync(TimeSpan.FromSeconds(30)));
        await Finish();
    }

    [Fact]
    public async Task OneWhoIsKnown_DoesNotHoldUpTheOthers()
    {
        var device = Origin.Known("busy");
        await Occupy(device);
        for (var i = 0; i < 20; i++)
        {
            Add(device, "busy");
        }
        Add(Origin.Known("other"), "other");
        Add(device, "busy");
        await Finish();
        Assert.Equal("other", done.First());
    }

    [Fact]
    public async Task MoreThanThereIsRoomFor_SendAwayTheOldestOfTheNetworkWithTheMost()
    {
        await Occupy();
        Add(Stranger(2), "honest");
        var first = queue.Run(Stranger(1), "x", () => "first");
        for (var i = 0; i < HashLane.MostWaiting - 2; i++)
        {
            Add(Stranger(1), "guess");
        }
        Assert.False(first.IsCompleted);
        Add(Stranger(3), "one more");
        await Assert.ThrowsAsync<TooBusyException>(() => first);
        await Finish();
        Assert.Equal(["one more", "honest"], done.Take(2));
    }

    [Fact]
    public async Task WhoGoesAway_LeavesTheQueue_AndAFaultHoldsNobodyUp()
    {
        await Occupy();
        using var patience = new CancellationTokenSource();
        var gone = queue.Run(Stranger(1), "x", () => { done.Enqueue("gone"); return 0; }, patience.Token);
        var faulty = queue.Run<int>(Stranger(2), "x", () => throw new InvalidOperationException("the test's"));
        Add(Stranger(3), "honest");
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        await Finish();
        await Assert.ThrowsAsync<InvalidOperationException>(() => faulty);
        Assert.Equal(["honest"], done);
    }

    [Fact]
    public async Task Work_IsDoneOutsideThePool() =>
        Assert.False(await queue.Run(Stranger(1), "x", () => Thread.CurrentThread.IsThreadPoolThread));

    /// <summary>The turn of the strangers, or of who is known, is taken until <see cref="Finish"/>.</summary>
    async Task Occupy(Origin? by = null)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        all.Add(queue.Run(by ?? Stranger(0), "x", () =>
        {
            begun.SetResult();
            gate.Wait();
            return 0;
        }));
        await begun.Task;
    }

    void Add(Origin origin, string name, string subject = "x") => all.Add(queue.Run(origin, subject, () =>
    {
        done.Enqueue(name);
        return 0;
    }));

    async Task Finish()
    {
        gate.Set();
        await Task.WhenAll(all);
    }
}
