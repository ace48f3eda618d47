using VideoWall.Domain.Services;

namespace VideoWall.Domain.Tests;

/// <summary>Attendance against a naive account that looks at the room between all moments at which anything changes.</summary>
public sealed class AttendanceProperties
{
    [Fact]
    public void Attendance_OfAnyService_IsWhatOneSeesByLooking() => Property.Holds(Scripts.Any, steps =>
    {
        var service = Scripts.Play(steps);
        service.Pass(90);
        var attendance = new Attendance();
        foreach (var take in service.Takes)
        {
            foreach (var happened in take.Decision.Events)
            {
                attendance.Add(happened, take.At);
            }
        }
        var (present, onWall) = Looked(service);
        var entries = attendance.Entries(service.Now).Where(e => e.Intervals.Count > 0).ToList();
        Assert.Equal(entries.Select(e => e.Intervals[0].From).Order(), entries.Select(e => e.Intervals[0].From));
        foreach (var church in service.State.Churches.Values)
        {
            var entry = entries.SingleOrDefault(e => e.Church == church.Id);
            Assert.Equal(present.GetValueOrDefault(church.Id), entry?.Seconds ?? 0, 1e-3);
            Assert.Equal(onWall.GetValueOrDefault(church.Id), entry?.OnWallSeconds ?? 0, 1e-3);
            Assert.All(entry?.Intervals ?? [], i => Assert.InRange(i.OnWallSeconds, 0, i.Seconds(service.Now) + 1e-3));
        }
    });

    static (Dictionary<ChurchId, double> Present, Dictionary<ChurchId, double> OnWall) Looked(Rehearsal service)
    {
        var (present, onWall) = (new Dictionary<ChurchId, double>(), new Dictionary<ChurchId, double>());
        var seen = new Dictionary<ChurchId, DateTimeOffset>();
        var ends = service.Takes.Skip(1).Select(t => t.At).Append(service.Now);
        foreach (var (take, end) in service.Takes.Zip(ends))
        {
            // Whom the list told of was there before we knew it, but not since before we saw it last.
            foreach (var told in take.Decision.Events.OfType<SessionSeen>().Where(e => e.HappenedAt is not null && IsNew(take, e.Church)))
            {
                var since = told.HappenedAt!.Value;
                Count(present, told.Church, take.At - (seen.TryGetValue(told.Church, out var last) && last > since ? last : since));
            }
            for (var at = take.At; at < end;)
            {
                var next = take.After.Clock.NextTurnAfter(at) is { } turn && turn < end ? turn : end;
                foreach (var church in take.After.Churches.Values.Where(c => c.IsPresent))
                {
                    Count(present, church.Id, next - at);
                    seen[church.Id] = next;
                    if (take.After.IsOnAir(church, at))
                    {
                        Count(onWall, church.Id, next - at);
                    }
                }
                at = next;
            }
        }
        return (present, onWall);
    }

    static bool IsNew(Take take, ChurchId church) =>
        take.After.Churches[church].IsPresent && !(take.Before.Churches.TryGetValue(church, out var before) && before.IsPresent);

    static void Count(Dictionary<ChurchId, double> seconds, ChurchId church, TimeSpan time) =>
        seconds[church] = seconds.GetValueOrDefault(church) + time.TotalSeconds;
}
