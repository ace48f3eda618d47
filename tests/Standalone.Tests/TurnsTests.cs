using VideoWall.Standalone.Mailboxes;

namespace VideoWall.Standalone.Tests;

/// <summary>One turn at a time, in the order of the calls, and no thread is woken for the first.</summary>
public sealed class TurnsTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly Turns turns = new();

    [Fact]
    public async Task CallOfAnIdleActor_BeginsOnItsCallersThread_BeforeTheCallReturns()
    {
        var (here, there) = (Environment.CurrentManagedThreadId, 0);
        var answer = turns.Call(() => Task.FromResult(there = Environment.CurrentManagedThreadId));
        Assert.Equal(here, there);
        await answer;
    }

    [Fact]
    public async Task CallsThatWait_HaveTheirTurnsInOrder_WhenTheFirstGivesItsOwnBack()
    {
        var (began, goOn) = (new ManualResetEventSlim(), new ManualResetEventSlim());
        var order = new List<int>();
        var first = Task.Run(() => turns.Call(() =>
        {
            began.Set();
            goOn.Wait(Patience);
            order.Add(0);
            return Task.FromResult(0);
        }));
        Assert.True(began.Wait(Patience));
        var rest = Enumerable.Range(1, 100).Select(n => turns.Call(() =>
        {
            order.Add(n);
            return Task.FromResult(n);
        })).ToList();
        Assert.DoesNotContain(rest, call => call.IsCompleted);
        goOn.Set();
        await Task.WhenAll(rest.Append(first)).WaitAsync(Patience, TimeProvider.System);
        Assert.Equal(Enumerable.Range(0, 101), order);
    }

    [Fact]
    public async Task CallThatAwaits_LetsOthersInBetween_AndGoesOnInATurn()
    {
        var wait = new TaskCompletionSource();
        var inside = 0;
        var most = 0;
        var calls = Enumerable.Range(0, 200).Select(n => Task.Run(() => turns.Call(async () =>
        {
            Touch();
            await wait.Task;
            Touch();
            await Task.Yield();
            Touch();
            return TaskScheduler.Current;
        }))).ToList();
        // All of them wait inside at once, so none kept its turn while it did.
        await turns.Call(() => Task.FromResult(0)).WaitAsync(Patience, TimeProvider.System);
        wait.SetResult();
        var schedulers = await Task.WhenAll(calls).WaitAsync(Patience, TimeProvider.System);
        Assert.Equal(1, most);
        Assert.All(schedulers, scheduler => Assert.Same(turns, scheduler));

        void Touch()
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Thread.Yield();
            Interlocked.Decrement(ref inside);
        }
    }

    [Fact]
    public async Task CallerWithAContext_KeepsIt_AndTheCallGoesOnInTurnsAllTheSame()
    {
        var (gate, context) = (new TaskCompletionSource(), new ForeignContext());
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        var answer = turns.Call(async () =>
        {
            var inside = SynchronizationContext.Current;
            await gate.Task;
            return (inside, Later: TaskScheduler.Current);
        });
        var after = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(before);
        Assert.Same(context, after);
        gate.SetResult();
        var (seen, scheduler) = await answer.WaitAsync(Patience, TimeProvider.System);
        Assert.Null(seen);
        Assert.Same(turns, scheduler);
    }

    /// <summary>A context as windows and test runners have them: not the plain one, which awaits pass by.</summary>
    sealed class ForeignContext : SynchronizationContext;

    [Fact]
    public async Task WhatAwaitedAMethodThatEnds_GoesOnInTheSameTurn_BeforeTheNextCall()
    {
        var (gate, holds, goOn) = (new TaskCompletionSource(), new ManualResetEventSlim(), new ManualResetEventSlim());
        var order = new List<string>();
        var outer = turns.Call(async () =>
        {
            await Inner();
            order.Add("outer");
            return 0;
        });
        var holder = Task.Run(() => turns.Call(() =>
        {
            holds.Set();
            goOn.Wait(Patience);
            return Task.FromResult(0);
        }));
        Assert.True(holds.Wait(Patience));
        gate.SetResult(); // it waits for a turn now, and the next call behind it
        var next = turns.Call(() =>
        {
            order.Add("next");
            return Task.FromResult(0);
        });
        goOn.Set();
        await Task.WhenAll(outer, holder, next).WaitAsync(Patience, TimeProvider.System);
        Assert.Equal(["inner", "outer", "next"], order);

        async Task Inner()
        {
            await gate.Task;
            order.Add("inner");
        }
    }

    [Fact]
    public async Task CallThatFails_HarmsNobodyButItsCaller()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => turns.Call<int>(() => throw new InvalidDataException()));
        Assert.Equal(7, await turns.Call(() => Task.FromResult(7)));
    }
}
