using System.Text.Json;
using VideoWall.Domain;
using VideoWall.LiveKit.Keys;
using VideoWall.LiveKit.Protocol;

namespace VideoWall.LiveKit.Tokens;

/// <summary>A token with what its bearer should know about it.</summary>
/// <param name="Jwt">For the bearer only; never log it.</param>
/// <param name="Identity">The LiveKit identity it speaks for.</param>
/// <param name="Expires">LiveKit looks at connect only: a session outlives its token.</param>
public readonly record struct IssuedToken(string Jwt, string Identity, DateTimeOffset Expires)
{
    /// <summary>Leaves the token out.</summary>
    public override string ToString() => $"token of {Identity}";
}

/// <summary>
/// Makes LiveKit access tokens, by purpose, each with the least that works. Self-hosted LiveKit cannot revoke a token
/// (a removed participant may come back with it), so they are short-lived.
/// </summary>
public sealed class AccessTokens(LiveKitKeys keys, TimeProvider time)
{
    /// <summary>Of churches and walls: long enough to connect, too short to be worth stealing.</summary>
    public static readonly TimeSpan JoinLife = TimeSpan.FromMinutes(10);

    /// <summary>Of the server's own calls, each with a token of its own.</summary>
    public static readonly TimeSpan CallLife = TimeSpan.FromMinutes(1);

    /// <summary>A church publishes its camera and nothing else, hears and sees nobody, and says nothing.</summary>
    /// <param name="name">Shown on the wall; cut at LiveKit's 256 bytes.</param>
    public IssuedToken ForChurch(string room, string identity, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(identity);
        return ForParticipant(identity, name, Joining(room) with
        {
            CanPublish = true,
            CanPublishSources = ["camera"],
            CanSubscribe = false,
        });
    }

    /// <summary>A wall watches unseen. Its identity is <c>wall-{viewer}</c>.</summary>
    /// <param name="viewer">Different for every open page: LiveKit drops the older of two equal identities.</param>
    public IssuedToken ForWall(string room, string viewer) => ForViewer(room, Identities.Wall + viewer);

    /// <summary>A console's preview watches unseen. Its identity is <c>wall-console-{viewer}</c>.</summary>
    /// <inheritdoc cref="ForWall" path="/param"/>
    public IssuedToken ForConsole(string room, string viewer) => ForViewer(room, Identities.Console + viewer);

    /// <summary>For calls about one room: participants, remove, mute, data.</summary>
    internal string ForRoomAdmin(string room) => ForCall(new VideoGrant { RoomAdmin = true, Room = room });

    internal string ForRoomList() => ForCall(new VideoGrant { RoomList = true });

    /// <summary>LiveKit asks for this grant when a room is made and when it is deleted.</summary>
    internal string ForRoomCreate() => ForCall(new VideoGrant { RoomCreate = true });

    IssuedToken ForViewer(string room, string identity) =>
        ForParticipant(identity, null, Joining(room) with { CanPublish = false, CanSubscribe = true, Hidden = true });

    static VideoGrant Joining(string room)
    {
        ArgumentException.ThrowIfNullOrEmpty(room);
        return new VideoGrant { RoomJoin = true, Room = room, CanPublishData = false, CanUpdateOwnMetadata = false };
    }

    IssuedToken ForParticipant(string identity, string? name, VideoGrant grant)
    {
        var now = time.GetUtcNow();
        var shown = string.IsNullOrEmpty(name) ? null : Text.ClipBytes(name, FieldLimits.Name);
        var expires = DateTimeOffset.FromUnixTimeSeconds((now + JoinLife).ToUnixTimeSeconds());
        return new IssuedToken(Sign(identity, shown, grant, now, JoinLife), identity, expires);
    }

    string ForCall(VideoGrant grant) => Sign(null, null, grant, time.GetUtcNow(), CallLife);

    string Sign(string? identity, string? name, VideoGrant grant, DateTimeOffset now, TimeSpan life)
    {
        var payload = new AccessTokenPayload
        {
            Issuer = keys.Signing.Id,
            Identity = identity,
            Name = name,
            NotBefore = now.ToUnixTimeSeconds(),
            Expires = (now + life).ToUnixTimeSeconds(),
            Video = grant,
        };
        return JwtSigner.Sign(JsonSerializer.Serialize(payload, ShortTokenJson.Context.AccessTokenPayload), keys.Signing);
    }
}
