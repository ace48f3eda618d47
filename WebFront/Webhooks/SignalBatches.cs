using System.Runtime.InteropServices;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Webhooks;

/// <summary>
/// Takes webhooks' signals to their service's grain, one call under way for each service: what comes meanwhile shares the next.
/// The grain commits one batch after the other anyway, so nobody waits longer for it, and a busy room costs a call for each
/// commit and not for each webhook.
/// </summary>
sealed class SignalBatches(IGrainFactory grains)
{
    const int Most = 512; // as many as the grain decides at once

    readonly Dictionary<ServiceId, List<Waiting>> services = [];
    readonly Lock gate = new();

    /// <summary>Completes when what came of the signal is durable.</summary>
    /// <param name="traced">Somebody collects traces, each of which is of one webhook: the signal goes by itself.</param>
    /// <exception cref="JournalUnavailableException">It was not kept; nothing of it was acknowledged.</exception>
    public Task Send(ServiceId service, Observe signal, bool traced)
    {
        if (traced)
        {
            return grains.Service(service).Signal(signal);
        }
        lock (gate)
        {
            ref var waiting = ref CollectionsMarshal.GetValueRefOrAddDefault(services, service, out var underWay);
            if (underWay)
            {
                var next = new Waiting(signal);
                waiting!.Add(next);
                return next.Kept.Task;
            }
            waiting = [];
        }
        return SendFirst(service, signal);
    }

    async Task SendFirst(ServiceId service, Observe signal)
    {
        try
        {
            await grains.Service(service).Signal(signal);
        }
        finally
        {
            _ = SendWaiting(service);
        }
    }

    async Task SendWaiting(ServiceId service)
    {
        while (Take(service) is { } batch)
        {
            try
            {
                var kept = await grains.Service(service).Signals([.. batch.Select(w => w.Signal)]);
                for (var i = 0; i < batch.Count; i++)
                {
                    if (kept[i])
                    {
                        batch[i].Kept.SetResult();
                    }
                    else
                    {
                        batch[i].Kept.SetException(new JournalUnavailableException("The signal could not be kept."));
                    }
                }
            }
            catch (Exception fault)
            {
                batch.ForEach(w => w.Kept.TrySetException(fault));
            }
        }
    }

    /// <summary>Those that wait for their service's next call; null when none do, and the service is forgotten.</summary>
    List<Waiting>? Take(ServiceId service)
    {
        lock (gate)
        {
            var waiting = services[service];
            if (waiting.Count == 0)
            {
                services.Remove(service);
                return null;
            }
            services[service] = waiting.Count <= Most ? [] : waiting[Most..];
            return waiting.Count <= Most ? waiting : waiting[..Most];
        }
    }

    sealed record Waiting(Observe Signal)
    {
        public TaskCompletionSource Kept { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
