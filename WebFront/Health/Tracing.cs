using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using VideoWall.Domain.Presence;

namespace VideoWall.WebFront.Health;

/// <summary>
/// The web front's spans on the way from a webhook to the walls: where it comes in, and where what it changed goes out. With
/// nobody listening nothing is made. Names in them are those of rooms, services and events, never of people or churches.
/// </summary>
static class Tracing
{
    /// <summary>Each room of the house has its own source, as it has its own meter; others are <c>VideoWall.</c> and the room's subject.</summary>
    public const string SourceName = "VideoWall";

    /// <summary>Webhooks that came in lately: many times as many as one push is about.</summary>
    const int MostKept = 4096;

    static readonly ActivitySource Source = new(SourceName);
    static readonly ConcurrentDictionary<string, ActivityContext> Contexts = new();
    static readonly ConcurrentQueue<string> Oldest = new();

    public static bool IsOn => Source.HasListeners();

    /// <summary>A genuine webhook is being handled, until it is answered.</summary>
    /// <returns>Null when nobody listens.</returns>
    public static Activity? Webhook(string room, PresenceSignal signal)
    {
        if (Source.StartActivity("webhook", ActivityKind.Consumer) is not { } span)
        {
            return null;
        }
        span.SetTag("videowall.room", room).SetTag("videowall.event", signal.Kind.ToString()).SetTag("videowall.event_id", signal.EventId);
        if (signal.EventId.Length > 0 && Contexts.TryAdd(signal.EventId, span.Context)) // one that is told again changes nothing
        {
            Oldest.Enqueue(signal.EventId);
            if (Oldest.Count > MostKept && Oldest.TryDequeue(out var oldest))
            {
                Contexts.TryRemove(oldest, out _);
            }
        }
        return span;
    }

    /// <summary>The pages of a service are being told. Part of the first webhook's trace, and linked to every one behind it that came in here.</summary>
    /// <param name="causes">Event ids of webhooks.</param>
    /// <returns>Null when nobody listens.</returns>
    public static Activity? Push(string service, IReadOnlyCollection<string> causes)
    {
        if (!IsOn)
        {
            return null;
        }
        var contexts = new List<ActivityContext>(causes.Count);
        foreach (var cause in causes)
        {
            if (Contexts.TryGetValue(cause, out var context))
            {
                contexts.Add(context);
            }
        }
        Activity.Current = null; // a round that was due later carries along whoever asked for the first of all
        return Source.StartActivity("push", ActivityKind.Producer, contexts.FirstOrDefault(), links: contexts.Select(c => new ActivityLink(c)))
            ?.SetTag("videowall.service", service).SetTag("videowall.causes", causes.ToArray());
    }
}

/// <summary>What the next push of a service is about; its owner guards it.</summary>
sealed class PushCauses
{
    readonly List<string> causes = [];

    /// <param name="events">Event ids of the webhooks behind a change.</param>
    public void Add(ImmutableArray<string> events)
    {
        if (Tracing.IsOn)
        {
            causes.AddRange(events);
        }
    }

    /// <inheritdoc cref="Tracing.Push"/>
    public Activity? Push(string service)
    {
        var span = Tracing.Push(service, causes);
        causes.Clear();
        return span;
    }
}
