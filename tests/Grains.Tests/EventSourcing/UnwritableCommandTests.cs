using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Tests.Support;

namespace VideoWall.Grains.Tests.EventSourcing;

/// <summary>A command that nothing can store fails alone, however many came with it.</summary>
[Collection(SharedPostgres.Name)]
public sealed class UnwritableCommandTests(SharedPostgres postgres) : GrainTests(postgres)
{
    [Fact]
    public async Task Joins_ThatPostgresCannotKeep_FailAloneInTheirBatch()
    {
        await Create();
        var held = new Gate();
        Store.Journal.BeforeWrite = _ => held.Pass();
        var ahead = Do(Service, ServiceAction.Blank);
        await held.Reached;
        var signals = new Signals(Time);

        // While the first append is held up they gather in one batch.
        var before = Many("before", 20);
        Task<JoinReply>[] bad = [.. Enumerable.Range(0, 5).Select(n => Service.Join(new Arrive(new($"bad-{n}"), "Bern", "", $"a\0{n}", false, false, false)))];
        var after = Many("after", 20);
        var webhook = Service.Signal(signals.Joined("bern"));
        Store.Journal.BeforeWrite = null;
        held.Open();

        foreach (var join in bad)
        {
            await Assert.ThrowsAnyAsync<Exception>(() => join);
        }
        Assert.Null((await ahead).Refusal);
        Assert.Null((await webhook).Refusal);
        Assert.All(await Task.WhenAll([.. before, .. after]), reply => Assert.Null(reply.Refusal));
        Assert.Equal(41, (await Service.Roster())!.Churches.Length);
        await Restart();
        Assert.Equal(41, (await Service.Roster())!.Churches.Length);
    }

    Task<JoinReply>[] Many(string when, int count) =>
        [.. Enumerable.Range(0, count).Select(n => Service.Join(new Arrive(new($"{when}-{n}"), $"Church {when} {n}", "", $"{when}-{n}", false, false, false)))];
}
