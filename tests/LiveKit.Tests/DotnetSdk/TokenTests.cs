using Livekit.Server.Sdk.Dotnet;
using VideoWall.LiveKit.Tests.Support;
using VideoWall.LiveKit.Tokens;

namespace VideoWall.LiveKit.Tests.DotnetSdk;

/// <summary>The .NET SDK reads our tokens as we mean them, and we read its. On the real clock, as it knows no other.</summary>
public sealed class TokenTests
{
    readonly AccessTokens tokens = new(TestKeys.Recorded, TimeProvider.System);
    readonly TokenVerifier sdk = new(TestKeys.Key, TestKeys.Secret);

    [Fact]
    public void A_churchs_token_lets_it_show_its_camera_and_nothing_else()
    {
        var claims = sdk.Verify(tokens.ForChurch("svc-1", "church-7", "Igreja São João 教會").Jwt);

        Assert.Equal(("church-7", "Igreja São João 教會"), (claims.Identity, claims.Name));
        Assert.Equal((true, "svc-1"), (claims.Video.RoomJoin, claims.Video.Room));
        Assert.Equal(["camera"], claims.Video.CanPublishSources);
        Assert.Equal((true, false, false), (claims.Video.CanPublish, claims.Video.CanSubscribe, claims.Video.CanPublishData));
        Assert.False(claims.Video.RoomAdmin || claims.Video.RoomCreate || claims.Video.RoomList || claims.Video.CanUpdateOwnMetadata);
    }

    [Fact]
    public void A_walls_token_lets_it_watch_unseen()
    {
        var claims = sdk.Verify(tokens.ForWall("svc-1", "w").Jwt);

        Assert.Equal("wall-w", claims.Identity);
        Assert.Equal((true, true, false), (claims.Video.Hidden, claims.Video.CanSubscribe, claims.Video.CanPublish));
    }

    [Fact]
    public void Our_tokens_are_refused_when_they_were_touched_or_the_secret_is_another()
    {
        var jwt = tokens.ForWall("svc-1", "w").Jwt;
        var parts = jwt.Split('.');
        var other = TestKeys.PayloadOf(jwt).Replace("wall-w", "wall-x", StringComparison.Ordinal);

        Assert.ThrowsAny<Exception>(() => sdk.Verify($"{parts[0]}.{TestKeys.Encode(other)}.{parts[2]}"));
        Assert.ThrowsAny<Exception>(() => new TokenVerifier(TestKeys.Key, TestKeys.OtherSecret).Verify(jwt));
        Assert.ThrowsAny<Exception>(() => new TokenVerifier("otherkey", TestKeys.Secret).Verify(jwt));
    }

    [Fact]
    public async Task We_read_its_tokens()
    {
        var jwt = new AccessToken(TestKeys.Key, TestKeys.Secret).WithIdentity("church-7").WithName("Église")
            .WithGrants(new() { RoomJoin = true, Room = "svc-1", CanPublishSources = ["camera"], CanSubscribe = false }).ToJwt();

        var (token, refusal) = await new TokenReader(TestKeys.Recorded, TimeProvider.System).Read(jwt);

        Assert.Empty(refusal);
        Assert.Equal(("church-7", "Église", "svc-1"), (token!.Identity, token.Name, token.Room));
        Assert.Equal(["camera"], token.Grant.CanPublishSources!.Value.AsEnumerable());
        Assert.Equal((true, false, false), (token.Grant.CanPublish, token.Grant.CanSubscribe, token.Grant.Hidden));
    }
}
