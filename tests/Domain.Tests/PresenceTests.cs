using System.Collections.Immutable;
using VideoWall.Domain.Presence;
using VideoWall.Domain.Services;

namespace VideoWall.Domain.Tests;

/// <summary>Losses and races one by one, as the properties found them.</summary>
public sealed class PresenceTests
{
    static readonly long Made = Histories.Start.ToUnixTimeMilliseconds();

    readonly Rehearsal service = new();
    int number;

    [Fact]
    public void List_AfterAPictureOfAnOldSessionOutrankedTheNewOne_FindsTheNewOne()
    {
        var now = Joined("a", "PA_new", 700);
        Hear(SignalKind.Unpublished, new("PA_old", "a"), track: "TR_1", at: 1_000); // the old session's only event that came through
        service.Pass(60);
        service.Do(new Reconcile([new(now, "TR_2", false)], service.Now));
        Assert.Equal(("PA_new", "TR_2"), service.Roster["a"]);
    }

    [Fact]
    public void List_ThatLacksSeveralSessionsOfOneChurch_EndsThemAllAtOnce()
    {
        Joined("a", "PA_1", 1_000);
        Hear(SignalKind.Published, new("PA_2", "a"), track: "TR_1", at: 9_000);
        service.Pass(60);
        service.Do(new Reconcile([], service.Now));
        Assert.Empty(service.Roster);
    }

    [Fact]
    public void List_ThatHasNotSeenTheNewestPicture_LeavesItAlone()
    {
        var who = Joined("a", "PA_1", 1_000);
        service.Pass(60);
        Hear(SignalKind.Published, new("PA_1", "a"), track: "TR_1");
        service.Pass(10);
        service.Do(new Reconcile([new(who, null, false)], service.Now));
        Assert.Equal("TR_1", service.Roster["a"].Track);
    }

    [Fact]
    public void List_ThatMissedAPictureForLong_MayBringItBack()
    {
        var who = Joined("a", "PA_1", 1_000);
        Hear(SignalKind.Published, new("PA_1", "a"), track: "TR_1");
        service.Pass(60);
        service.Do(new Reconcile([new(who, null, false)], service.Now));
        Assert.Null(service.Roster["a"].Track);
        service.Do(new Reconcile([new(who, "TR_1", false)], service.Now));
        Assert.Equal("TR_1", service.Roster["a"].Track);
    }

    [Fact]
    public void List_WithOnePictureOfSeveral_AsksForNothingTheSecondTime()
    {
        var who = Joined("a", "PA_1", 1_000);
        Hear(SignalKind.Published, new("PA_1", "a"), track: "TR_1");
        Hear(SignalKind.Published, new("PA_1", "a"), track: "TR_2");
        service.Pass(60);
        service.Do(new Reconcile([new(who, "TR_1", false)], service.Now));
        Assert.Equal("TR_1", service.Roster["a"].Track);
        Assert.Empty(service.Do(new Reconcile([new(who, "TR_1", false)], service.Now)).Events);
    }

    [Fact]
    public void List_ThatNamesAnIdentityTwice_CountsTheNewerSession()
    {
        service.Do(new Reconcile([new(new("PA_2", "a", JoinedAtMs: Made + 2), null, false), new(new("PA_1", "a", JoinedAtMs: Made + 1), null, false)], service.Now));
        Assert.Equal("PA_2", service.Roster["a"].Sid);
    }

    // Everything restarted at once: the churches were in the new room before we listened.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NewRoom_ThatTheListToldOfFirst_KeepsItsSessions(bool byPicture)
    {
        Joined("a", "PA_1", 1_000);
        service.Pass(60);
        var back = ImmutableArray.Create("a", "b").Select((i, n) => new SignalParticipant($"PA_{n + 7}", i, JoinedAtMs: Made + 40_000 + n)).ToList();
        service.Do(new Reconcile([.. back.Select(w => new ListedParticipant(w, $"TR_{w.Identity}", false))], service.Now));
        if (byPicture)
        {
            Hear(SignalKind.Published, new("PA_8", "b"), track: "TR_new", room: "RM_2", at: 60_000);
        }
        else
        {
            Hear(SignalKind.RoomStarted, null, room: "RM_2", made: 39_000);
        }
        Assert.Equal(["PA_7", "PA_8"], service.Roster.Values.Select(p => p.Sid));
    }

    [Fact]
    public void RoomFinished_AfterTheListToldOfTheNextRoom_EndsOnlyWhoWasInIt()
    {
        Joined("a", "PA_1", 1_000);
        service.Pass(60);
        Joined("c", "PA_3", 50_000);
        service.Do(new Reconcile([new(new("PA_2", "b", JoinedAtMs: Made + 58_000), "TR_1", false)], service.Now));
        Hear(SignalKind.RoomFinished, null, at: 57_000);
        Assert.Equal(["b"], service.Roster.Keys);
    }

    [Fact]
    public void LatePicture_OfAnOldRoomNeverSeen_DoesNotOpenIt()
    {
        Joined("a", "PA_1", 60_000, room: "RM_2", made: 50_000);
        Hear(SignalKind.Published, new("PA_0", "a"), track: "TR_0", room: "RM_1", at: 20_000);
        Assert.Equal(("RM_2", "PA_1"), (service.State.RoomLedger.Sid, service.Roster["a"].Sid));
    }

    [Fact]
    public void Left_AfterItsRoomWasFinished_StillEndsASessionThatTheListBroughtBack()
    {
        var who = Joined("a", "PA_1", 1_000);
        Hear(SignalKind.RoomFinished, null, at: 30_000);
        service.Do(new Reconcile([new(who, null, false)], service.Now));
        Assert.Single(service.Roster);
        Hear(SignalKind.Left, who);
        Assert.Empty(service.Roster);
    }

    [Fact]
    public void StrangersSession_ThatEndedBeforeItsJoinedCame_StaysOverWhenTheStrangerIsKnown()
    {
        var over = new SignalParticipant("PA_2", "guest", JoinedAtMs: Made + 5_000);
        Hear(SignalKind.Left, over);
        Joined("guest", "PA_1", 1_000);
        Hear(SignalKind.Joined, over);
        Assert.Equal("PA_1", service.Roster["guest"].Sid);
    }

    [Fact]
    public void Joined_WithoutATime_IsSeatedAndLeaves()
    {
        Hear(SignalKind.Joined, new("PA_1", "a"));
        Assert.Equal("PA_1", service.Roster["a"].Sid);
        Hear(SignalKind.Left, new("PA_1", "a"));
        Hear(SignalKind.Joined, new("PA_1", "a"));
        Assert.Empty(service.Roster);
    }

    [Fact]
    public void SeventhSession_OfAChurch_MakesTheFirstForgottenNotForgiven()
    {
        var first = Joined("a", "PA_0", 0);
        for (var n = 1; n < 9; n++)
        {
            Joined("a", $"PA_{n}", n * 1_000);
        }
        Assert.Empty(Hear(SignalKind.Joined, first with { JoinedAtMs = Made + 1 }).Events);
        Assert.Empty(Hear(SignalKind.Left, first with { JoinedAtMs = Made + 1 }).Events);
        Assert.Empty(service.Do(new Reconcile([new(first with { JoinedAtMs = Made + 1 }, null, false)], service.Now)).Events);
        Assert.Equal("PA_8", service.Roster["a"].Sid);
    }

    [Fact]
    public void Joined_ThatShowsTheChurchToBeAway_RingsTheAlarmOfItsGrace()
    {
        Hear(SignalKind.Published, new("PA_1", "a"), track: "TR_1", at: 10_000); // who knows when this one joined
        Hear(SignalKind.Left, new("PA_2", "a", JoinedAtMs: Made + 5_000));
        service.Pass(300);
        Hear(SignalKind.Joined, new("PA_1", "a", JoinedAtMs: Made + 1_000)); // before the session that left, so it is over too
        Assert.Empty(service.Roster);
        service.Pass(179);
        Assert.NotNull(service["a"].Seat);
        service.Pass(1);
        Assert.Null(service["a"].Seat);
    }

    SignalParticipant Joined(string identity, string sid, long atMs, string room = "RM_1", long made = 0)
    {
        var who = new SignalParticipant(sid, identity, JoinedAtMs: Made + atMs);
        Hear(SignalKind.Joined, who, room: room, at: atMs, made: made);
        return who;
    }

    // Times are milliseconds since the start; a track event does not say when its room was made.
    Decision<ServiceState, ServiceEvent> Hear(
        SignalKind kind, SignalParticipant? who, string? track = null, string room = "RM_1", long? at = null, long made = 0)
    {
        var stamp = at is { } ms ? Histories.Start.AddMilliseconds(ms) : service.Now;
        service.Until(stamp); // nothing is told before it happens
        return service.Do(new Observe(new(kind, $"EV_{++number}", stamp, room, track is null ? Made + made : 0, who, track)));
    }
}
