using VideoWall.Domain.Services;

namespace VideoWall.Domain.Tests;

/// <summary>Settings: their ranges, and what changing them does to a wall that runs.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("pageSize", 1, 64)]
    [InlineData("rotationSeconds", 3, 3600)]
    [InlineData("screens", 1, 16)]
    [InlineData("doorsMinutes", 0, 1440)]
    [InlineData("endAfterHours", 0, 720)]
    public void Setting_OutOfItsRange_IsRefusedByName(string field, int least, int most)
    {
        foreach (var (value, isTaken) in new[] { (least - 1, false), (least, true), (most, true), (most + 1, false), (int.MinValue, false), (int.MaxValue, false) })
        {
            Assert.Equal(isTaken ? null : field, With(field, value).Check()?.Field);
            var change = new ChangeSettings(
                PageSize: field == "pageSize" ? value : null, RotationSeconds: field == "rotationSeconds" ? value : null,
                Screens: field == "screens" ? value : null, DoorsMinutes: field == "doorsMinutes" ? value : null,
                EndAfterHours: field == "endAfterHours" ? value : null);
            Assert.Equal(isTaken ? null : field, new ServiceScript().Do(change).Refusal?.Field);
        }
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("\u202E \u200B", false)]
    [InlineData("Sunday", true)]
    public void Title_OfAService_IsCleanedAndNotEmpty(string title, bool isTaken)
    {
        var decision = Schedule(ServiceSettings.Default($" {title}\u202E\n"));
        Assert.Equal(isTaken ? null : "title", decision.Refusal?.Field);
        Assert.Equal(isTaken ? title : "", decision.State.Settings.Title);
    }

    [Fact]
    public void Title_InChinese_MayBeAsLongAsInEnglish()
    {
        Assert.Null(ServiceSettings.Default(new string('京', 120)).Check());
        Assert.Equal("title", ServiceSettings.Default(new string('京', 121)).Check()?.Field);
    }

    [Fact]
    public void Start_InTheYearOne_IsRefused() =>
        Assert.Equal("startsAt", Schedule(ServiceSettings.Default("Sunday") with { StartsAt = default(DateTimeOffset) }).Refusal?.Field);

    [Fact]
    public void Schedule_Twice_IsRefused()
    {
        var state = Schedule(ServiceSettings.Default("Sunday")).State;
        Assert.Equal(
            RefusalCode.ServiceExists,
            ServiceDecider.Decide(state, new Schedule(new("s1"), "C", "r", "k", ServiceSettings.Default("Again")), Histories.Start).Refusal?.Code);
    }

    [Fact]
    public void Command_ToAServiceThatIsNot_IsRefused() => Assert.Equal(
        RefusalCode.UnknownService, ServiceDecider.Decide(ServiceState.None, new OpenDoors(), Histories.Start).Refusal?.Code);

    [Fact]
    public void Delete_RunningService_IsRefusedUntilItEnded()
    {
        var script = new ServiceScript();
        Assert.Equal(RefusalCode.ServiceNotEnded, script.Refused(new DeleteService()).Code);
        script.Do(new EndService());
        Assert.Null(script.Do(new DeleteService()).Refusal);
        Assert.False(script.State.Exists);
        Assert.Equal(RefusalCode.UnknownService, script.Refused(new DeleteService()).Code);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void Simulation_OfSomeChurches_TakesUpToFiveHundred(int churches, bool isTaken) =>
        Assert.Equal(isTaken ? null : "churches", new ServiceScript().Do(new SetSimulation(churches)).Refusal?.Field);

    [Fact]
    public void Rotation_ChangedInMidTurn_KeepsThePageOnShow()
    {
        var script = new ServiceScript(pageSize: 1);
        script.Seat("a", "b", "c", "d");
        script.Pass(40);
        Assert.Equal(2, script.Turn);
        script.Do(new ChangeSettings(RotationSeconds: 100));
        Assert.Equal(2, script.Turn);
        script.Pass(89);
        Assert.Equal(2, script.Turn);
        script.Pass(1);
        Assert.Equal(3, script.Turn);
    }

    [Fact]
    public void RotationAndPageSize_ChangedTogether_KeepTheTurnOnShow()
    {
        var script = new ServiceScript(pageSize: 1);
        script.Seat("a", "b", "c", "d", "e");
        script.Pass(6 * 15);
        Assert.Equal(1, script.Turn);
        script.Do(new ChangeSettings(RotationSeconds: 5, PageSize: 2));
        Assert.Equal(1, script.Turn);
    }

    static ServiceSettings With(string field, int value)
    {
        var settings = ServiceSettings.Default("Sunday");
        return field switch
        {
            "pageSize" => settings with { PageSize = value },
            "rotationSeconds" => settings with { RotationSeconds = value },
            "screens" => settings with { Screens = value },
            "endAfterHours" => settings with { EndAfterHours = value },
            _ => settings with { DoorsMinutes = value },
        };
    }

    static Decision<ServiceState, ServiceEvent> Schedule(ServiceSettings settings) =>
        ServiceDecider.Decide(ServiceState.None, new Schedule(new("s1"), "C", "r", "k", settings), Histories.Start);
}
