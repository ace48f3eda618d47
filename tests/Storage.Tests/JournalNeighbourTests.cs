using Npgsql;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Storage.Tests;

/// <summary>What goes wrong with one stream's append is that stream's alone, however full the transaction that it came in.</summary>
[Collection(SharedPostgres.Name)]
public sealed class JournalNeighbourTests(SharedPostgres postgres) : IAsyncLifetime
{
    const int Neighbours = 40;

    TestDatabase database = null!;

    IJournal Journal => database.Store.Journal;

    public async Task InitializeAsync() => database = await TestDatabase.Create(postgres.ConnectionString);
    public async Task DisposeAsync() => await database.DisposeAsync();

    public static TheoryData<string> Unwritable =>
    [
        "NUL in the JSON", "NUL in the bytes", "lone surrogate in the JSON", "lone surrogate in the author", "lone surrogate in the listing",
        "no UTF-8", "no JSON", "JSON too deep", "stream's name too long", "no author", "state that no service has",
    ];

    [Theory]
    [MemberData(nameof(Unwritable))]
    public async Task Append_ThatPostgresCanNeverTake_FailsAloneAndSaysSo(string what)
    {
        var (bad, neighbours) = await InOneBatch(Bad(what));

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal("The database can never take this append.", fault.Message);
        await AssertWritten(neighbours);
    }

    [Theory]
    [InlineData(AppendOutcome.RevisionTaken)]
    [InlineData(AppendOutcome.CodeTaken)]
    [InlineData(AppendOutcome.RoomTaken)]
    [InlineData(AppendOutcome.KeyTaken)]
    [InlineData(AppendOutcome.ExternalIdTaken)]
    public async Task Append_InConflict_LosesAlone(AppendOutcome outcome)
    {
        await Journal.Append(Make.Append("service/first", 0, listing: Make.Service("first", "TAKEN", "taken")));
        await Journal.Append(Make.Append("church/first", 0, listing: Make.Church("first", key: "taken", externalId: "taken")));
        var (late, neighbours) = await InOneBatch(outcome switch
        {
            AppendOutcome.RevisionTaken => Make.Append("service/first", 0),
            AppendOutcome.CodeTaken => Make.Append("service/late", 0, listing: Make.Service("late", code: "TAKEN")),
            AppendOutcome.RoomTaken => Make.Append("service/late", 0, listing: Make.Service("late", room: "taken")),
            AppendOutcome.KeyTaken => Make.Append("church/late", 0, listing: Make.Church("late", key: "taken")),
            _ => Make.Append("church/late", 0, listing: Make.Church("late", externalId: "taken")),
        });

        Assert.Equal(outcome, await late);
        await AssertWritten(neighbours, others: 2);
    }

    /// <summary>Two processes whose transactions take the same keys in another order: Postgres ends one of them, and not for its own fault.</summary>
    [Theory]
    [InlineData("40P01")]
    [InlineData("40001")]
    public async Task Append_InADeadlock_FailsAloneAndMayTryAgain(string state)
    {
        await database.Execute($"""
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN IF new.stream = 'service/bad' THEN RAISE EXCEPTION 'injected' USING ERRCODE = '{state}'; END IF; RETURN new; END $$;
            CREATE TRIGGER fail BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION fail()
            """);
        var (bad, neighbours) = await InOneBatch(Make.Append("service/bad", 0));

        await Assert.ThrowsAsync<JournalUnavailableException>(() => bad);
        await AssertWritten(neighbours);
    }

    static Append Bad(string what) => what switch
    {
        "NUL in the JSON" => Json("""{"name": "a\u0000b"}"""u8),
        "NUL in the bytes" => Json("{\"name\": \"a\0b\"}"u8),
        "lone surrogate in the JSON" => Json("""{"name": "\ud800"}"""u8),
        "lone surrogate in the author" => new("service/bad", 0, [Make.Event() with { By = "\ud800" }]),
        "lone surrogate in the listing" => Make.Append("service/bad", 0, listing: Make.Service("bad", title: "\ud800")),
        "no UTF-8" => Json([(byte)'"', 0xff, (byte)'"']),
        "no JSON" => Json("{"u8),
        "JSON too deep" => Json([.. Enumerable.Repeat((byte)'[', 100_000), .. Enumerable.Repeat((byte)']', 100_000)]),
        // Random, so that it cannot be pressed into an index entry.
        "stream's name too long" => Make.Append(Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8000)), 0),
        "no author" => new("service/bad", 0, [Make.Event() with { By = null! }]),
        "state that no service has" => Make.Append("service/bad", 0, listing: Make.Service("bad", state: "asleep")),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    static Append Json(ReadOnlySpan<byte> json) => new("service/bad", 0, [new JournalEvent("X", json.ToArray(), Make.Noon, "clock")]);

    /// <summary>Appends it in the middle of many, all of which wait while another one holds the table: so they share a transaction.</summary>
    async Task<(Task<AppendOutcome> One, Task<AppendOutcome>[] Neighbours)> InOneBatch(Append one)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var block = new NpgsqlCommand("BEGIN; LOCK TABLE events IN ACCESS EXCLUSIVE MODE", connection);
        await block.ExecuteNonQueryAsync();
        var ahead = Journal.Append(Make.Append("service/ahead", 0));
        await Eventually.True("the writer waits", async () => await database.Scalar<long>("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);

        var before = Many(0, Neighbours / 2);
        var asked = Journal.Append(one);
        Task<AppendOutcome>[] neighbours = [ahead, .. before, .. Many(Neighbours / 2, Neighbours)];
        await connection.DisposeAsync();
        return (asked, neighbours);
    }

    Task<AppendOutcome>[] Many(int from, int to) => [.. Enumerable.Range(from, to - from).Select(i => i % 2 == 0
        ? Journal.Append(Make.Append($"service/{i}", 0, listing: Make.Service($"{i}")))
        : Journal.Append(Make.Append($"church/{i}", 0, listing: Make.Church($"{i}", externalId: $"{i}"))))];

    async Task AssertWritten(Task<AppendOutcome>[] neighbours, int others = 0)
    {
        Assert.All(await Task.WhenAll(neighbours), outcome => Assert.Equal(AppendOutcome.Appended, outcome));
        Assert.Equal(neighbours.Length + others, await database.Scalar<long>("SELECT count(*) FROM events"));
        Assert.Equal(Neighbours + others, await database.Scalar<long>("SELECT (SELECT count(*) FROM services) + (SELECT count(*) FROM churches)"));
    }
}
