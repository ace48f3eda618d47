using System.Globalization;
using System.Text.Json;

namespace VideoWall.EndToEnd.Support;

/// <summary>Webhooks of one room in LiveKit's JSON (proto3: camel case, 64-bit numbers as text).</summary>
public sealed class Webhook(string room, string roomSid = "RM_1", long createdMs = 1_795_000_000_000)
{
    static int count;

    public byte[] Started() => Body("room_started", null, null, NewId());

    public byte[] Finished() => Body("room_finished", null, null, NewId());

    public byte[] Joined(string who, int session = 1, string? id = null, string kind = "STANDARD") =>
        Body("participant_joined", Participant(who, session, kind), null, id ?? NewId());

    public byte[] Left(string who, int session = 1) => Body("participant_left", Participant(who, session, "STANDARD"), null, NewId());

    public byte[] Published(string who, int session = 1) => Body("track_published", Minimal(who, session), Track(who, session), NewId());

    public byte[] Unpublished(string who, int session = 1) => Body("track_unpublished", Minimal(who, session), Track(who, session), NewId());

    public static string NewId() => string.Create(CultureInfo.InvariantCulture, $"EV_{Guid.NewGuid():N}{Interlocked.Increment(ref count)}");

    public static string Sid(string who, int session = 1) => $"PA_{who}_{session}";

    public byte[] Body(string name, object? participant, object? track, string id)
    {
        var body = new Dictionary<string, object>
        {
            ["event"] = name,
            ["id"] = id,
            ["createdAt"] = Seconds(),
            ["room"] = new { sid = roomSid, name = room, creationTime = Text(createdMs / 1000), creationTimeMs = Text(createdMs) },
        };
        if (participant is not null)
        {
            body["participant"] = participant;
        }
        if (track is not null)
        {
            body["track"] = track;
            body["room"] = new { sid = roomSid, name = room }; // as short as LiveKit has it there
        }
        return JsonSerializer.SerializeToUtf8Bytes(body);
    }

    object Participant(string who, int session, string kind) => new
    {
        sid = Sid(who, session), identity = who, name = who, state = "ACTIVE", kind, joinedAt = Text((createdMs / 1000) + session),
        joinedAtMs = Text(createdMs + (1000 * session)), permission = new { canPublish = true },
    };

    static object Minimal(string who, int session) => new { sid = Sid(who, session), identity = who };

    static object Track(string who, int session) => new { sid = $"TR_{who}_{session}", type = "VIDEO", source = "CAMERA", mimeType = "video/vp8" };

    static string Seconds() => Text(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
