using VideoWall.Domain.Services;
using VideoWall.Grains.EventSourcing;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Tests.Support;

namespace VideoWall.Grains.Tests.Services;

/// <summary>
/// Two activations of one actor may live for a moment (a cluster that splits, a restart). The journal lets one write at
/// a time: the other reads what was written, decides again, and tells its watchers.
/// </summary>
[Collection(SharedPostgres.Name)]
public sealed class TwoActivationsTests(SharedPostgres postgres) : GrainTests(postgres)
{
    [Fact]
    public async Task SecondWriter_ReadsAndDecidesAgain()
    {
        await Create();
        var observer = new Observer();
        await Service.Watch(observer, null);
        var other = (await StartAnother()).Service(Sunday);
        Assert.Equal(3, (await Do(other, ServiceAction.Blank)).Revision);

        // Decided on revision 2 at first; with revision 3 read, blank it is already.
        Assert.Equal(3, (await Do(Service, ServiceAction.Blank)).Revision);

        Assert.Equal(3, Store.Journal.EventsOf(SundayStream).Count);
        await AssertHeard(Folded(3), observer, Folded(2));
    }

    [Fact]
    public async Task TwoActivations_LoseAndDoubleNothing()
    {
        const int churches = 60;
        await Create();
        var other = (await StartAnother()).Service(Sunday);
        var (here, there) = (new Observer(), new Observer());
        var start = (await Service.Watch(here, null))!.Roster!;
        await other.Watch(there, null);
        var signals = new Signals(Time);

        await Task.WhenAll(Enumerable.Range(0, churches).Select(n => Task.Run(async () =>
        {
            await Send(n % 2 == 0 ? Service : other, signals.Joined($"c{n}"));
            await Send(n % 3 == 0 ? Service : other, signals.Published($"c{n}"));
        })));
        // The last word of each, so that each has read all that the other wrote before.
        await Do(Service, ServiceAction.Blank);
        await Do(other, ServiceAction.Hold);
        await Do(Service, ServiceAction.Unblank);

        var events = Store.Journal.EventsOf(SundayStream).Select(e => Codecs.Service.Read(e)).ToList();
        Assert.Equal(churches, events.OfType<ChurchArrived>().Select(e => e.Church).Distinct().Count());
        Assert.Equal(churches, events.OfType<ChurchArrived>().Count());
        Assert.Equal(churches, events.OfType<TrackSeen>().Count());
        Assert.Equal(Enumerable.Range(0, churches), events.OfType<ChurchSeated>().Select(e => e.Seat).Order());
        await AssertHeard(Folded(events.Count), here, start);
        await AssertHeard(Folded(events.Count - 1), there, start);
    }

    [Fact]
    public async Task StaleActivation_TellsItsWatchersWhenItHearsOfMore()
    {
        await Create();
        var other = (await StartAnother()).Service(Sunday);
        var observer = new Observer();
        var start = (await other.Watch(observer, null))!.Roster!;
        var signals = new Signals(Time);
        await Service.Signal(signals.Joined("Bern"));
        await Service.Signal(signals.Published("Bern"));
        await Send(other, signals.Joined("Basel"));
        await AssertHeard(Folded(Store.Journal.EventsOf(SundayStream).Count), observer, start);
        Assert.Equal(["Bern", "Basel"], (await other.Roster())!.Churches.Select(c => c.Name));
    }

    [Fact]
    public async Task SlowReadBesideAFasterOne_NeverTakesTheStateBack()
    {
        await Create();
        var observer = new Observer();
        var start = (await Service.Watch(observer, null))!.Roster!;
        // The actor must read anew, and a first reader (a page that asks for the roster) gets its answer late.
        Store.Journal.BeforeWrite = _ => throw new JournalUnavailableException("The connection broke.");
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Do(Service, ServiceAction.Hold));
        Store.Journal.BeforeWrite = null;
        var slow = new Gate();
        Store.Journal.AfterRead = _ => slow.Pass();
        var roster = Service.Roster();
        await slow.Reached;
        Store.Journal.AfterRead = null;
        Assert.Equal(3, (await Do(Service, ServiceAction.Blank)).Revision);
        Store.Journal.BeforeWrite = _ => throw new JournalUnavailableException("The connection broke again.");
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Do(Service, ServiceAction.Hold));
        Store.Journal.BeforeWrite = null;
        slow.Open();

        Assert.Equal(3, (await roster)!.Revision);
        await AssertHeard(Folded(3), observer, start);
    }

    // As LiveKit does on 503: again, until it is taken.
    static async Task Send(ServiceUnderTest service, Observe signal)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await service.Signal(signal);
                return;
            }
            catch (JournalUnavailableException) when (tries < 1000)
            {
                await Task.Yield();
            }
        }
    }
}
