using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Idempotency;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Idempotency;

/// <summary>Changing calls with an Idempotency-Key: one is done, and each repeat gets its answer.</summary>
public sealed class IdempotencyTests
{
    const string Keys = "/api/v1/keys";
    const string Thing = "/api/v1/things";

    int done;

    [Fact]
    public async Task Repeat_GetsTheFirstAnswer_AndNothingIsDoneAgain()
    {
        await using var host = await TestHost.Start();
        var admin = With(host.Key(), "press-1");
        var first = (await admin.Post(Keys, new { name = "deck", role = "viewer" })).Is(201);
        var again = (await admin.Post(Keys, new { name = "deck", role = "viewer" })).Is(201);

        Assert.Equal((first.Text, first.ContentType, first.Headers["Location"]), (again.Text, again.ContentType, again.Headers["Location"]));
        Assert.False(first.Headers.ContainsKey(IdempotencySetup.Replayed));
        Assert.Equal("true", again.Headers[IdempotencySetup.Replayed]);
        Assert.Single((await admin.Get(Keys)).Is(200).Json.GetProperty("items").EnumerateArray());
        (await admin.Post(Keys, new { name = "panel", role = "viewer" })).Is(422, "idempotency_key_reused");
        (await admin.Delete($"{Keys}/{first["id"]}")).Is(422, "idempotency_key_reused");
    }

    [Fact]
    public async Task Answer_ThatHoldsASecret_IsKeptEncrypted()
    {
        await using var host = await TestHost.Start();
        var secret = (await With(host.Key(), "press-1").Post(Keys, new { name = "deck", role = "viewer" })).Is(201)["key"];
        var kept = Assert.Single(host.Store.IdempotencyKeys.Answers);
        Assert.DoesNotContain(secret, Encoding.Latin1.GetString(kept.Body.Span), StringComparison.Ordinal);
        Assert.DoesNotContain("deck", Encoding.Latin1.GetString(kept.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_OfAnotherCaller_IsAnotherKey()
    {
        await using var host = await Things(_ => Results.Text($"{done}"));
        // Two API keys, even of one name, are two callers; so is a person.
        var made = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => host.Key().Post(Keys, new { name = "deck", role = "viewer" })));
        Client[] callers = [host.Key(made[0]["key"]), host.Key(made[1]["key"]), await host.SignedIn()];
        foreach (var caller in callers)
        {
            (await With(caller, "press-1").Post(Thing)).Is(200);
        }
        Assert.Equal(3, done);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123x")]
    public async Task Key_ThatIsNone_IsRefusedByName(string key)
    {
        await using var host = await Things(_ => Results.NoContent());
        Assert.Equal(IdempotencySetup.Header, (await With(host.Key(), key).Post(Thing)).Is(400, "invalid").Field);
        Assert.Equal(0, done);
    }

    [Fact]
    public async Task RepeatWhileTheFirstIsUnderWay_IsToldToComeAgain()
    {
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var host = await Things(async http =>
        {
            reached.SetResult();
            await go.Task;
            return Results.Text(http.RequestAborted.CanBeCanceled ? "may be cut short" : "is carried through");
        });
        var first = With(host.Key(), "press-1").Post(Thing);
        await reached.Task;

        var early = (await With(host.Key(), "press-1").Post(Thing)).Is(409, "in_progress");
        Assert.Equal("1", early.Headers["Retry-After"]);
        go.SetResult();

        Assert.Equal("is carried through", (await first).Is(200).Text);
        Assert.Equal("is carried through", (await With(host.Key(), "press-1").Post(Thing)).Is(200).Text);
        Assert.Equal(1, done);
    }

    [Theory]
    [InlineData(204, 1)]
    [InlineData(404, 1)]
    [InlineData(409, 1)]
    [InlineData(403, 2)]
    [InlineData(429, 2)]
    [InlineData(503, 2)]
    public async Task Refusal_IsAnAnswer_UnlessARepeatMayFareBetter(int status, int times)
    {
        await using var host = await Things(_ => Results.StatusCode(status));
        var client = With(host.Key(), "press-1");
        var first = (await client.Post(Thing)).Is(status);
        Assert.Equal(first.Text, (await client.Post(Thing)).Is(status).Text);
        Assert.Equal(times, done);
    }

    [Fact]
    public async Task BodyThatCannotBeRead_IsARefusalLikeAnyOther()
    {
        await using var host = await TestHost.Start();
        var client = With(host.Key(), "press-1");
        (await client.PostText(Keys, "{")).Is(400, "invalid");
        Assert.Equal("true", (await client.PostText(Keys, "{")).Is(400, "invalid").Headers[IdempotencySetup.Replayed]);
    }

    [Theory]
    [InlineData(false, "Look before you repeat it.")]
    [InlineData(true, "Look before you repeat it, or send it again with the same Idempotency-Key.")]
    public async Task UnknownOutcome_IsSaid_AndARepeatTriesAgain(bool handsOn, string detail)
    {
        await using var host = await Things(http =>
        {
            _ = handsOn ? CommandKey.Use(http) : null;
            return done == 1 ? throw new OutcomeUnknownException("The connection broke.") : Results.Text("done");
        });
        var client = With(host.Key(), "press-1");
        var unknown = (await client.Post(Thing)).Is(503, "outcome_unknown");
        Assert.Equal(("It is not known whether this was done.", detail, "2"), (unknown["title"], unknown["detail"], unknown.Headers["Retry-After"]));
        Assert.Equal("done", (await client.Post(Thing)).Is(200).Text);
    }

    [Fact]
    public async Task CommandKey_IsTheRequestsOwn()
    {
        var names = new List<string?>();
        await using var host = await Things(http =>
        {
            names.Add($"{CommandKey.Use(http)} {CommandKey.Id(http)}");
            return Results.StatusCode(503); // not kept: each is done
        });
        var client = With(host.Key(), "press-1");
        await client.Post(Thing);
        await client.Post(Thing);
        await client.Post($"{Thing}?other=1");
        await With(host.Key(), "press-2").Post(Thing);
        Assert.Equal(names[0], names[1]);
        Assert.Equal(3, names.Distinct().Count());
    }

    [Fact]
    public async Task LargeAnswer_IsGivenButNotKept()
    {
        await using var host = await Things(_ => Results.Text(new string('x', (256 * 1024) + 1)));
        var client = With(host.Key(), "press-1");
        Assert.Equal((256 * 1024) + 1, (await client.Post(Thing)).Is(200).Text.Length);
        (await client.Post(Thing)).Is(200);
        Assert.Equal(2, done);
    }

    [Fact]
    public async Task StoreAwayBeforeItIsDone_NothingIsDone_AndAfterIt_TheAnswerIsGiven()
    {
        TestHost? host = null;
        await using var running = host = await Things(_ =>
        {
            host!.Store.IsAway = true;
            return Results.Text("done");
        });
        var client = With(host.Key(), "press-1");
        Assert.Equal("done", (await client.Post(Thing)).Is(200).Text);
        (await client.Post(Thing)).Is(503, "unavailable");
        Assert.Equal(1, done);
    }

    [Fact]
    public async Task User_MadeUnderAKey_IsMadeOnce()
    {
        await using var host = await TestHost.Start();
        var client = With(host.Key(), "press-1");
        var ruth = new { name = "ruth", password = "a long enough password", role = "viewer" };
        var first = (await client.Post("/api/v1/users", ruth)).Is(201);
        Assert.Equal(first.Text, (await client.Post("/api/v1/users", ruth)).Is(201).Text);
        (await client.Post("/api/v1/users", ruth with { password = "another long password" })).Is(422, "idempotency_key_reused");
    }

    [Fact]
    public async Task Service_MadeAndRunUnderKeys_IsSafeToRepeat()
    {
        await using var host = await TestHost.StartWhole();
        var client = With(host.Key(), "make");
        var service = (await client.Post("/api/v1/services", new { title = "Sunday" })).Is(201);
        Assert.Equal(service.Text, (await client.Post("/api/v1/services", new { title = "Sunday" })).Is(201).Text);
        var (actions, seen) = ($"/api/v1/services/{service["id"]}/actions", service.Json.GetProperty("revision").GetInt64());

        var blank = (await With(client, "blank").Post($"{actions}/blank", new { ifRevision = seen })).Is(200);
        Assert.Equal($$"""{"revision":{{seen + 1}},"changed":["blank"]}""", blank.Text);
        Assert.Equal(blank.Text, (await client.Post($"{actions}/blank", new { ifRevision = seen })).Is(200).Text);
        var late = (await With(client, "hold").Post($"{actions}/hold", new { ifRevision = seen })).Is(409, "revision_changed");
        Assert.Equal(seen + 1, late.Json.GetProperty("revision").GetInt64());
        Assert.Equal("ifRevision", late.Field);
    }

    Task<TestHost> Things(Func<HttpContext, IResult> answer) => Things(http => Task.FromResult(answer(http)));

    Task<TestHost> Things(Func<HttpContext, Task<IResult>> answer) => TestHost.Start(map: app => app.MapPost(Thing, (Delegate)((HttpContext http) =>
    {
        Interlocked.Increment(ref done);
        return answer(http);
    })).RequireRole(Role.Viewer).ExcludeFromDescription());

    static Client With(Client client, string key)
    {
        client.Headers[IdempotencySetup.Header] = key;
        return client;
    }
}
