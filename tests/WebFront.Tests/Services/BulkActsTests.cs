using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Services;

/// <summary>Acts on several churches, and taking acts back, through HTTP.</summary>
public sealed class BulkActsTests : IAsyncLifetime
{
    TestHost host = null!;
    Client producer = null!;
    string service = "";
    string[] churches = [];

    public async Task InitializeAsync()
    {
        host = await TestHost.StartWhole();
        producer = host.Key();
        var made = (await producer.Post("/api/v1/services", new { title = "Sunday" })).Is(201);
        service = $"/api/v1/services/{made["id"]}";
        using var church = host.Anybody();
        churches = [.. await Task.WhenAll(Enumerable.Range(1, 5).Select(async n =>
            (await church.Post("/api/v1/join", new { code = made["code"], name = $"Church {n}", device = $"device {n}" })).Is(200).Json.GetProperty("church").GetProperty("id").GetString()!))];
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Remove_OfSeveral_IsOneCallAndOneBatch()
    {
        var appends = host.Store.Journal.Appends.Count;
        var reply = (await Act("remove", new { churchIds = churches })).Is(200);
        Assert.Equal(churches.Order(), Changed(reply).Order());
        Assert.Equal(appends + 1, host.Store.Journal.Appends.Count);
        Assert.Equal(["removed"], (await States()).Distinct());
    }

    [Fact]
    public async Task ActThatSomeStandInTheWayOf_IsRefusedWhole_AndListsThem()
    {
        var refused = (await Act("hide", new { churchIds = churches.Append("nobody") })).Is(404, "unknown_church");
        Assert.Equal("churchIds", refused.Field);
        var offender = Assert.Single(refused.Json.GetProperty("offenders").EnumerateArray());
        Assert.Equal(("nobody", "unknown_church"), (offender.GetProperty("churchId").GetString(), offender.GetProperty("code").GetString()));
        Assert.DoesNotContain("hidden", await States());
    }

    [Fact]
    public async Task Act_IsListedForWhoeverComesLater_AndTakenBackOnce()
    {
        var removed = (await Act("remove", new { churchIds = churches })).Is(200).Json.GetProperty("revision").GetInt64();
        await Act("rename", new { churchId = churches[0], name = "Grace" });

        var listed = (await producer.Get($"{service}/acts")).Is(200).Json.GetProperty("acts").EnumerateArray().ToArray();
        Assert.Equal(["rename", "remove"], listed.Select(a => a.GetProperty("action").GetString()));
        Assert.Equal((removed, true, churches.Length), (listed[1].GetProperty("id").GetInt64(), listed[1].GetProperty("mine").GetBoolean(), listed[1].GetProperty("churchIds").GetArrayLength()));

        Assert.Equal(churches.Order(), Changed((await Act("undo", new { act = removed })).Is(200)).Order());
        Assert.DoesNotContain("removed", await States());
        Assert.Equal("act", (await Act("undo", new { act = removed })).Is(409, "nothing_to_undo").Field);
        (await Act("undo", new { })).Is(200); // the last one
        Assert.Empty((await producer.Get($"{service}/acts")).Is(200).Json.GetProperty("acts").EnumerateArray());
    }

    [Fact]
    public async Task TwoThousand_InOneCall_FitIntoTheDoor()
    {
        var all = Enumerable.Range(0, 2000).Select(n => $"church-number-{n:0000}").ToArray();
        var refused = (await Act("mute", new { churchIds = all })).Is(404, "unknown_church");
        Assert.Equal(all.Length, refused.Json.GetProperty("offenders").GetArrayLength());
        (await Act("mute", new { churchIds = all.Append("one more") })).Is(400, "invalid");
    }

    Task<Answer> Act(string action, object body) => producer.Post($"{service}/actions/{action}", body);

    static IEnumerable<string?> Changed(Answer reply) => reply.Json.GetProperty("changed").EnumerateArray().Select(c => c.GetString());

    async Task<IEnumerable<string?>> States() =>
        [.. (await producer.Get($"{service}/roster")).Is(200).Json.GetProperty("churches").EnumerateArray().Select(c => c.GetProperty("state").GetString())];
}
