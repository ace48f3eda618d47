using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Grains.EventSourcing;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Tests.Support;

namespace VideoWall.Grains.Tests.Services;

/// <summary>A command with a key is done once; a command for a revision is done at that one; and commands tell what they changed.</summary>
[Collection(SharedPostgres.Name)]
public sealed class CommandKeyTests(SharedPostgres postgres) : GrainTests(postgres)
{
    [Fact]
    public async Task Command_WhoseAnswerIsLost_IsKnownByItsKey()
    {
        await Create();
        Store.Journal.AfterWrite = _ => throw new OutcomeUnknownException("The connection broke.");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => ResetKey("first", "press-1"));
        Store.Journal.AfterWrite = null;

        var repeated = await ResetKey("second", "press-1");

        Assert.Equal((3, null), (repeated.Revision, repeated.Refusal));
        Assert.Equal(["first"], WallKeys());
        Assert.Equal(4, (await ResetKey("third", "press-2")).Revision);
    }

    [Fact]
    public async Task Command_DoneBeforeARestart_IsKnownByItsKeyForADay()
    {
        await Create();
        Assert.Equal(3, (await ResetKey("first", "press-1")).Revision);
        await Restart();

        Assert.Equal(3, (await ResetKey("second", "press-1")).Revision);
        Time.Advance(IIdempotencyKeys.Kept + TimeSpan.FromSeconds(1));
        Assert.Equal(4, (await ResetKey("third", "press-1")).Revision);
        Assert.Equal(["first", "third"], WallKeys());
    }

    [Fact]
    public async Task Command_SentManyTimesAtOnce_IsDoneOnce()
    {
        await Create();
        var other = (await StartAnother()).Service(Sunday);
        await other.Info();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(n =>
            (n % 2 == 0 ? Service : other).Command(new ResetWallKey($"key {n}") { Key = "press-1" }, "producer")));

        Assert.All(replies, r => Assert.Equal(3, r.Revision));
        Assert.Single(WallKeys());
    }

    [Fact]
    public async Task CommandsForOneRevision_OneIsDone()
    {
        var seen = (await Create()).Revision;

        var replies = await Task.WhenAll(
            Service.Command(new Act(ServiceAction.Blank, IfRevision: seen), "producer"),
            Service.Command(new Act(ServiceAction.Hold, IfRevision: seen), "another"));

        var refused = Assert.Single(replies, r => r.Refusal is not null);
        Assert.Equal((RefusalCode.RevisionChanged, seen + 1), (refused.Refusal!.Code, refused.Revision));
        Assert.Equal(seen + 1, (await Service.Info())!.Revision);
    }

    [Fact]
    public async Task Commands_TellWhatTheyChanged_WebhooksDoNot()
    {
        await Create();
        Assert.Null((await Service.Signal(new Signals(Time).Joined("bern"))).Changed);
        var bern = (await Service.Roster())!.Churches.Single().Church;

        Assert.Equal<string>(["spotlight"], (await Do(Service, ServiceAction.Pin, bern.Value)).Changed!.Value);
        Assert.Equal<string>([bern.Value, "spotlight"], (await Do(Service, ServiceAction.Hide, bern.Value)).Changed!.Value);
        Assert.Equal<string>(["blank"], (await Do(Service, ServiceAction.Blank)).Changed!.Value);
        Assert.Empty((await Do(Service, ServiceAction.Blank)).Changed!.Value);
    }

    Task<CommandReply> ResetKey(string wallKey, string key) => Service.Command(new ResetWallKey(wallKey) { Key = key }, "producer");

    IEnumerable<string> WallKeys() => Store.Journal.EventsOf(SundayStream).Select(e => Codecs.Service.Read(e)).OfType<WallKeyReset>().Select(e => e.WallKey);
}
