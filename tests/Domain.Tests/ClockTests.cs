using VideoWall.Domain.Presence;
using VideoWall.Domain.Services;

namespace VideoWall.Domain.Tests;

/// <summary>The media server's clock is wrong for a while: order comes from who follows whom, and the list has the last word.</summary>
public sealed class ClockTests
{
    readonly Rehearsal service = new();
    int number;

    public static TheoryData<double, bool, bool> Skews
    {
        get
        {
            var all = new TheoryData<double, bool, bool>();
            foreach (var minutes in (double[])[60, 3, 0.9, 0.5, -0.5, -3, -60])
            {
                foreach (var sameRoom in (bool[])[true, false])
                {
                    all.Add(minutes, sameRoom, true);
                    all.Add(minutes, sameRoom, false);
                }
            }
            return all;
        }
    }

    // While the clock is far off the door refuses its webhooks, and only the list tells of who comes and goes.
    [Theory]
    [MemberData(nameof(Skews))]
    public void Rejoin_AfterTheClockWasPutRight_IsRightAtOnce_AndAfterAListThatNamesIt(double minutes, bool sameRoom, bool byList)
    {
        var wrong = TimeSpan.FromMinutes(minutes);
        var made = service.Now;
        service.Pass(20);
        var first = Who("PA_1", wrong);
        if (byList)
        {
            List(first, "TR_1");
            service.Pass(30);
            List();
        }
        else
        {
            Hear(SignalKind.Joined, first, "RM_1", made + wrong, wrong);
            Hear(SignalKind.Published, first, "RM_1", null, wrong, "TR_1");
            service.Pass(5);
            Hear(SignalKind.Left, first, "RM_1", made + wrong, wrong);
        }
        Assert.Empty(service.Roster);
        service.Pass(2);
        var (room, roomMade) = sameRoom ? ("RM_1", made + wrong) : ("RM_2", service.Now);
        var second = Who("PA_2", default);
        Hear(SignalKind.Joined, second, room, roomMade, default);
        Hear(SignalKind.Published, second, room, null, default, "TR_2");
        Assert.Equal(("PA_2", "TR_2"), service.Roster["a"]);
        List(second, "TR_2");
        service.Pass(30);
        List(second, "TR_2");
        Assert.Equal(("PA_2", "TR_2"), service.Roster["a"]);
        Hear(SignalKind.Left, second, room, roomMade, default);
        Assert.Empty(service.Roster);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public void List_ThatNamesAnotherSession_IsBelievedAgainstAllTimes(double minutes)
    {
        var first = Who("PA_1", TimeSpan.FromMinutes(minutes));
        Hear(SignalKind.Joined, first, "RM_1", service.Now, default); // its end is never told
        service.Pass(60);
        List(Who("PA_2", -TimeSpan.FromMinutes(minutes)), "TR_2");
        Assert.Equal(("PA_2", "TR_2"), service.Roster["a"]);
        Assert.Empty(service.Do(new Reconcile([new(Who("PA_2", -TimeSpan.FromMinutes(minutes)), "TR_2", false)], service.Now)).Events);
    }

    [Fact]
    public void Everyone_KnownFromTheListAlone_StaysWhenTheFirstWebhookIsBelievedAgain()
    {
        var ahead = TimeSpan.FromHours(1);
        var made = service.Now + ahead;
        List(Who("PA_1", ahead), "TR_1");
        service.Pass(40);
        var late = new SignalParticipant("PA_9", "b", JoinedAtMs: service.Now.ToUnixTimeMilliseconds());
        Hear(SignalKind.Joined, late, "RM_1", made, default); // its room was made while the clock was ahead
        Assert.Equal(["PA_1", "PA_9"], service.Roster.Values.Select(p => p.Sid));
        Hear(SignalKind.Unpublished, Who("PA_1", ahead), "RM_1", null, default, "TR_1");
        Assert.Null(service.Roster["a"].Track);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(999)]
    public void RoomFinished_InTheSecondOfAJoin_LeavesNobody(int milliseconds)
    {
        var second = service.Now.AddSeconds(30);
        var who = new SignalParticipant("PA_1", "a", JoinedAtMs: second.ToUnixTimeMilliseconds() + milliseconds);
        service.Until(second.AddSeconds(1));
        service.Do(new Observe(new(SignalKind.Joined, "EV_1", second, "RM_1", Histories.Start.ToUnixTimeMilliseconds(), who)));
        service.Do(new Observe(new(SignalKind.RoomFinished, "EV_2", second, "RM_1", Histories.Start.ToUnixTimeMilliseconds())));
        Assert.Empty(service.Roster);
    }

    SignalParticipant Who(string sid, TimeSpan wrong) => new(sid, "a", JoinedAtMs: (service.Now + wrong).ToUnixTimeMilliseconds());

    void Hear(SignalKind kind, SignalParticipant who, string room, DateTimeOffset? made, TimeSpan wrong, string? track = null) => service.Do(new Observe(new(
        kind, $"EV_{++number}", DateTimeOffset.FromUnixTimeSeconds((service.Now + wrong).ToUnixTimeSeconds()), room,
        made?.ToUnixTimeMilliseconds() ?? 0, who, track)));

    void List(SignalParticipant? who = null, string? track = null) =>
        service.Do(new Reconcile(who is null ? [] : [new(who, track, false)], service.Now));
}
