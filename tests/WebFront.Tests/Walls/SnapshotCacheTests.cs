using System.Collections.Immutable;
using System.Text.Json;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Tests.Walls;

public sealed class SnapshotCacheTests
{
    static readonly DateTimeOffset Noon = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    static readonly RosterHeader Header = new(ServicePhase.Live, "Advent", 20, 1, new(default, 15, null), 1, false, []);

    readonly SnapshotCache snapshots = new();

    [Fact]
    public void Each_page_gets_the_whole_roster_with_the_time_of_its_own_answer()
    {
        var roster = Of(41, SeatState.Live, SeatState.Joining);
        Read(roster, PageAudience.Wall, Noon);
        var second = Read(roster, PageAudience.Wall, Noon.AddSeconds(1.5));
        Assert.Equal(["serviceId", "revision", "epoch", "serverTime", "state", "title", "pageSize", "screens", "clock", "pages", "blank", "locked", "spotlight", "seats"],
            second.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("service", 41), (second.GetProperty("serviceId").GetString(), second.GetProperty("revision").GetInt64()));
        Assert.Equal(Noon.AddSeconds(1.5), second.GetProperty("serverTime").GetDateTimeOffset());
        Assert.Equal(["live", "joining"], States(second));
    }

    [Fact]
    public void A_roster_is_written_once_for_all_pages_of_a_kind()
    {
        var roster = Of(1, SeatState.Live);
        Assert.Equal(Written(roster, PageAudience.Wall, Noon), Written(roster, PageAudience.Wall, Noon.AddSeconds(1)));
        Assert.NotEqual(Written(roster, PageAudience.Wall, Noon), Written(roster, PageAudience.Console, Noon));
    }

    [Fact]
    public void A_wall_never_gets_what_only_a_console_may_see()
    {
        var roster = Of(1, SeatState.Live, SeatState.Hidden, SeatState.Waiting);
        Assert.Equal(["live", "hidden", "waiting"], States(Read(roster, PageAudience.Console, Noon)));
        Assert.Equal(["live"], States(Read(roster, PageAudience.Wall, Noon)));
    }

    [Fact]
    public void What_changed_is_in_the_next_page_s_answer()
    {
        Read(Of(1, SeatState.Live), PageAudience.Wall, Noon);
        var next = Read(Of(2, SeatState.Reconnecting), PageAudience.Wall, Noon);
        Assert.Equal(2, next.GetProperty("revision").GetInt64());
        Assert.Equal(["reconnecting"], States(next));
    }

    JsonElement Read(RosterView roster, PageAudience audience, DateTimeOffset now) =>
        JsonSerializer.SerializeToElement(snapshots.Of(roster, audience, "epoch", now));

    /// <summary>The memory that the roster itself is written in.</summary>
    ReadOnlyMemory<byte> Written(RosterView roster, PageAudience audience, DateTimeOffset now)
    {
        var last = ReadOnlyMemory<byte>.Empty;
        foreach (var part in snapshots.Of(roster, audience, "epoch", now).Utf8)
        {
            last = part;
        }
        return last;
    }

    static string[] States(JsonElement snapshot) => [.. snapshot.GetProperty("seats").EnumerateArray().Select(seat => seat.GetProperty("state").GetString()!)];

    static RosterView Of(long revision, params ReadOnlySpan<SeatState> states)
    {
        var seats = ImmutableSortedDictionary<int, SeatView>.Empty;
        for (var i = 0; i < states.Length; i++)
        {
            seats = seats.Add(i, new(i, new($"church{i}"), $"church-{i}", "Olav", "Oslo", states[i], $"PA_{i}", null, false));
        }
        return new(new("service"), revision, Header, seats);
    }
}
