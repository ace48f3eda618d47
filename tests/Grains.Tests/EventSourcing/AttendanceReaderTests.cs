using Microsoft.Extensions.Time.Testing;
using VideoWall.Domain.Services;
using VideoWall.Grains.EventSourcing;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Services;

namespace VideoWall.Grains.Tests.EventSourcing;

/// <summary>Attendance is read from the journal, with nobody's help.</summary>
public sealed class AttendanceReaderTests
{
    readonly FakeTimeProvider time = TestClock.Sunday();
    readonly MemoryStore store = new();

    [Fact]
    public async Task Stays_AreAddedUp()
    {
        await Happened(
            new ServiceScheduled("sunday", "ABC234", "svc-sunday", "key", ServiceSettings.Default("Sunday")), new DoorsOpened(),
            Arrived("bern"), new SessionSeen(new("bern"), "PA_1", 1, true), new ChurchSeated(new("bern"), 0));
        time.Advance(TimeSpan.FromSeconds(60));
        await Happened(new SessionEnded(new("bern"), "PA_1", 1, false));
        time.Advance(TimeSpan.FromSeconds(30));
        await Happened(new SessionSeen(new("bern"), "PA_2", 2, true), Arrived("basel"));
        time.Advance(TimeSpan.FromSeconds(10));

        var entries = await new AttendanceReader(store.Journal, time).Read(new("sunday"));

        var bern = entries[0];
        Assert.Equal(("basel", 0), (Assert.Single(entries.Skip(1)).Church.Value, entries[1].Intervals.Count)); // asked to take part, and never came
        Assert.Equal(("bern", "Church bern", 70d, 70d), (bern.Church.Value, bern.Name, bern.Seconds, bern.OnWallSeconds));
        Assert.Equal(2, bern.Intervals.Count);
        Assert.Null(bern.Intervals[1].To);
    }

    [Fact]
    public async Task WhatWasToldLate_IsKeptWithWhenItHappened()
    {
        var came = time.GetUtcNow();
        await Happened(
            new ServiceScheduled("sunday", "ABC234", "svc-sunday", "key", ServiceSettings.Default("Sunday")), new DoorsOpened(), Arrived("bern"));
        time.Advance(TimeSpan.FromSeconds(40));
        await Happened(new SessionSeen(new("bern"), "PA_1", 1, true) { HappenedAt = came.AddSeconds(10) });
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(50, (await new AttendanceReader(store.Journal, time).Read(new("sunday"))).Single().Seconds);
    }

    [Fact]
    public async Task UnknownService_HasNobody() =>
        Assert.Empty(await new AttendanceReader(store.Journal, time).Read(new("nobody")));

    [Fact]
    public async Task JournalAway_IsSaid()
    {
        store.IsAway = true;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => new AttendanceReader(store.Journal, time).Read(new("sunday")));
    }

    static ChurchArrived Arrived(string id) => new(new(id), id, $"Church {id}", "", null, false, Standing.Admitted);

    async Task Happened(params ServiceEvent[] events)
    {
        var revision = store.Journal.EventsOf("service/sunday").Count;
        await store.Journal.Append(new("service/sunday", revision, [.. events.Select(e => Codecs.Service.Write(e, time.GetUtcNow(), "test"))]));
    }
}
