using System.Collections.Immutable;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Grains.Tests.Support;

namespace VideoWall.Grains.Tests.Services;

/// <summary>An act on many churches is one write and one message, and the service itself knows how to take it back.</summary>
[Collection(SharedPostgres.Name)]
public sealed class UndoTests(SharedPostgres postgres) : GrainTests(postgres)
{
    static readonly string[] Churches = ["Basel", "Bern", "Chur", "Genf", "Thun"];

    [Fact]
    public async Task ActOnMany_IsOneAppendAndOneDelta_AndPutsAllOut()
    {
        await Seat();
        var observer = new Observer();
        await Service.Watch(observer, null);
        var appends = Store.Journal.Appends.Count;

        var reply = await Service.Command(new Act(ServiceAction.Remove, Churches: Ids), "user:ruth");

        Assert.Equal(Churches.Order(), reply.Changed!.Value.Intersect(Churches).Order());
        Assert.Equal(appends + 1, Store.Journal.Appends.Count);
        await Eventually.Is("the watcher hears of it", () => observer.Deltas.ToArray(), deltas => deltas is [{ } only] && only.To == reply.Revision);
        await Eventually.Is("all are put out", () => Rooms.Calls.Order().ToArray(), calls => calls.SequenceEqual(Churches.Select(c => $"remove svc-sunday {c}").Order()));
    }

    [Fact]
    public async Task Act_IsTakenBackAfterARestart_ByTheRevisionThatItWasAnswered()
    {
        await Seat();
        var removed = await Service.Command(new Act(ServiceAction.Remove, Churches: Ids, By: "user:ruth"), "user:ruth");
        await Restart();

        var past = Assert.Single((await Service.Acts())!.Acts);
        Assert.Equal((removed.Revision, "user:ruth", Churches.Length), (past.Id, past.Done.By, past.Done.Churches.Length));
        Assert.Null((await Service.Command(new Act(ServiceAction.Undo, Past: past.Id), "user:ruth")).Refusal);

        Assert.DoesNotContain("Removed", await States());
        Assert.Empty((await Service.Acts())!.Acts);
        Assert.Equal(RefusalCode.NothingToUndo, (await Service.Command(new Act(ServiceAction.Undo, Past: past.Id), "user:ruth")).Refusal?.Code);
    }

    static ImmutableArray<ChurchId> Ids => [.. Churches.Select(c => new ChurchId(c))];

    async Task Seat()
    {
        await Create();
        var signals = new Signals(Time);
        foreach (var church in Churches)
        {
            await Service.Signal(signals.Joined(church));
            await Service.Signal(signals.Published(church));
        }
    }
}
