using System.Text;
using VideoWall.Domain.Services;
using VideoWall.Grains.Tests.Support;

namespace VideoWall.Grains.Tests.Services;

/// <summary>Grains come from the journal and go back to it; what is broken in one stays in that one.</summary>
[Collection(SharedPostgres.Name)]
public sealed class ActivationTests(SharedPostgres postgres) : GrainTests(postgres)
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task IdleGrain_LeavesMemory_AndComesBackAsItWas()
    {
        await Create();
        var signals = new Signals(Time);
        await Service.Signal(signals.Joined("Bern"));
        await Service.Signal(signals.Published("Bern"));
        await Do(Service, ServiceAction.Pin, "Bern");
        var before = await Service.Roster();
        Assert.Equal(1, await Host.InMemory());

        await Host.Forget();

        var after = await Service.Roster();
        Assert.Equal(before!.Revision, after!.Revision);
        Assert.Equal(before.Churches.ToList(), after.Churches.ToList());
        Assert.Equal(1, await Host.InMemory());
    }

    [Fact]
    public async Task ForgottenGrain_StillWakesAtItsTime()
    {
        await Create(ServiceSettings.Default("Sunday") with { StartsAt = Time.GetUtcNow().AddHours(1) });
        await Host.Forget();
        Time.Advance(31 * Minute);
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
        await Host.Forget();
        Assert.Equal("s4711", (await Host.Service(new("s4711")).Info())!.Id.Value);
        Assert.Equal(1, await Host.InMemory());
    }

    [Fact]
    public async Task BrokenStream_HarmsItsOwnGrainOnly()
    {
        await Create();
        await Store.Journal.Append(new("service/broken", 0, [new("FromTheFuture", Encoding.UTF8.GetBytes("{}"), Time.GetUtcNow(), "somebody")]));
        var broken = Host.Service(new("broken"));

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

        var fresh = (await StartAnother()).Service(Sunday);
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
        var fresh = (await StartAnother()).Service(Sunday);
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
        var after = (await (await StartAnother()).Service(Sunday).Roster())!;
        Assert.Equal(before.Revision, after.Revision);
        Assert.Equal(before.Churches.ToList(), after.Churches.ToList());
    }
}
