using System.Text;
using VideoWall.Actors.Services;
using VideoWall.Domain.Services;
using VideoWall.Fakes;

namespace VideoWall.Actors.Specification;

/// <summary>Actors come from the journal and go back to it; what is broken in one stays in that one.</summary>
public abstract class ActorMemorySpecification(IActorStage stage) : ActorSpecification(stage)
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task IdleActor_LeavesMemory_AndComesBackAsItWas()
    {
        await Create();
        var signals = new Signals(Time);
        await Service.Signal(signals.Joined("Bern"));
        await Service.Signal(signals.Published("Bern"));
        await Do(Service, ServiceAction.Pin, "Bern");
        var before = await Service.Roster();
        Assert.Equal(1, await Host.InMemory());

        Time.Advance(2 * Minute);
        await Host.Forget(Minute);
        Assert.Equal(0, await Host.InMemory());

        var after = await Service.Roster();
        Assert.Equal(before!.Revision, after!.Revision);
        Assert.Equal(before.Churches.ToList(), after.Churches.ToList());
        Assert.Equal(1, await Host.InMemory());
    }

    [Fact]
    public async Task ActorThatWasCalledLately_Stays()
    {
        await Create();
        Time.Advance(Minute / 2);
        await Host.Forget(Minute);
        Assert.Equal(1, await Host.InMemory());
    }

    [Fact]
    public async Task WatchedActor_StaysUntilItsLeaseEnds()
    {
        await Create();
        await Service.Watch(new Observer(), null);
        Time.Advance(ServiceActor.Lease / 2);
        await Host.Forget(TimeSpan.Zero);
        Assert.Equal(1, await Host.InMemory());
        Time.Advance(ServiceActor.Lease);
        await Eventually.Is( // what it was woken for may be under way
            "nothing is in memory",
            async () =>
            {
                await Host.Forget(TimeSpan.Zero);
                return await Host.InMemory();
            },
            count => count == 0);
    }

    [Fact]
    public async Task ForgottenActor_StillWakesAtItsTime()
    {
        await Create(ServiceSettings.Default("Sunday") with { StartsAt = Time.GetUtcNow().AddHours(1) });
        Time.Advance(5 * Minute);
        await Host.Forget(Minute);
        Assert.Equal(0, await Host.InMemory());
        Time.Advance(26 * Minute);
        await Eventually.Is(
            "the doors are open", () => Store.Journal.EventsOf(SundayStream).Select(e => e.Type).Last(), type => type == nameof(DoorsOpened));
    }

    [Fact]
    public async Task TenThousandIdleServices_AreRowsOnly()
    {
        const int services = 10_000;
        for (var n = 0; n < services; n++)
        {
            await Create(id: new($"s{n}"));
        }
        Assert.Equal(services, await Host.InMemory());
        Time.Advance(3 * Minute);
        await Host.Forget(2 * Minute);
        Assert.Equal(0, await Host.InMemory());
        Assert.Equal("s4711", (await Host.Actors.Service(new("s4711")).Info())!.Id.Value);
        Assert.Equal(1, await Host.InMemory());
    }

    [Fact]
    public async Task BrokenStream_HarmsItsOwnActorOnly()
    {
        await Create();
        await Store.Journal.Append(new("service/broken", 0, [new("FromTheFuture", Encoding.UTF8.GetBytes("{}"), Time.GetUtcNow(), "somebody")]));
        var broken = Host.Actors.Service(new("broken"));

        for (var tries = 0; tries < 3; tries++)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => broken.Info());
            await Assert.ThrowsAsync<InvalidDataException>(() => Do(broken, ServiceAction.Blank));
            await Assert.ThrowsAsync<InvalidDataException>(() => broken.Wake());
            Assert.Null((await Do(Service, tries % 2 == 0 ? ServiceAction.Blank : ServiceAction.Unblank)).Refusal);
        }
        Assert.Single(Store.Journal.EventsOf("service/broken"));
    }

    [Fact]
    public async Task LongStream_IsReadFromItsSnapshot()
    {
        await Create();
        var signals = new Signals(Time);
        await Task.WhenAll(Enumerable.Range(0, 500).Select(n => Service.Signal(signals.Joined($"c{n}"))));
        var before = (await Service.Roster())!;
        var snapshot = (await Eventually.Is("a snapshot is kept", () => Store.Snapshots.Load(SundayStream), kept => kept?.Revision > 0))!; // nobody waits for it
        Assert.InRange(snapshot.Revision, 500, before.Revision); // the first comes after 500 to 1,000 events

        var fresh = (await StartAnother()).Actors.Service(Sunday);
        var after = (await fresh.Roster())!;

        Assert.Equal((SundayStream, snapshot.Revision), Store.Journal.Reads[^1]);
        Assert.Equal(before.Revision, after.Revision);
        Assert.Equal(before.Churches.ToList(), after.Churches.ToList());
        Assert.Null((await fresh.Signal(signals.Joined("one more"))).Refusal);
    }

    [Fact]
    public async Task SnapshotOfAnotherFormat_IsNotUsed()
    {
        await Create();
        await Service.Signal(new Signals(Time).Joined("Bern"));
        await Store.Snapshots.Save(SundayStream, new(3, 99, Encoding.UTF8.GetBytes("""{"revision":"not a number"}""")));
        var fresh = (await StartAnother()).Actors.Service(Sunday);
        Assert.Equal("Bern", Assert.Single((await fresh.Roster())!.Churches).Name);
        Assert.Equal((SundayStream, 0L), Store.Journal.Reads[^1]);
    }

    [Fact]
    public async Task ProgramThatRestarts_HasEverythingThatWasAnswered()
    {
        await Create();
        var signals = new Signals(Time);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Service.Signal(signals.Joined($"c{n}"))));
        await Do(Service, ServiceAction.Hide, "c7");
        var before = (await Service.Roster())!;
        var after = (await (await StartAnother()).Actors.Service(Sunday).Roster())!;
        Assert.Equal(before.Revision, after.Revision);
        Assert.Equal(before.Churches.ToList(), after.Churches.ToList());
    }
}
