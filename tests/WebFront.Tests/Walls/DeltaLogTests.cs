using Microsoft.AspNetCore.SignalR;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Tests.Walls;

public sealed class DeltaLogTests
{
    static readonly RosterHeader Header = new(ServicePhase.Live, "Advent", 20, 1, new(default, 15, null), 1, false, []);

    readonly DeltaLog log = new();

    [Fact]
    public void A_page_gets_everything_after_its_revision_as_one()
    {
        Fill(3, 10);
        var missed = log.Since(5, PageAudience.Wall)!;
        Assert.Equal((5, 10), (missed.From, missed.To));
        Assert.Equal("EV_6 EV_7 EV_8 EV_9 EV_10", string.Join(' ', missed.Causes));
        var change = Assert.Single(missed.Seats);
        Assert.Equal(("TR_5", "TR_10"), (change.Before?.TrackSid, change.After?.TrackSid));
    }

    [Theory]
    [InlineData(2)] // before the first
    [InlineData(10)] // has everything
    [InlineData(11)] // of another life
    public void Of_a_revision_that_it_cannot_lead_on_from_it_says_so(long revision)
    {
        Fill(3, 10);
        Assert.Null(log.Since(revision, PageAudience.Wall));
    }

    [Fact]
    public void The_oldest_are_forgotten()
    {
        Fill(0, 2000);
        Assert.Null(log.Since(2000 - DeltaLog.Kept - 1, PageAudience.Wall));
        Assert.Equal(2000 - DeltaLog.Kept, log.Since(2000 - DeltaLog.Kept, PageAudience.Wall)!.From);
    }

    [Fact]
    public void Pages_in_step_share_a_message_until_the_next_round()
    {
        Fill(0, 5);
        var first = Written();
        Assert.Equal(5, first.To);
        Assert.NotSame(first.Message, log.Message(3, PageAudience.Console, named: false, causes: false)!.Value.Message);
        Fill(5, 6);
        Assert.Equal(first, Written());
        log.BeginRound();
        Assert.Equal(6, Written().To);
    }

    (SerializedHubMessage Message, long To) Written() => log.Message(3, PageAudience.Wall, named: false, causes: false)!.Value;

    void Fill(long from, long to)
    {
        for (var i = from; i < to; i++)
        {
            log.Add(new(new("service"), i, i + 1, Header, Header, [new(0, View(i), View(i + 1))], [$"EV_{i + 1}"]));
        }
    }

    static SeatView View(long i) => new(0, new("church"), "church-church", "Olav", "Oslo", SeatState.Live, "PA_1", $"TR_{i}", false);
}
