using Google.Protobuf;
using Livekit.Server.Sdk.Dotnet;
using VideoWall.LiveKit.Tests.Support;
using VideoWall.LiveKit.Tokens;
using LiveKitAddress = VideoWall.LiveKit.Api.LiveKitAddress;
using LiveKitRoom = VideoWall.LiveKit.Api.LiveKitRoom;
using Ours = VideoWall.LiveKit.Api.RoomServiceClient;
using Theirs = Livekit.Server.Sdk.Dotnet.RoomServiceClient;

namespace VideoWall.LiveKit.Tests.DotnetSdk;

/// <summary>We ask LiveKit for the same as the .NET SDK does, with the same rights, and understand its answers alike.</summary>
public sealed class ServerApiTests
{
    [Fact]
    public async Task Participants_are_listed()
    {
        var answer = new ListParticipantsResponse();
        answer.Participants.Add(new ParticipantInfo
        {
            Sid = "PA_1", Identity = "church-1", Name = "Église", State = ParticipantInfo.Types.State.Active, JoinedAt = 1795210275, JoinedAtMs = 1795210275018,
            Tracks = { new TrackInfo { Sid = "TR_1", Type = TrackType.Video, Source = TrackSource.Camera, Muted = true } },
        });
        answer.Participants.Add(new ParticipantInfo { Sid = "PA_2", Identity = "church-2", JoinedAtMs = 1, Kind = ParticipantInfo.Types.Kind.Agent });

        var (ours, theirs) = await Both(
            answer, c => c.ListParticipants("svc-1"), c => c.ListParticipants(new() { Room = "svc-1" }), ListParticipantsRequest.Parser);

        Assert.True(ours.TryGet(out var list));
        Assert.Equal(theirs.Participants.Select(p => (p.Sid, p.Identity, p.Name, p.JoinedAtMs)), list.Select(p => (p.Who.Sid, p.Who.Identity, p.Who.Name, p.Who.JoinedAtMs)));
        Assert.Equal([("TR_1", true, true), (null, false, false)], list.Select(p => (p.TrackSid, p.TrackMuted, p.Who.IsSeatable)));
    }

    [Fact]
    public async Task A_participant_is_removed()
    {
        var (ours, _) = await Both(
            new RemoveParticipantResponse(), c => c.RemoveParticipant("svc-1", "church-1"),
            c => c.RemoveParticipant(new() { Room = "svc-1", Identity = "church-1" }), RoomParticipantIdentity.Parser);
        Assert.True(ours.IsSuccess);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_picture_is_muted(bool muted)
    {
        var (ours, theirs) = await Both(
            new MuteRoomTrackResponse { Track = new() { Sid = "TR_1", Muted = muted } },
            c => c.MutePublishedTrack("svc-1", "church-1", "TR_1", muted),
            c => c.MutePublishedTrack(new() { Room = "svc-1", Identity = "church-1", TrackSid = "TR_1", Muted = muted }), MuteRoomTrackRequest.Parser);
        Assert.True(ours.TryGet(out var there));
        Assert.Equal(theirs.Track is not null, there);
    }

    [Fact]
    public async Task Rooms_are_listed()
    {
        var answer = new ListRoomsResponse { Rooms = { new Room { Sid = "RM_1", Name = "svc-1", CreationTime = 1795210275, CreationTimeMs = 1795210275018 } } };
        var (ours, theirs) = await Both(answer, c => c.ListRooms(["svc-1", "svc-2"]), c => c.ListRooms(new() { Names = { "svc-1", "svc-2" } }), ListRoomsRequest.Parser);
        Assert.True(ours.TryGet(out var rooms));
        Assert.Equal(theirs.Rooms.Select(r => new LiveKitRoom(r.Sid, r.Name, r.CreationTimeMs)), rooms);
    }

    [Fact]
    public async Task A_room_is_made_and_deleted()
    {
        var (made, theirs) = await Both(
            new Room { Sid = "RM_1", Name = "svc-1", CreationTimeMs = 1795210275018 },
            c => c.CreateRoom("svc-1", TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30), 500, "{}"),
            c => c.CreateRoom(new() { Name = "svc-1", EmptyTimeout = 600, DepartureTimeout = 30, MaxParticipants = 500, Metadata = "{}" }), CreateRoomRequest.Parser);
        Assert.True(made.TryGet(out var room));
        Assert.Equal(new LiveKitRoom(theirs.Sid, theirs.Name, theirs.CreationTimeMs), room);

        var (gone, _) = await Both(new DeleteRoomResponse(), c => c.DeleteRoom("svc-1"), c => c.DeleteRoom(new() { Room = "svc-1" }), DeleteRoomRequest.Parser);
        Assert.True(gone.IsSuccess);
    }

    [Fact]
    public async Task Data_is_sent()
    {
        var data = "Ü"u8.ToArray();
        var (ours, _) = await Both(
            new SendDataResponse(), c => c.SendData("svc-1", data, "topic", ["church-1"]),
            c => c.SendData(new() { Room = "svc-1", Data = ByteString.CopyFrom(data), Topic = "topic", DestinationIdentities = { "church-1" } }),
            SendDataRequest.Parser, WithoutNonce);
        Assert.True(ours.IsSuccess);
    }

    // Each call's nonce is its own, of one length.
    static SendDataRequest WithoutNonce(SendDataRequest request)
    {
        Assert.Equal(16, request.Nonce.Length);
        return new(request) { Nonce = ByteString.Empty };
    }

    /// <summary>The same call of both clients: to one address, with the same rights, and with the same request once it is read by LiveKit's schema.</summary>
    static async Task<(TOurs, TTheirs)> Both<TOurs, TTheirs, TRequest>(
        IMessage answer, Func<Ours, Task<TOurs>> ours, Func<Theirs, Task<TTheirs>> theirs, MessageParser<TRequest> parser, Func<TRequest, TRequest>? compared = null)
        where TRequest : IMessage<TRequest>
    {
        using var ourServer = new Server(answer);
        using var theirServer = new Server(answer);
        using var ourHttp = new HttpClient(ourServer);
        using var theirHttp = new HttpClient(theirServer);
        Assert.True(LiveKitAddress.TryParse("http://livekit:7880", "LIVEKIT_URL", out var address, out var problem), problem);

        var our = await ours(new(ourHttp, address, new AccessTokens(TestKeys.Recorded, TimeProvider.System), TimeProvider.System));
        var their = await theirs(new("http://livekit:7880", TestKeys.Key, TestKeys.Secret, theirHttp));

        Assert.Equal(theirServer.Path, ourServer.Path);
        Assert.Equal(Rights(theirServer), Rights(ourServer));
        compared ??= request => request;
        Assert.Equal(compared(parser.ParseFrom(theirServer.Body)), compared(parser.ParseJson(System.Text.Encoding.UTF8.GetString(ourServer.Body))));
        return (our, their);
    }

    static (bool, bool, bool, string) Rights(Server asked)
    {
        var video = new TokenVerifier(TestKeys.Key, TestKeys.Secret).Verify(asked.Token).Video;
        return (video.RoomAdmin, video.RoomCreate, video.RoomList, video.Room ?? "");
    }
}
