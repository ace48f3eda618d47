using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using VideoWall.Domain;
using VideoWall.Domain.Wall;
using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Walls;

/// <summary>Whom a watch tells, in order and from one thread at a time.</summary>
interface IRosterReceiver
{
    /// <summary>The revision it has; null when it needs the whole roster.</summary>
    long? Revision { get; }

    /// <summary>Takes a watch's answer.</summary>
    void Adopt(WatchReply reply);

    /// <summary>Takes a delta. False when it does not lead on from what it has: the watch asks anew.</summary>
    bool Apply(RosterDelta delta);

    void WallsChanged(ImmutableArray<WallReport> walls);
}

/// <summary>
/// This silo's leased watch of a service: renewed in time, begun anew when the grain moved or a delta was lost, and given
/// up at the end.
/// </summary>
sealed partial class ServiceWatch : IServiceObserver, IAsyncDisposable
{
    static readonly TimeSpan RenewEvery = WatchLease.Duration / 3;
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    readonly ServiceId id;
    readonly IGrainFactory grains;
    readonly IServiceGrain grain;
    readonly IServiceObserver self; // Orleans holds what is behind it weakly: it lives as long as this watch
    readonly IRosterReceiver receiver;
    readonly DeltaSequencer sequencer;
    readonly TimeProvider time;
    readonly DatabaseOutage outage;
    readonly Seldom faults;
    readonly ILogger log;
    readonly CancellationTokenSource stopping = new();
    readonly TaskCompletionSource<bool> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Task watching;
    TaskCompletionSource renewal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ServiceWatch(ServiceId id, IGrainFactory grains, IRosterReceiver receiver, TimeProvider time, DatabaseOutage outage, ILogger log)
    {
        (this.id, this.grains, this.receiver, this.time, this.outage, this.log) = (id, grains, receiver, time, outage, log);
        faults = new(time);
        grain = grains.Service(id);
        self = grains.CreateObjectReference<IServiceObserver>(this);
        sequencer = new(Pass, time);
        watching = Task.Run(Keep);
    }

    /// <summary>True when the service exists; waits until the first watch was answered.</summary>
    public Task<bool> Exists(CancellationToken cancellation) => first.Task.WaitAsync(cancellation);

    /// <summary>Renews the watch now: the grain may be elsewhere, or what it told may have been lost.</summary>
    public void Renew() => renewal.TrySetResult();

    public Task Report(ImmutableArray<WallReport> walls) => grain.ReportWalls(self, walls);

    Task IServiceObserver.Changed(RosterDelta delta)
    {
        sequencer.Add(delta);
        return Task.CompletedTask;
    }

    Task IServiceObserver.WallsChanged(ImmutableArray<WallReport> walls)
    {
        receiver.WallsChanged(walls);
        return Task.CompletedTask;
    }

    Task IServiceObserver.Moved()
    {
        Renew();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watching;
        grains.DeleteObjectReference<IServiceObserver>(self);
        sequencer.Dispose();
        stopping.Dispose();
    }

    void Pass(RosterDelta delta)
    {
        if (!receiver.Apply(delta))
        {
            Renew();
        }
    }

    async Task Keep()
    {
        var waits = false;
        while (!stopping.IsCancellationRequested)
        {
            var pause = RetryAfter;
            try
            {
                if (await grain.Watch(self, receiver.Revision).WaitAsync(stopping.Token) is { } reply)
                {
                    receiver.Adopt(reply);
                    sequencer.Reached(reply.Revision);
                    first.TrySetResult(true); // not before: who waits for it reads the roster next
                    pause = receiver.Revision is null ? TimeSpan.Zero : RenewEvery;
                }
                else
                {
                    first.TrySetResult(false);
                    pause = RenewEvery;
                }
                faults.Ended();
                if (waits)
                {
                    waits = false;
                    outage.Over(); // a grain that is in memory answers without the database; this one had to read
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (JournalUnavailableException fault)
            {
                waits = true;
                outage.Noticed($"the watch of service {id}", fault.Message);
            }
            catch (Exception fault) // whatever it is: pages keep their picture, and the watch is tried again
            {
                if (faults.IsDue())
                {
                    WatchFailed(log, id.Value, fault.Message);
                }
            }
            await Task.WhenAny(Task.Delay(pause, time, stopping.Token), renewal.Task);
            if (renewal.Task.IsCompleted)
            {
                renewal = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
        first.TrySetCanceled(stopping.Token);
        try
        {
            await grain.Unwatch(self);
        }
        catch (Exception fault)
        {
            WatchFailed(log, id.Value, fault.Message); // its lease ends by itself
        }
    }

    [LoggerMessage(2001, LogLevel.Warning, "Watch of service {Service} failed, trying again: {Reason}")]
    static partial void WatchFailed(ILogger log, string service, string reason);
}
