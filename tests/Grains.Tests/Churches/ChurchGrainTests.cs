using VideoWall.Domain;
using VideoWall.Domain.Churches;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Tests.Support;

namespace VideoWall.Grains.Tests.Churches;

/// <summary>A church of the registry keeps what was answered, and nothing else.</summary>
[Collection(SharedPostgres.Name)]
public sealed class ChurchGrainTests(SharedPostgres postgres) : GrainTests(postgres)
{
    IChurchGrain Bern => Host.Church(new("bern"));

    [Fact]
    public async Task Church_IsRegisteredChangedAndDeleted()
    {
        Assert.Null(await Bern.Read());
        Assert.Null((await Register("bern", "key-1")).Refusal);
        Assert.Equal("Bern", (await Bern.Read())!.Profile.Name);
        await Bern.Command(new ChangeProfile(City: "BE", Trusted: true, Revoked: true), "producer");
        var changed = (await Bern.Read())!;
        Assert.Equal(("BE", true, true, "key-1"), (changed.Profile.City, changed.Profile.Trusted, changed.Revoked, changed.LinkKey));
        await Bern.Command(new ResetLink("key-2"), "producer");
        Assert.Equal(("key-2", false), ((await Bern.Read())!.LinkKey, (await Bern.Read())!.Revoked));
        await Bern.Command(new DeleteChurch(), "producer");
        Assert.Null(await Bern.Read());
        Assert.Equal(RefusalCode.UnknownChurch, (await Bern.Command(new ResetLink("key-3"), "producer")).Refusal!.Code);
    }

    [Fact]
    public async Task AppendThatFails_ChangesNothing()
    {
        await Register("bern", "key-1");
        Store.Journal.BeforeWrite = _ => throw new JournalUnavailableException("The disk is full.");
        await Assert.ThrowsAsync<JournalUnavailableException>(() => Bern.Command(new ChangeProfile(Name: "Basel"), "producer"));
        Store.Journal.BeforeWrite = null;
        Assert.Equal("Bern", (await Bern.Read())!.Profile.Name);
        Assert.Null((await Bern.Command(new ChangeProfile(Name: "Basel"), "producer")).Refusal);
        Assert.Equal("Basel", (await Bern.Read())!.Profile.Name);
    }

    [Fact]
    public async Task TakenLinkKey_IsARefusalAndLeavesNothingBehind()
    {
        await Register("bern", "key-1");
        Assert.Equal(RefusalCode.TryAgain, (await Register("basel", "key-1")).Refusal!.Code);
        Assert.Null(await Host.Church(new("basel")).Read());
        Assert.Null((await Register("basel", "key-2")).Refusal);
    }

    [Fact]
    public async Task TakenExternalId_RefusesItsOwnCommandOnly()
    {
        await Register("bern", "key-1");
        await Host.Church(new("bern")).Command(new ChangeProfile(ExternalId: "17"), "producer");
        await Register("basel", "key-2");
        var basel = Host.Church(new("basel"));
        var gate = new Gate();
        Store.Journal.BeforeWrite = _ => gate.Pass();
        var first = basel.Command(new ChangeProfile(City: "BS"), "producer");
        await gate.Reached;
        // These wait together, and share the next append.
        var (before, taken, after) = (basel.Command(new ChangeProfile(Name: "Basel Stadt"), "producer"), basel.Command(new ChangeProfile(ExternalId: "17"), "producer"), basel.Command(new ChangeProfile(Trusted: true), "producer"));
        await basel.Read();
        gate.Open();

        Assert.Null((await first).Refusal);
        Assert.Null((await before).Refusal);
        Assert.Equal(RefusalCode.ExternalIdTaken, (await taken).Refusal!.Code);
        Assert.Null((await after).Refusal);
        var kept = (await basel.Read())!.Profile;
        Assert.Equal(("Basel Stadt", "BS", true, null), (kept.Name, kept.City, kept.Trusted, kept.ExternalId));
    }

    [Fact]
    public async Task SecondWriter_ReadsAndDecidesAgain()
    {
        await Register("bern", "key-1");
        var other = (await StartAnother()).Church(new("bern"));
        await other.Command(new ChangeProfile(City: "BE"), "producer");
        await Bern.Command(new ChangeProfile(Name: "Bern Stadt"), "producer");
        Assert.Equal(("Bern Stadt", "BE"), ((await Bern.Read())!.Profile.Name, (await Bern.Read())!.Profile.City));
        Assert.Equal(3, Store.Journal.EventsOf("church/bern").Count);
    }

    [Fact]
    public async Task CommandThatComesAgainUnderItsKey_IsDoneOnce()
    {
        await Register("bern", "key-1");
        var reset = new ResetLink("key-2") { Key = "press-1" };
        var first = await Bern.Command(reset, "producer");
        await Bern.Command(new ChangeProfile(City: "BE"), "producer");
        await Host.Forget(); // also for an activation that did not see the first
        Assert.Equal(first.Revision, (await Bern.Command(reset with { LinkKey = "key-3" }, "producer")).Revision);
        Assert.Equal("key-2", (await Bern.Read())!.LinkKey);
        Assert.Equal(3, Store.Journal.EventsOf("church/bern").Count);
    }

    [Fact]
    public async Task IdleChurch_LeavesMemory_AndComesBackAsItWas()
    {
        await Register("bern", "key-1");
        var before = await Bern.Read();
        await Host.Forget();
        Assert.Equal(before, await Bern.Read());
    }

    Task<CommandReply> Register(string id, string key) =>
        Host.Church(new(id)).Command(new Register(new(id), ChurchProfile.Clean("Bern", "", null, false), key), "producer");
}
