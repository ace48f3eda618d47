using System.Text.Json;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Storage.Tests;

[Collection(SharedPostgres.Name)]
public sealed class JournalTests(SharedPostgres postgres) : IAsyncLifetime
{
    TestDatabase database = null!;

    IJournal Journal => database.Store.Journal;

    public async Task InitializeAsync() => database = await TestDatabase.Create(postgres.ConnectionString);
    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Read_AfterAppends_GivesTheEventsInOrderWithEverythingTheyCarry()
    {
        Assert.Equal(AppendOutcome.Appended, await Journal.Append(Make.Append("service/a", 0, events: 2)));
        Assert.Equal(AppendOutcome.Appended, await Journal.Append(Make.Append("service/a", 2)));
        Assert.Equal(AppendOutcome.Appended, await Journal.Append(Make.Append("service/b", 0)));

        var read = await Journal.All("service/a");

        Assert.Equal([1, 2, 3], read.Select(r => r.Revision));
        var (expected, actual) = (Make.Event(3), read[2].Event);
        Assert.Equal((expected.Type, expected.At, expected.By), (actual.Type, actual.At, actual.By));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected.Data.Span), JsonElement.Parse(actual.Data.Span)));
        Assert.Equal([3], (await Journal.All("service/a", after: 2)).Select(r => r.Revision));
        Assert.Empty(await Journal.All("service/none"));
    }

    [Fact]
    public async Task Read_MoreThanAPage_GivesAll()
    {
        await Journal.Append(Make.Append("service/long", 0, events: 2500));
        Assert.Equal(Enumerable.Range(1, 2500).Select(i => (long)i), (await Journal.All("service/long")).Select(r => r.Revision));
    }

    [Fact]
    public async Task Append_TwoWritersAtTheSameRevision_OneWinsAndTheOtherWritesNothing()
    {
        var second = database.Another().Journal;
        await Journal.Append(Make.Append("service/a", 0));
        for (var revision = 1; revision <= 50; revision++)
        {
            // The loser's two events would also overlap the winner's one.
            var outcomes = await Task.WhenAll(Journal.Append(Make.Append("service/a", revision)), second.Append(Make.Append("service/a", revision)));
            Assert.Equal([AppendOutcome.Appended, AppendOutcome.RevisionTaken], outcomes.Order());
        }
        Assert.Equal(51, (await Journal.All("service/a")).Length);
    }

    [Fact]
    public async Task Append_WhoseSecondEventIsTaken_WritesNeither()
    {
        await Journal.Append(Make.Append("service/a", 0, events: 3));
        Assert.Equal(AppendOutcome.RevisionTaken, await Journal.Append(Make.Append("service/a", 2, events: 3)));
        Assert.Equal(3, (await Journal.All("service/a")).Length);
    }

    [Fact]
    public async Task Append_OnARevisionThatIsNotThere_IsRefused()
    {
        Assert.Equal(AppendOutcome.RevisionTaken, await Journal.Append(Make.Append("service/a", 7)));
        Assert.Empty(await Journal.All("service/a"));
    }

    [Fact]
    public async Task Append_ManyStreamsAtOnce_AllAreThereInOrder()
    {
        const int Streams = 200, Each = 25;
        await Task.WhenAll(Enumerable.Range(0, Streams).Select(async s =>
        {
            for (var revision = 0; revision < Each; revision++)
                Assert.Equal(AppendOutcome.Appended, await Journal.Append(Make.Append($"service/{s}", revision)));
        }));
        Assert.Equal(Streams * Each, await database.Scalar<long>("SELECT count(*) FROM events"));
        for (var s = 0; s < Streams; s++)
            Assert.Equal(Enumerable.Range(1, Each), (await Journal.All($"service/{s}")).Select(r => JsonElement.Parse(r.Event.Data.Span).GetProperty("seat").GetInt32()));
    }

    [Fact]
    public async Task Append_ToOneStreamWithoutWaiting_KeepsTheOrder()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 1000).Select(revision => Journal.Append(Make.Append("service/a", revision))));
        Assert.All(outcomes, outcome => Assert.Equal(AppendOutcome.Appended, outcome));
        Assert.Equal(1000, (await Journal.All("service/a")).Length);
    }

    [Fact]
    public async Task Append_BehindARefusedOneOfItsStream_IsRefusedToo()
    {
        await Journal.Append(Make.Append("service/a", 0, listing: Make.Service("a", code: "SAME")));
        var refused = Journal.Append(Make.Append("service/b", 0, listing: Make.Service("b", code: "SAME")));
        var behind = Journal.Append(Make.Append("service/b", 1));
        Assert.Equal(AppendOutcome.CodeTaken, await refused);
        Assert.Equal(AppendOutcome.RevisionTaken, await behind);
        Assert.Empty(await Journal.All("service/b"));
    }

    [Fact]
    public async Task Append_OneLoserInABusyBatch_LosesAlone()
    {
        await Journal.Append(Make.Append("service/13", 0));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 400).Select(s => Journal.Append(Make.Append($"service/{s}", 0))));
        for (var s = 0; s < 400; s++)
            Assert.Equal(s == 13 ? AppendOutcome.RevisionTaken : AppendOutcome.Appended, outcomes[s]);
        Assert.Equal(400, await database.Scalar<long>("SELECT count(*) FROM events"));
    }

    [Fact]
    public async Task Append_ThatIsNotJson_FailsAloneAndForGood()
    {
        var bad = new Append("service/bad", 0, [new JournalEvent("X", "{"u8.ToArray(), Make.Noon, "clock")]);
        var appends = Enumerable.Range(0, 20).Select(s => Journal.Append(s == 7 ? bad : Make.Append($"service/{s}", 0))).ToArray();
        await Assert.ThrowsAsync<InvalidOperationException>(() => appends[7]);
        foreach (var (append, s) in appends.Select((a, s) => (a, s)).Where(x => x.s != 7))
            Assert.Equal(AppendOutcome.Appended, await append);
    }

    [Fact]
    public async Task Find_ACommandByItsKey_GivesItsLastRevisionInItsStream()
    {
        await Journal.Append(Make.Append("service/a", 0));
        await Journal.Append(new Append("service/a", 1, [Make.Event(2) with { Command = "next-1" }, Make.Event(3) with { Command = "next-1" }]));
        await Journal.Append(Make.Append("service/a", 3));

        Assert.Equal(3, await Journal.Find("service/a", "next-1", Make.Noon));
        Assert.Null(await Journal.Find("service/a", "next-1", Make.Noon.AddSeconds(4))); // decided before that
        Assert.Null(await Journal.Find("service/a", "next-2", Make.Noon));
        Assert.Null(await Journal.Find("service/b", "next-1", Make.Noon));
    }

    [Fact]
    public async Task Append_WithoutEvents_IsAMistakeOfTheCaller() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Journal.Append(new Append("service/a", 0, [])));

    [Fact]
    public async Task Dispose_WritesWhatWasAccepted()
    {
        var store = database.Another();
        var appends = Enumerable.Range(0, 2000).Select(s => store.Journal.Append(Make.Append($"service/{s}", 0))).ToArray();
        await store.DisposeAsync();
        Assert.All(await Task.WhenAll(appends), outcome => Assert.Equal(AppendOutcome.Appended, outcome));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => store.Journal.Append(Make.Append("service/late", 0)));
        Assert.Equal(2000, await database.Scalar<long>("SELECT count(*) FROM events"));
    }
}
