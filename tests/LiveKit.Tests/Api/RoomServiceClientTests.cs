using Microsoft.Extensions.Time.Testing;
using VideoWall.Domain.Presence;
using VideoWall.Fakes;
using VideoWall.LiveKit.Api;
using VideoWall.LiveKit.Tests.Support;
using VideoWall.LiveKit.Tokens;

namespace VideoWall.LiveKit.Tests.Api;

public sealed class RoomServiceClientTests
{
    readonly FakeTimeProvider time = TestClock.Sunday();

    [Fact]
    public async Task The_participant_list_tells_churches_with_their_picture_and_walls_apart()
    {
        using var livekit = FakeLiveKit.Answering(Recordings.Call("ListParticipants-hidden-and-two"));

        Assert.True((await Client(livekit).ListParticipants("grid-h1")).TryGet(out var list));

        Assert.Equal(
            [
                new ListedParticipant(new SignalParticipant("PA_4k2mFRCXKZJw", "church-2", "", 1795210275018), "TR_VCciuY62wwmmic", false),
                new ListedParticipant(new SignalParticipant("PA_58nkDyNxPhZe", "wall-1", "", 1795210272268, false), null, false),
                new ListedParticipant(new SignalParticipant("PA_u2iFVyNbRL9r", "church-1", "", 1795210274608), "TR_VCkTKaZ3MPFcye", false),
            ],
            list.AsEnumerable());
    }

    [Theory]
    [InlineData("[]", null, false)]
    [InlineData("""[{"sid":"A","type":"AUDIO"},{"sid":"S","type":"VIDEO","source":"SCREEN_SHARE"}]""", null, false)]
    [InlineData("""[{"sid":"V","type":"VIDEO","muted":true}]""", "V", true)]
    [InlineData("""[{"sid":"V","type":"VIDEO"},{"sid":"C","type":"VIDEO","source":"CAMERA","muted":true}]""", "C", true)]
    [InlineData("""[{"sid":"C1","type":"VIDEO","source":"CAMERA","muted":true},{"sid":"C2","type":"VIDEO","source":"CAMERA"}]""", "C2", false)]
    [InlineData("""[{"sid":"C1","type":"VIDEO","source":"CAMERA"},{"sid":"C2","type":"VIDEO","source":"CAMERA"}]""", "C1", false)]
    public async Task One_picture_a_church_and_a_camera_first(string tracks, string? sid, bool muted)
    {
        var participant = $$"""{"sid":"PA_1","identity":"a","state":"JOINED","tracks":{{tracks}}}""";
        using var livekit = FakeLiveKit.Answering(200, "{\"participants\":[" + participant + "]}");

        Assert.True((await Client(livekit).ListParticipants("r")).TryGet(out var list));

        Assert.Equal((sid, muted), (list.Single().TrackSid, list.Single().TrackMuted));
    }

    [Fact]
    public async Task Who_has_left_is_not_in_the_list()
    {
        using var livekit = FakeLiveKit.Answering(
            200, """{"participants":[{"sid":"PA_1","identity":"a","state":"DISCONNECTED"},{"sid":"","identity":"b"}]}""");

        Assert.True((await Client(livekit).ListParticipants("r")).TryGet(out var list));

        Assert.Empty(list);
    }

    [Theory]
    [InlineData(200, "<html>sign in</html>", "text/html")]
    [InlineData(200, "", "text/plain")]
    [InlineData(200, "{}", "application/json")]
    [InlineData(200, "null", "application/json")]
    [InlineData(200, "{\"participants\":{}}", "application/json")]
    [InlineData(200, "{\"participants\":[", "application/json")]
    [InlineData(404, "404 page not found", "text/plain")]
    [InlineData(502, "<html>bad gateway</html>", "text/html")]
    public async Task An_answer_that_is_not_LiveKits_is_unknown_never_empty(int status, string body, string type)
    {
        using var livekit = FakeLiveKit.Answering(status, body, type);

        var answer = await Client(livekit).ListParticipants("r");

        Assert.Equal((AnswerKind.Unreachable, "foreign_answer"), (answer.Kind, answer.Code));
        Assert.False(answer.TryGet(out _));
        Assert.Contains("LIVEKIT_URL", answer.Message);
    }

    [Theory]
    [InlineData(200, "<html>sign in</html>", "text/html")]
    [InlineData(404, "404 page not found", "text/plain")]
    [InlineData(200, "{{ a page's template }}", "text/html")]
    [InlineData(200, "{", "application/json")]
    [InlineData(200, "{} and more", "application/json")]
    public async Task A_stranger_who_says_gone_has_removed_nobody(int status, string body, string type)
    {
        using var livekit = FakeLiveKit.Answering(status, body, type);

        Assert.Equal(AnswerKind.Unreachable, (await Client(livekit).RemoveParticipant("r", "a")).Kind);
        Assert.Equal(AnswerKind.Unreachable, (await Client(livekit).DeleteRoom("r")).Kind);
    }

    [Fact]
    public async Task No_connection_is_unreachable()
    {
        using var livekit = FakeLiveKit.Failing(new HttpRequestException(HttpRequestError.ConnectionError, "refused"));

        var answer = await Client(livekit).DeleteRoom("r");

        Assert.Equal((AnswerKind.Unreachable, "no_connection"), (answer.Kind, answer.Code));
        Assert.Contains("http://livekit:7880/", answer.Message);
    }

    [Fact]
    public async Task No_answer_in_15_seconds_is_unreachable()
    {
        using var livekit = FakeLiveKit.Silent();

        var answer = Client(livekit).ListParticipants("r");
        time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(answer.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal((AnswerKind.Unreachable, "timeout"), ((await answer).Kind, (await answer).Code));
    }

    [Fact]
    public async Task A_caller_that_gives_up_gets_its_cancellation()
    {
        using var livekit = FakeLiveKit.Silent();
        using var giveUp = new CancellationTokenSource();

        var answer = Client(livekit).ListParticipants("r", giveUp.Token);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task A_message_of_LiveKit_that_echoes_a_token_is_not_passed_on()
    {
        using var livekit = FakeLiveKit.Answering(500, """{"code":"internal","msg":"twirp error unknown: bad eyJhbGciOi"}""");

        var answer = await Client(livekit).ListParticipants("r");

        Assert.Equal((AnswerKind.Refused, "internal"), (answer.Kind, answer.Code));
        Assert.DoesNotContain("eyJ", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Muting_tells_whether_the_track_was_there()
    {
        using var there = FakeLiveKit.Answering(Recordings.Call("MutePublishedTrack-mute"));
        using var gone = FakeLiveKit.Answering(Recordings.Call("MutePublishedTrack-unknown-track"));

        Assert.True((await Client(there).MutePublishedTrack("r", "a", "TR_1", true)).TryGet(out var muted) && muted);
        Assert.True((await Client(gone).MutePublishedTrack("r", "a", "TR_1", true)).TryGet(out muted) && !muted);
    }

    [Fact]
    public async Task Rooms_are_listed_and_made()
    {
        using var all = FakeLiveKit.Answering(Recordings.Call("ListRooms-all"));
        using var made = FakeLiveKit.Answering(Recordings.Call("CreateRoom-new"));

        Assert.True((await Client(all).ListRooms()).TryGet(out var rooms));
        Assert.Equal(new LiveKitRoom("RM_ywqCHbxhGgF8", "grid-f1", 1795210199930), rooms.Single());
        Assert.True((await Client(made).CreateRoom("grid-f1")).TryGet(out var room));
        Assert.Equal("RM_ywqCHbxhGgF8", room.Sid);
        Assert.True((await Client(all).Check()).IsSuccess);
        await Assert.ThrowsAsync<ArgumentException>(() => Client(made).CreateRoom(""));
    }

    [Theory]
    [InlineData("http://livekit:7880", "http://livekit:7880/", "ws://livekit:7880")]
    [InlineData("ws://livekit:7880/", "http://livekit:7880/", "ws://livekit:7880")]
    [InlineData(" https://live.example.org ", "https://live.example.org/", "wss://live.example.org")]
    [InlineData("wss://live.example.org/media", "https://live.example.org/media/", "wss://live.example.org/media")]
    [InlineData("wss://[::1]:7880", "https://[::1]:7880/", "wss://[::1]:7880")]
    public void An_address_is_taken_in_every_scheme(string text, string http, string webSocket)
    {
        Assert.True(LiveKitAddress.TryParse(text, "LIVEKIT_URL", out var address, out _));

        Assert.Equal((http, webSocket), (address.Http.AbsoluteUri, address.WebSocket));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("livekit:7880")]
    [InlineData("localhost")]
    [InlineData("ftp://livekit")]
    [InlineData("https://user:word@livekit")]
    [InlineData("https://livekit/?a=b")]
    public void A_wrong_address_names_the_setting_and_the_cure(string? text)
    {
        Assert.False(LiveKitAddress.TryParse(text, "LIVEKIT_URL", out _, out var problem));

        Assert.StartsWith("LIVEKIT_URL ", problem);
        Assert.Contains("give it like", problem);
        Assert.DoesNotContain("word@", problem);
    }

    RoomServiceClient Client(FakeLiveKit livekit) => new(
        new HttpClient(livekit, disposeHandler: false), new LiveKitAddress(new Uri("http://livekit:7880/")),
        new AccessTokens(TestKeys.Recorded, time), time);
}
