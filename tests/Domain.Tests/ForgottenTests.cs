using VideoWall.Domain.Services;

namespace VideoWall.Domain.Tests;

/// <summary>A live service that nobody ends and nobody comes to ends by itself.</summary>
public sealed class ForgottenTests
{
    const double Hour = 3600;

    [Fact]
    public void Service_WhoseLastChurchLeft_EndsTwelveHoursLater()
    {
        var script = new ServiceScript();
        script.Seat("a");
        script.Pass(30 * Hour);
        script.Leave("a");
        var left = script.Now;
        script.Pass((12 * Hour) - 1);
        Assert.Equal(ServicePhase.Live, script.State.Phase);
        script.Pass(1);
        Assert.Equal((ServicePhase.Ended, left.AddHours(12)), (script.State.Phase, script.State.EndedAt));
    }

    [Fact]
    public void Service_WithAChurchInIt_NeverEndsByItself()
    {
        var script = new ServiceScript();
        script.Seat("a", "b");
        script.Leave("b");
        script.Pass(1000 * Hour);
        Assert.Equal(ServicePhase.Live, script.State.Phase);
    }

    [Fact]
    public void Service_NobodyCameTo_EndsTwelveHoursAfterItsStart()
    {
        var script = new ServiceScript(startsAt: Histories.Start.AddHours(2));
        script.Pass((14 * Hour) - 1);
        Assert.Equal(ServicePhase.Live, script.State.Phase);
        script.Pass(1);
        Assert.Equal(ServicePhase.Ended, script.State.Phase);
    }

    [Fact]
    public void DoorsOpenedWeeksBefore_StayOpenUntilTheStart()
    {
        var script = new ServiceScript(startsAt: Histories.Start.AddDays(20));
        script.Do(new OpenDoors());
        script.Seat("a");
        script.Leave("a");
        script.Pass(24 * 20 * Hour);
        Assert.Equal(ServicePhase.Live, script.State.Phase);
    }

    [Fact]
    public void Service_WithoutAStart_WaitsAWeekForItsFirstChurch()
    {
        var script = new ServiceScript();
        script.Do(new Tick());
        script.Pass((7 * 24 * Hour) - 1);
        Assert.Equal(ServicePhase.Live, script.State.Phase);
        script.Pass(1);
        Assert.Equal(ServicePhase.Ended, script.State.Phase);
    }

    [Theory]
    [InlineData(1, ServicePhase.Ended)]
    [InlineData(2, ServicePhase.Live)]
    [InlineData(0, ServicePhase.Live)]
    public void Hours_AreAsTheProducerSet(int hours, ServicePhase phase)
    {
        var script = new ServiceScript();
        Assert.Null(script.Do(new ChangeSettings(EndAfterHours: hours)).Refusal);
        script.Seat("a");
        script.Leave("a");
        script.Pass(1.5 * Hour);
        Assert.Equal(phase, script.State.Phase);
    }

    [Fact]
    public void Simulation_IsNotForgotten()
    {
        var script = new ServiceScript();
        script.Do(new SetSimulation(0));
        script.Do(new Tick());
        script.Pass(10 * 24 * Hour);
        Assert.Equal(ServicePhase.Live, script.State.Phase);
    }

    [Fact]
    public void Settings_OfAnOlderJournal_EndAfterTwelveHours() =>
        Assert.Equal(12, System.Text.Json.JsonSerializer.Deserialize<ServiceSettings>(
            """{"Title":"Sunday","DoorsMinutes":30,"PageSize":20,"RotationSeconds":15,"Screens":1}""")!.EndAfterHours);
}
