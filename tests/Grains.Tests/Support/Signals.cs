using VideoWall.Domain.Presence;
using VideoWall.Domain.Services;

namespace VideoWall.Grains.Tests.Support;

/// <summary>The webhooks of one room, in LiveKit's manner. Participants are guests: their identity is their church's id.</summary>
public sealed class Signals(TimeProvider time)
{
    int count;

    public Observe Joined(string who, int session = 1) => Make(SignalKind.Joined, who, session, null);

    public Observe Left(string who, int session = 1) => Make(SignalKind.Left, who, session, null);

    public Observe Published(string who, int session = 1, int track = 1) => Make(SignalKind.Published, who, session, Track(who, session, track));

    public Observe Unpublished(string who, int session = 1, int track = 1) => Make(SignalKind.Unpublished, who, session, Track(who, session, track));

    public Observe Finished() => new(new(
        SignalKind.RoomFinished, $"EV_{Interlocked.Increment(ref count)}", DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds()), "RM_1", 1000));

    public static string Session(string who, int session = 1) => $"PA_{who}{session}";

    public static string Track(string who, int session = 1, int track = 1) => $"TR_{who}{session}{track}";

    /// <summary>The participant as LiveKit's list shows it.</summary>
    public ListedParticipant Listed(string who, int session = 1, bool publishes = true) =>
        new(Who(who, session, time.GetUtcNow().ToUnixTimeMilliseconds()), publishes ? Track(who, session) : null, false);

    Observe Make(SignalKind kind, string who, int session, string? track)
    {
        var now = time.GetUtcNow();
        return new(new(
            kind, $"EV_{Interlocked.Increment(ref count)}", DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()), "RM_1",
            track is null ? 1000 : 0, Who(who, session, track is null ? now.ToUnixTimeMilliseconds() + session : 0), track));
    }

    static SignalParticipant Who(string who, int session, long joinedAtMs) => new(Session(who, session), who, joinedAtMs > 0 ? who : "", joinedAtMs);
}
