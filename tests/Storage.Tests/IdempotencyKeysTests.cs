using System.Globalization;
using VideoWall.Fakes;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Storage.Tests;

/// <summary>What holds for every store of idempotency keys.</summary>
public abstract class IdempotencyKeysContract
{
    static readonly byte[] Request = [1, 2, 3];
    static readonly IdempotentAnswer Done = new(201, "made"u8.ToArray());

    protected abstract IIdempotencyKeys Keys { get; }

    /// <summary>Lets time go by.</summary>
    protected abstract Task Age(TimeSpan time);

    [Fact]
    public async Task Begin_OfANewKey_ClaimsItAndRepeatsItsAnswerThen()
    {
        var claim = await Claim();
        Assert.Equal(IdempotencyOutcome.InProgress, await Outcome());

        await Keys.Complete("ann", "k", claim, Done);

        var again = await Keys.Begin("ann", "k", Request);
        Assert.Equal((IdempotencyOutcome.Answered, 201), (again.Outcome, again.Answer!.Status));
        Assert.Equal("made"u8, again.Answer.Body.Span);
        Assert.Equal(IdempotencyOutcome.Claimed, await Outcome(scope: "bob"));
        Assert.Equal(IdempotencyOutcome.Claimed, await Outcome(key: "other"));
    }

    [Fact]
    public async Task Begin_ByManyAtOnce_OneGetsIt()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Outcome()));
        Assert.Single(claims, IdempotencyOutcome.Claimed);
        Assert.Equal(29, claims.Count(c => c == IdempotencyOutcome.InProgress));
    }

    [Fact]
    public async Task Begin_WithAnotherRequest_IsToldSo()
    {
        var claim = await Claim();
        Assert.Equal(IdempotencyOutcome.OtherRequest, await Outcome(request: 9));
        await Keys.Complete("ann", "k", claim, Done);
        Assert.Equal(IdempotencyOutcome.OtherRequest, await Outcome(request: 9));
    }

    [Fact]
    public async Task Abandon_LetsTheNextOneDoIt_AndUndoesNoAnswer()
    {
        await Keys.Abandon("ann", "k", await Claim());
        var second = await Claim();
        await Keys.Complete("ann", "k", second, Done);
        await Keys.Abandon("ann", "k", second);
        Assert.Equal(IdempotencyOutcome.Answered, await Outcome());
    }

    [Fact]
    public async Task Claim_OfAProcessThatDied_IsTakenOverByTheSameRequestAndTheDeadOnesWordCountsNoMore()
    {
        var dead = await Claim();
        await Age(IIdempotencyKeys.LongestClaim - TimeSpan.FromSeconds(30));
        Assert.Equal(IdempotencyOutcome.InProgress, await Outcome());
        await Age(TimeSpan.FromSeconds(31));
        Assert.Equal(IdempotencyOutcome.OtherRequest, await Outcome(request: 9));

        var heir = await Claim();
        Assert.Equal(IdempotencyOutcome.InProgress, await Outcome());
        await Keys.Complete("ann", "k", dead, new(500, default));
        await Keys.Abandon("ann", "k", dead);
        Assert.Equal(IdempotencyOutcome.InProgress, await Outcome());
        await Keys.Complete("ann", "k", heir, Done);
        Assert.Equal(201, (await Keys.Begin("ann", "k", Request)).Answer!.Status);
    }

    [Fact]
    public async Task Answer_AfterADay_IsForgotten()
    {
        await Keys.Complete("ann", "k", await Claim(), Done);
        await Age(IIdempotencyKeys.Kept - TimeSpan.FromMinutes(1));
        Assert.Equal(IdempotencyOutcome.Answered, await Outcome());
        await Age(TimeSpan.FromMinutes(2));
        Assert.Equal(IdempotencyOutcome.Claimed, await Outcome(request: 9));
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("a\0b")]
    [InlineData("Élim")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task Begin_WithWhatIsNoKey_IsAMistakeOfTheCaller(string key) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Keys.Begin("ann", key, Request));

    protected async Task<Guid> Claim(string key = "k")
    {
        var begun = await Keys.Begin("ann", key, Request);
        Assert.Equal(IdempotencyOutcome.Claimed, begun.Outcome);
        return begun.Claim;
    }

    async Task<IdempotencyOutcome> Outcome(string scope = "ann", string key = "k", byte? request = null) =>
        (await Keys.Begin(scope, key, request is { } other ? new[] { other } : Request)).Outcome;
}

public sealed class MemoryIdempotencyKeysTests : IdempotencyKeysContract
{
    readonly Clock clock = new();
    readonly MemoryStore store;

    public MemoryIdempotencyKeysTests() => store = new(clock);

    protected override IIdempotencyKeys Keys => store.IdempotencyKeys;

    protected override Task Age(TimeSpan time)
    {
        clock.Now += time;
        return Task.CompletedTask;
    }

    sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Make.Noon;
        public override DateTimeOffset GetUtcNow() => Now;
    }
}

[Collection(SharedPostgres.Name)]
public sealed class IdempotencyKeysTests(SharedPostgres postgres) : IdempotencyKeysContract, IAsyncLifetime
{
    TestDatabase database = null!;

    protected override IIdempotencyKeys Keys => database.Store.IdempotencyKeys;

    public async Task InitializeAsync() => database = await TestDatabase.Create(postgres.ConnectionString);
    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Begin_InTwoProcesses_IsOneKey()
    {
        var claims = await Task.WhenAll(Keys.Begin("ann", "k", new byte[1]), database.Another().IdempotencyKeys.Begin("ann", "k", new byte[1]));
        Assert.Equal([IdempotencyOutcome.Claimed, IdempotencyOutcome.InProgress], claims.Select(c => c.Outcome).Order());
    }

    [Fact]
    public async Task Complete_InPassing_DeletesWhatIsOld()
    {
        for (var old = 0; old < 5; old++)
            await Keys.Complete("ann", $"old-{old}", await Claim($"old-{old}"), new(200, default));
        await Age(IIdempotencyKeys.Kept + TimeSpan.FromMinutes(1));
        await Keys.Complete("ann", "new", await Claim("new"), new(200, default));
        Assert.Equal("new", await database.Scalar<string>("SELECT string_agg(key, ',') FROM idempotency"));
    }

    protected override Task Age(TimeSpan time) => database.Execute(string.Create(
        CultureInfo.InvariantCulture,
        $"UPDATE idempotency SET claimed_at = claimed_at - interval '{time.TotalSeconds} s', created_at = created_at - interval '{time.TotalSeconds} s'"));
}
