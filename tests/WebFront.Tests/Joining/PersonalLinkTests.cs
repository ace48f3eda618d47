using VideoWall.WebFront.Tests.Fakes;
using VideoWall.WebFront.Tests.Registry;

namespace VideoWall.WebFront.Tests.Joining;

/// <summary>A personal link finds the service that its church is meant to come to.</summary>
public sealed class PersonalLinkTests : IAsyncLifetime
{
    TestHost host = null!;
    string church = "";
    string key = "";

    public async Task InitializeAsync()
    {
        host = await TestHost.StartWhole();
        var made = await host.Key().Church("St. Olav", "Trondheim");
        (church, key) = (made["id"], made["joinUrl"].Split("/j/")[1]);
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task OneLiveService_IsTheOne()
    {
        var live = await host.Service();
        await host.Service("Later", host.Time.GetUtcNow().AddDays(1));
        Assert.Equal(live["id"], (await host.Join(new { key })).Is(200).Id("service"));
    }

    [Fact]
    public async Task SeveralLiveServices_AreForTheChurchToChoose()
    {
        var (a, b) = (await host.Service("Evening"), await host.Service("Morning"));
        var asked = (await host.Join(new { key })).Is(409, "choose_service").Json.GetProperty("services");
        Assert.Equal(
            [$"Evening {a["id"]} Null", $"Morning {b["id"]} Null"],
            asked.EnumerateArray().Select(s => $"{s.GetProperty("title")} {s.GetProperty("id")} {s.GetProperty("startsAt").ValueKind}"));
        Assert.Equal(a["id"], (await host.Join(new { key, service = a["id"] })).Is(200).Id("service"));
        Assert.Equal(b["id"], (await host.Join(new { key, service = b["id"] })).Is(200).Id("service"));
    }

    [Fact]
    public async Task ServiceWhereTheChurchIs_IsTheOne_WhateverElseBegan()
    {
        var first = await host.Service("First");
        (await host.Join(new { key })).Is(200);
        await host.Enters(first["id"], church);
        await host.Service("Second");
        Assert.Equal(first["id"], (await host.Join(new { key })).Is(200).Id("service"));
    }

    [Fact]
    public async Task ServiceThatPutTheChurchOut_IsNotOffered()
    {
        var (first, second) = (await host.Service("First"), await host.Service("Second"));
        (await host.Join(new { key, service = first["id"] })).Is(200);
        (await host.Key().Post($"/api/v1/services/{first["id"]}/actions/remove", new { churchId = church })).Is(200);
        Assert.Equal(second["id"], (await host.Join(new { key })).Is(200).Id("service"));
        (await host.Key().Post($"/api/v1/services/{second["id"]}/end")).Is(200);
        (await host.Join(new { key })).Is(403, "church_removed");
    }

    [Fact]
    public async Task NothingLive_WaitsForTheNextToCome()
    {
        (await host.Join(new { key })).Is(409, "doors_closed");
        var starts = host.Time.GetUtcNow().AddDays(2);
        await host.Service("In a week", starts.AddDays(5));
        await host.Service("Next", starts);
        Assert.Equal("Next", (await host.Join(new { key })).Is(409, "doors_closed")["service"]);
    }

    [Fact]
    public async Task ForgottenService_EndsByItself_AndNoLinkFindsIt()
    {
        var forgotten = await host.Service("Try-out");
        host.Time.Advance(TimeSpan.FromDays(8));
        var today = await host.Service("Sunday");
        Assert.Equal(today["id"], (await host.Join(new { key })).Is(200).Id("service"));
        Assert.Equal("ended", (await host.Key().Get($"/api/v1/services/{forgotten["id"]}")).Is(200)["state"]);
    }

    [Theory]
    [InlineData("a\0b", 400, "invalid")]
    [InlineData("../x", 400, "invalid")]
    [InlineData("nosuchid", 404, "unknown_service")]
    public async Task ChoiceOfNoService_IsRefused(string service, int status, string code)
    {
        await host.Service();
        (await host.Join(new { key, service })).Is(status, code);
    }

    [Fact]
    public async Task Start_IsToldToPages()
    {
        var starts = host.Time.GetUtcNow().AddMinutes(20);
        await host.Service("Sunday", starts);
        Assert.Equal(starts, (await host.Join(new { key })).Is(200).Json.GetProperty("service").GetProperty("startsAt").GetDateTimeOffset());
    }
}
