using VideoWall.Domain.Presence;
using VideoWall.Domain.Services;

namespace VideoWall.Domain.Tests;

/// <summary>When nobody new comes in: locked doors, a full service, a crowd from one place.</summary>
public sealed class LockedDoorsTests
{
    readonly ServiceScript script = new(maxGuests: 3);

    [Fact]
    public void Guest_WhoIsNotIn_IsRefusedWhileTheDoorsAreLocked()
    {
        script.Act(ServiceAction.Lock);
        var refusal = script.Arrive("a").Refusal;
        Assert.Equal(RefusalCode.DoorsLocked, refusal?.Code);
        Assert.Empty(script.State.Churches);
        script.Act(ServiceAction.Unlock);
        Assert.Null(script.Arrive("a").Refusal);
    }

    [Fact]
    public void Guest_WhoIsIn_ComesBackThroughLockedDoors()
    {
        script.Seat("a");
        script.Act(ServiceAction.Lock);
        script.Leave("a");
        Assert.Null(script.Arrive("again", device: "device-a").Refusal);
        script.Join("a");
        Assert.Equal(0, script["a"].Seat);
    }

    [Fact]
    public void RegisteredChurch_ComesThroughLockedDoorsAndIntoAFullService()
    {
        script.Seat("a", "b", "c");
        script.Act(ServiceAction.Lock);
        Assert.Null(script.Arrive("r", registered: true).Refusal);
        script.Join("r");
        Assert.Equal(3, script["r"].Seat);
    }

    [Fact]
    public void RemovedGuest_WithANewDevice_StaysOutWhileTheDoorsAreLocked()
    {
        script.Seat("a");
        script.Act(ServiceAction.Lock);
        script.Act(ServiceAction.Remove, "a");
        Assert.Equal(RefusalCode.ChurchRemoved, script.Arrive("again", device: "device-a").Refusal?.Code);
        Assert.Equal(RefusalCode.DoorsLocked, script.Arrive("new", "a", device: "another").Refusal?.Code);
        Assert.Single(script.State.Churches);
    }

    [Fact]
    public void GuestOfAnIntegrator_WaitsWhileTheDoorsAreLocked()
    {
        script.Act(ServiceAction.Lock);
        script.Hear(SignalKind.Joined, new("PA_g", "camera-7", "Ulm Minster", 1000));
        Assert.Equal((Standing.Waiting, -1), (script["camera-7"].Standing, script["camera-7"].Seat));
    }

    [Fact]
    public void Doors_LockedTwice_ChangeOnce()
    {
        Assert.Single(script.Do(new Act(ServiceAction.Lock)).Events);
        Assert.Empty(script.Do(new Act(ServiceAction.Lock)).Events);
    }

    [Fact]
    public void Guest_BeyondTheMost_IsRefusedUntilTheSettingIsRaised()
    {
        script.Seat("a", "b", "c");
        var refusal = script.Arrive("d").Refusal;
        Assert.Equal(RefusalCode.ServiceFull, refusal?.Code);
        Assert.Contains("3 guests", refusal?.Reason, StringComparison.Ordinal);
        Assert.Null(script.Arrive("again", device: "device-a").Refusal);
        script.Do(new ChangeSettings(MaxGuests: 4));
        Assert.Null(script.Arrive("d").Refusal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public void MaxGuests_OutOfRange_IsRefused(int most) => Assert.Equal("maxGuests", script.Refused(new ChangeSettings(MaxGuests: most)).Field);

    [Fact]
    public void Guest_OfACrowd_IsRefusedUnlessItIsIn()
    {
        script.Arrive("a", device: "phone");
        Assert.Equal(RefusalCode.TooManyJoins, script.Refused(new Arrive(new("b"), "Bern", "", "tablet", false, false, false, OnlyKnown: true)).Code);
        Assert.Null(script.Do(new Arrive(new("c"), "a", "", "phone", false, false, false, OnlyKnown: true)).Refusal);
    }
}
