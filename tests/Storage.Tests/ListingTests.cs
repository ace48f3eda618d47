using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Storage.Tests;

[Collection(SharedPostgres.Name)]
public sealed class ListingTests(SharedPostgres postgres) : IAsyncLifetime
{
    TestDatabase database = null!;

    IListings Listings => database.Store.Listings;

    public async Task InitializeAsync() => database = await TestDatabase.Create(postgres.ConnectionString);
    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Service_Appended_IsFoundByCodeAndRoomAsItIs()
    {
        var service = Make.Service("a") with { StartsAt = Make.Noon.AddDays(1), WakeAt = Make.Noon.AddHours(23), State = "scheduled" };
        await Put(service);
        Assert.Equal(service, await Listings.ServiceByCode("CODEa"));
        Assert.Equal(service, await Listings.ServiceByRoom("svc-a"));
        Assert.Null(await Listings.ServiceByCode("codea"));
        Assert.Null(await Listings.ServiceByCode("\0"));

        var ended = service with { State = "ended", EndedAt = Make.Noon.AddDays(2), WakeAt = null, Title = "Done" };
        await Put(ended, revision: 1);
        Assert.Equal(ended, await Listings.ServiceByCode("CODEa"));

        await Put(ended with { State = "deleted" }, revision: 2);
        Assert.Null(await Listings.ServiceByCode("CODEa"));
        Assert.Null(await Listings.ServiceByRoom("svc-a"));
        Assert.Empty((await Listings.Services(null, 10)).Items);
    }

    [Fact]
    public async Task Service_WithACodeOrRoomOfAnother_IsRefusedAndLeavesNothing()
    {
        await Put(Make.Service("a", code: "CODE", room: "hall"));
        Assert.Equal(AppendOutcome.CodeTaken, await TryPut(Make.Service("b", code: "CODE")));
        Assert.Equal(AppendOutcome.RoomTaken, await TryPut(Make.Service("b", room: "hall")));
        Assert.Empty(await database.Store.Journal.All("service/b"));
        Assert.Single((await Listings.Services(null, 10)).Items);
    }

    [Fact]
    public async Task Room_OfAnEndedService_IsFreeAndBelongsToTheNext()
    {
        await Put(Make.Service("a", room: "hall"));
        await Put(Make.Service("a", room: "hall", state: "ended"), revision: 1);
        await Put(Make.Service("b", room: "hall"));
        Assert.Equal("b", (await Listings.ServiceByRoom("hall"))?.Id);
        // Opening the old one again would give the room two services.
        Assert.Equal(AppendOutcome.RoomTaken, await TryPut(Make.Service("a", room: "hall"), revision: 2));
        await Put(Make.Service("b", room: "hall", state: "ended") with { CreatedAt = Make.Noon.AddDays(1) }, revision: 1);
        Assert.Equal("b", (await Listings.ServiceByRoom("hall"))?.Id);
    }

    [Fact]
    public async Task Church_Appended_IsFoundByKeyUntilDeleted()
    {
        var church = Make.Church("a", externalId: "DK-17") with { Trusted = true, Revoked = true };
        await Put(church);
        Assert.Equal(church, await Listings.ChurchByKey("key-a"));
        Assert.Equal(AppendOutcome.KeyTaken, await TryPut(Make.Church("b", key: "key-a")));
        Assert.Equal(AppendOutcome.ExternalIdTaken, await TryPut(Make.Church("b", externalId: "DK-17")));
        Assert.Equal(church, Assert.Single(await Listings.ChurchesByKey(["key-a", "key-never", "key-a"])));
        await Put(church with { Deleted = true }, revision: 1);
        Assert.Null(await Listings.ChurchByKey("key-a"));
        Assert.Empty(await Listings.ChurchesByKey(["key-a"]));
        Assert.Empty(await Listings.AllChurches());
        await Put(Make.Church("b", externalId: "DK-17")); // free again
    }

    [Fact]
    public async Task SeveralListingsOfOneStreamInABatch_TheLastCounts()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(revision =>
            Put(Make.Service("a", title: $"Title {revision}"), revision)));
        Assert.Equal("Title 99", (await Listings.ServiceByCode("CODEa"))?.Title);
    }

    [Fact]
    public async Task Services_PageByPage_AreAllThereOnceNewestFirstWhileNewOnesCome()
    {
        // Pairs are created in the same moment: the id decides.
        await Task.WhenAll(Enumerable.Range(0, 25).Select(i =>
            Put(Make.Service($"s{i:00}") with { CreatedAt = Make.Noon.AddMinutes(i / 2) })));
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Listings.Services(cursor, 10);
            seen.AddRange(page.Items.Select(s => s.Id));
            await Put(Make.Service($"new{seen.Count}") with { CreatedAt = Make.Noon.AddDays(1) });
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"s{i:00}").Reverse(), seen);
        Assert.Equal(28, (await Listings.Services(null, 1)).Total);
        Assert.Null((await Listings.Services(null, 28)).Next);
    }

    [Theory]
    [InlineData("easter", "a")]
    [InlineData("EASTER", "a")]
    [InlineData("noel", "b")]
    [InlineData("Noël", "b")]
    [InlineData("100%", "c")]
    [InlineData("_", "c")]
    [InlineData("\\", "c")]
    [InlineData("abc-123", "d")]
    [InlineData("c 12", "d")]
    [InlineData("%", "c")]
    [InlineData("nobody", "")]
    [InlineData("'; DROP TABLE services; --", "")]
    [InlineData("  ", "abcd")]
    public async Task Services_Search_MatchesTitleAndCodeAndNothingIsSpecial(string search, string found)
    {
        await Put(Make.Service("a", title: "Easter Sunday", code: "QQQQQQ"));
        await Put(Make.Service("b", title: "NOËL", code: "WWWWWW"));
        await Put(Make.Service("c", title: "100% \\_o_/", code: "ZZZZZZ"));
        await Put(Make.Service("d", title: "Plain", code: "ABC123", state: "ended"));
        var page = await Listings.Services(null, 10, search);
        Assert.Equal(found, string.Concat(page.Items.Select(s => s.Id).Order(StringComparer.Ordinal)));
        Assert.Equal(found.Length, page.Total);
    }

    [Fact]
    public async Task Services_ByState_AreThoseOnly()
    {
        await Put(Make.Service("a"));
        await Put(Make.Service("b", state: "ended"));
        Assert.Equal(["b"], (await Listings.Services(null, 10, state: "ended")).Items.Select(s => s.Id));
    }

    [Theory]
    [InlineData("no cursor!")]
    [InlineData("AAAA")]
    [InlineData("OTk5OTk5OTk5OTk5OTk5OTk5OTkKYQ")]
    public async Task Lists_WithAForeignCursor_SayWhichArgumentIsWrong(string cursor)
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => Listings.Services(cursor, 10));
        Assert.Equal("cursor", fault.ParamName);
    }

    [Fact]
    public async Task ServicesToWake_AreTheDueAndNoOthers()
    {
        await Put(Make.Service("live"));
        await Put(Make.Service("due", state: "scheduled") with { WakeAt = Make.Noon });
        await Put(Make.Service("later", state: "scheduled") with { WakeAt = Make.Noon.AddSeconds(1) });
        await Put(Make.Service("ended", state: "ended"));
        await Put(Make.Service("deleted", state: "deleted") with { WakeAt = Make.Noon });
        Assert.Equal(("due", Make.Noon), Assert.Single(await Listings.ServicesToWake(null, Make.Noon)));
        // Reading on: what came before is not told again.
        Assert.Equal("later", Assert.Single(await Listings.ServicesToWake(Make.Noon, Make.Noon.AddSeconds(1))).Id);
    }

    [Fact]
    public async Task Churches_PageByPage_AreSortedAsPeopleSort()
    {
        string[] names = ["élim", "Zion", "Hall 10 of 2", "Hall 2", "Agape", "Elim", "Hall 10", "bethel", "Hall 1", "Ærø", "Hall 123456789012345678901234567890"];
        foreach (var (name, i) in names.Select((name, i) => (name, i)))
            await Put(Make.Church($"c{i}", name));
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Listings.Churches(cursor, 2);
            seen.AddRange(page.Items.Select(c => c.Name));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(
            ["Agape", "bethel", "élim", "Elim", "Hall 1", "Hall 2", "Hall 10", "Hall 10 of 2", "Hall 123456789012345678901234567890", "Zion", "Ærø"], seen);
        Assert.Equal(seen, (await Listings.AllChurches()).Select(c => c.Name));
    }

    [Theory]
    [InlineData("BETHEL", 1)]
    [InlineData("odense", 2)]
    [InlineData("dk-1", 1)]
    [InlineData("bethel odense", 0)]
    [InlineData("", 3)]
    public async Task Churches_Search_MatchesNameCityAndExternalId(string search, int found)
    {
        await Put(Make.Church("a", "Bethel", city: "Odense"));
        await Put(Make.Church("b", "Zion", city: "ODENSE", externalId: "DK-1"));
        await Put(Make.Church("c", "Salem", city: "Svendborg"));
        var page = await Listings.Churches(null, 10, search);
        Assert.Equal((found, found), (page.Items.Length, (int)page.Total));
    }

    async Task Put(Listing listing, long revision = 0) => Assert.Equal(AppendOutcome.Appended, await TryPut(listing, revision));

    Task<AppendOutcome> TryPut(Listing listing, long revision = 0)
    {
        var stream = listing switch { ServiceListing s => $"service/{s.Id}", ChurchListing c => $"church/{c.Id}", _ => "" };
        return database.Store.Journal.Append(Make.Append(stream, revision, listing: listing));
    }
}
