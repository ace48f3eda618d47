using VideoWall.LiveKit.Webhooks;

namespace VideoWall.Simulation;

/// <summary>
/// Delivers one room's webhooks as LiveKit does: in order, one at a time, five tries each, and what waited too long or
/// finds the queue full is lost without a word. Idle, it costs no thread and no timer.
/// </summary>
sealed class WebhookQueue(WebhookSigner signer, WebhookSender sender, TimeProvider time, Action drained, CancellationToken stop)
{
    /// <summary>LiveKit's <c>webhook.resource_url_notifier.max_depth</c>.</summary>
    internal const int Depth = 200;

    /// <summary>LiveKit's <c>webhook.resource_url_notifier.max_age</c>, looked at when the event's turn comes.</summary>
    internal static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    /// <summary>Before the second to fifth try (go-retryablehttp's defaults).</summary>
    static readonly TimeSpan[] RetryDelays =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)];

    readonly Lock gate = new();
    readonly Queue<(byte[] Body, DateTimeOffset At)> waiting = [];
    TaskCompletionSource? running;
    int lost;

    /// <summary>Webhooks that were refused or never arrived.</summary>
    internal int Lost => Volatile.Read(ref lost);

    /// <summary>Done when nothing waits and nothing is on its way.</summary>
    internal Task Delivered
    {
        get
        {
            lock (gate)
            {
                return running?.Task ?? Task.CompletedTask;
            }
        }
    }

    internal void Post(byte[] body)
    {
        lock (gate)
        {
            if (waiting.Count >= Depth || stop.IsCancellationRequested)
            {
                Interlocked.Increment(ref lost);
                return;
            }

            waiting.Enqueue((body, time.GetUtcNow()));
            if (running is null)
            {
                running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _ = Task.Run(Run, CancellationToken.None);
            }
        }
    }

    async Task Run()
    {
        while (Take() is var (body, at))
        {
            if (time.GetUtcNow() - at > MaxAge || !await Deliver(body).ConfigureAwait(false))
            {
                Interlocked.Increment(ref lost);
            }
        }

        drained();
    }

    (byte[] Body, DateTimeOffset At)? Take()
    {
        lock (gate)
        {
            if (!stop.IsCancellationRequested && waiting.TryDequeue(out var next))
            {
                return next;
            }

            Interlocked.Add(ref lost, waiting.Count);
            waiting.Clear();
            running?.SetResult();
            running = null;
            return null;
        }
    }

    /// <summary>Every try carries the same body, id and token. Refusals other than 429 count as delivered.</summary>
    async Task<bool> Deliver(byte[] body)
    {
        var authorization = signer.Sign(body);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var status = await sender(body, authorization, stop).ConfigureAwait(false);
                if (status is not 429 and (< 500 or 501))
                {
                    return status < 300;
                }
            }
            catch (Exception)
            {
                // Whatever broke the way there counts as a broken connection: tried again, like LiveKit does. While the
                // simulator stops the delay below ends at once, however the connection broke.
            }

            if (attempt == RetryDelays.Length || !await Delay(RetryDelays[attempt]).ConfigureAwait(false))
            {
                return false;
            }
        }
    }

    async Task<bool> Delay(TimeSpan span)
    {
        await Task.Delay(span, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stop.IsCancellationRequested;
    }
}
