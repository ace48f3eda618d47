namespace VideoWall.Domain.Presence;

/// <summary>
/// How far LiveKit's clock is believed: it may be wrong, and it may be put right while people are in the room. Nothing
/// that we are told of can lie in the future.
/// </summary>
public static class LiveKitClock
{
    /// <summary>Clocks differ by less; signatures are allowed as much.</summary>
    static readonly TimeSpan Leeway = TimeSpan.FromSeconds(60);

    /// <summary>Stamps are whole seconds and webhooks take their way: no later than this is not late.</summary>
    static readonly TimeSpan Prompt = TimeSpan.FromSeconds(2);

    /// <summary>LiveKit signs a webhook for five minutes.</summary>
    static readonly TimeSpan Latest = TimeSpan.FromMinutes(5);

    /// <summary>When something happened of which we are told late; null when it was told in time, or its stamp cannot be right.</summary>
    public static DateTimeOffset? Late(DateTimeOffset stamp, DateTimeOffset now) =>
        now - stamp > Prompt && now - stamp <= Latest ? stamp : null;

    /// <summary>The signal with none of its times later than now. A room far in the future does not say when it was made.</summary>
    public static PresenceSignal Believed(PresenceSignal signal, DateTimeOffset now)
    {
        var nowMs = now.ToUnixTimeMilliseconds();
        if (signal.CreatedAt <= now && signal.RoomCreatedMs <= nowMs && (signal.Who?.JoinedAtMs ?? 0) <= nowMs)
        {
            return signal;
        }
        return signal with
        {
            CreatedAt = signal.CreatedAt <= now ? signal.CreatedAt : now,
            RoomCreatedMs = signal.RoomCreatedMs <= nowMs + (long)Leeway.TotalMilliseconds ? Math.Min(signal.RoomCreatedMs, nowMs) : 0,
            Who = signal.Who is { } who ? who with { JoinedAtMs = Math.Min(who.JoinedAtMs, nowMs) } : null,
        };
    }
}
