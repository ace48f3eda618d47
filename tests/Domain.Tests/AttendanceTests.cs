using VideoWall.Domain.Presence;
using VideoWall.Domain.Services;

namespace VideoWall.Domain.Tests;

/// <summary>Attendance counts from when things happened, and is over with the service. Times are seconds since the start.</summary>
public sealed class AttendanceTests
{
    readonly Rehearsal service = new();
    int number;

    [Fact]
    public void End_ClosesEveryStay_AndWhoComesAfterwardsIsNotListed()
    {
        var a = At(10).Joined("a");
        At(20).Joined("b");
        At(60).End();
        At(70).Joined("c");
        Told(SignalKind.Left, a, 80);
        service.Pass(3_600);
        Assert.Equal(["a 10-60", "b 20-60"], Stays());
        Assert.Equal(90, Entries().Sum(e => e.Seconds));
        Assert.DoesNotContain(Entries(), e => e.OnWallSeconds > e.Seconds);
    }

    [Fact]
    public void Webhook_ToldLate_CountsFromWhenItHappened()
    {
        var a = At(50).Told(SignalKind.Joined, Who("a", 10), stamp: 10);
        At(130).Told(SignalKind.Left, a, stamp: 100);
        service.Pass(60);
        Assert.Equal(["a 10-100"], Stays());
        Assert.Equal(50, Entries().Single().OnWallSeconds); // shown from when we knew it
    }

    [Theory]
    [InlineData(400)] // later than any webhook can be
    [InlineData(-30)]
    public void Stamp_ThatCannotBeRight_CountsFromWhenItCame(int late)
    {
        At(500).Told(SignalKind.Joined, Who("a", 500 - late), stamp: 500 - late);
        Assert.Equal(["a 500-"], Stays());
    }

    [Fact]
    public void LateWord_NeverReachesBackIntoAnEarlierStay()
    {
        var a = At(10).Joined("a");
        At(100).Told(SignalKind.Left, a, stamp: 100);
        At(110).Told(SignalKind.Joined, Who("a", 90), stamp: 90);
        Assert.Equal(["a 10-100", "a 100-"], Stays());
    }

    [Fact]
    public void AfterTheEnd_WhatHappenedBeforeItStillCounts()
    {
        var a = At(10).Joined("a");
        At(60).End();
        At(75).Told(SignalKind.Left, a, stamp: 40);
        At(80).Told(SignalKind.Joined, Who("b", 30), stamp: 30);
        Assert.Equal(["a 10-40", "b 30-60"], Stays());
    }

    [Fact]
    public void Comer_OfWhomOnlyTheListTells_CountsFromWhenItJoined()
    {
        At(40);
        service.Do(new Reconcile([new(Who("a", 15), null, false)], service.Now));
        Assert.Equal(["a 15-"], Stays());
    }

    [Fact]
    public void Church_ThatAskedAndNeverCame_HasNoStay_UnlessItWasTurnedAway()
    {
        Assert.Null(service.Do(new Arrive(new("c1"), "St. Olav", "Oslo", "d1", false, false, false)).Refusal);
        Assert.Null(service.Do(new Arrive(new("c2"), "Nobody", "", "d2", false, false, false)).Refusal);
        service.Do(new Act(ServiceAction.Remove, new("c2")));
        var entry = Assert.Single(Entries());
        Assert.Equal(("St. Olav", "Oslo", 0d, 0), (entry.Name, entry.City, entry.Seconds, entry.Intervals.Count));
    }

    AttendanceTests At(double seconds)
    {
        service.Until(Histories.Start.AddSeconds(seconds));
        return this;
    }

    void End() => service.Do(new EndService());

    SignalParticipant Joined(string church) => Told(SignalKind.Joined, Who(church, Seconds(service.Now)), Seconds(service.Now));

    static SignalParticipant Who(string church, double joined) => new($"PA_{church}{joined}", church, JoinedAtMs: Histories.Start.AddSeconds(joined).ToUnixTimeMilliseconds());

    SignalParticipant Told(SignalKind kind, SignalParticipant who, double stamp)
    {
        service.Do(new Observe(new(kind, $"EV_{++number}", Histories.Start.AddSeconds(stamp), "RM_1", Histories.Start.ToUnixTimeMilliseconds(), who)));
        return who;
    }

    static double Seconds(DateTimeOffset at) => (at - Histories.Start).TotalSeconds;

    IReadOnlyList<AttendanceEntry> Entries()
    {
        var attendance = new Attendance();
        foreach (var take in service.Takes)
        {
            foreach (var happened in take.Decision.Events)
            {
                attendance.Add(happened, take.At);
            }
        }
        return attendance.Entries(service.Now);
    }

    string[] Stays() => [.. Entries().SelectMany(e => e.Intervals.Select(i => $"{e.Church} {Seconds(i.From)}-{(i.To is { } to ? Seconds(to) : null)}"))];
}
