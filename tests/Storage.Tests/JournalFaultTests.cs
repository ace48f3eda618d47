using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Storage.Tests;

/// <summary>Faults that need no Postgres of their own.</summary>
[Collection(SharedPostgres.Name)]
public sealed class JournalFaultTests(SharedPostgres postgres) : IAsyncLifetime
{
    TestDatabase database = null!;

    IJournal Journal => database.Store.Journal;

    public async Task InitializeAsync() => database = await TestDatabase.Create(postgres.ConnectionString);
    public async Task DisposeAsync() => await database.DisposeAsync();

    [Theory]
    [InlineData("53100", "The database's disk is full.")]
    [InlineData("53300", "The database has no free connection.")]
    [InlineData("57P01", "The database is stopping or starting.")]
    [InlineData("25006", "The database is read-only (a standby?).")]
    [InlineData("40P01", null)]
    [InlineData("40001", null)]
    public async Task Append_WhenPostgresRefuses_IsUnavailableAndNothingIsAcknowledged(string state, string? words)
    {
        await Journal.Append(Make.Append("service/a", 0));
        // The last row of the batch meets it: everything before it must go as well.
        await database.Execute($"""
            CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN IF new.stream = 'service/last' THEN RAISE EXCEPTION 'injected' USING ERRCODE = '{state}'; END IF; RETURN new; END $$;
            CREATE TRIGGER fail BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION fail()
            """);
        var alone = await Assert.ThrowsAnyAsync<JournalUnavailableException>(() => Journal.Append(Make.Append("service/last", 0)));
        Assert.Equal(state == "57P01", alone is OutcomeUnknownException); // a refusal is known to have written nothing
        if (words is not null)
            Assert.Equal(words, alone.Message);
        await database.Execute("DROP TRIGGER fail ON events; CREATE TRIGGER fail AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION fail()");
        var appends = Enumerable.Range(0, 50).Select(i => Journal.Append(Make.Append($"service/{i}", 0))).Append(Journal.Append(Make.Append("service/last", 0))).ToArray();
        var acknowledged = 0;
        foreach (var append in appends)
        {
            if (await Record.ExceptionAsync(() => append) is { } fault)
                Assert.IsAssignableFrom<JournalUnavailableException>(fault);
            else
                acknowledged++;
        }
        Assert.Equal(1 + acknowledged, await database.Scalar<long>("SELECT count(*) FROM events"));
        Assert.Empty(await Journal.All("service/last"));

        await database.Execute("DROP TRIGGER fail ON events");
        Assert.Equal(AppendOutcome.Appended, await Journal.Append(Make.Append("service/last", 0)));
    }

    [Fact]
    public async Task Append_WhenPostgresHangs_IsUnavailableInTimeAndResumes()
    {
        await using var store = Open("Command Timeout=1");
        await using (await Block())
        {
            var fault = await Assert.ThrowsAnyAsync<JournalUnavailableException>(() => store.Journal.Append(Make.Append("service/a", 0)));
            Assert.Equal("The database did not answer in time.", fault.Message);
        }
        Assert.Equal(AppendOutcome.Appended, await store.Journal.Append(Make.Append("service/a", 0)));
    }

    [Fact]
    public async Task Append_BehindAFullQueue_IsToldAtOnceAndTheOthersAreWritten()
    {
        await using var store = Open("Command Timeout=30");
        Task<AppendOutcome>[] appends;
        await using (await Block())
        {
            appends = [.. Enumerable.Range(0, 21_000).Select(i => store.Journal.Append(Make.Append($"service/{i}", 0)))];
            Assert.Contains(appends, append => append.IsFaulted);
        }
        var written = 0;
        foreach (var append in appends)
        {
            if (await Record.ExceptionAsync(() => append) is { } fault)
                Assert.Equal("More than 20000 appends wait for the database.", Assert.IsType<JournalUnavailableException>(fault).Message);
            else
                written++;
        }
        Assert.Equal(written, await database.Scalar<long>("SELECT count(*) FROM events"));
    }

    [Fact]
    public async Task Connections_ThatDied_CostOneAppendAtMostAndNoRead()
    {
        await database.Store.Listings.Services(null, 1);
        for (var round = 0L; round < 3; round++)
        {
            await database.Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'videowall' AND pid <> pg_backend_pid()");
            Assert.Null(await database.Store.Listings.ServiceByCode("none"));
            if (await Record.ExceptionAsync(() => Journal.Append(Make.Append("service/a", round))) is JournalUnavailableException)
                Assert.Equal(AppendOutcome.Appended, await Journal.Append(Make.Append("service/a", round)));
        }
        Assert.Equal(3, (await Journal.All("service/a")).Length);
    }

    [Fact]
    public async Task Text_ThatUtf8CannotSay_SpoilsNoConnectionForOthers()
    {
        for (var use = 0; use < 4; use++)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => database.Store.Listings.Services(null, 1, search: "\ud800"));
            Assert.Empty((await database.Store.Listings.Services(null, 1, search: "a")).Items);
        }
    }

    [Theory]
    [InlineData("off", "on")]
    [InlineData("remote_apply", "remote_apply")] // stricter than ours
    public async Task Commit_IsDurableWhateverTheOperatorsDefault_AndItsPlanIsKept(string operators, string ours)
    {
        await database.Execute("""
            CREATE TABLE seen (durable text, plan text);
            CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit'), current_setting('plan_cache_mode')); RETURN new; END $$;
            CREATE TRIGGER see BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION see()
            """);
        await using var store = Open($"Options=-c synchronous_commit={operators}");
        await store.Journal.Append(Make.Append("service/a", 0));
        Assert.Equal($"{ours}, force_generic_plan", await database.Scalar<string>("SELECT durable || ', ' || plan FROM seen"));
    }

    [Fact]
    public async Task Append_WhenEvenTheLogThrows_IsAnsweredAndTheWriterGoesOn()
    {
        await using var store = Store.Open(database.ConnectionString + ";Command Timeout=1", new FullLog(), TimeProvider.System);
        await using (await Block())
            await Assert.ThrowsAnyAsync<JournalUnavailableException>(() => store.Journal.Append(Make.Append("service/a", 0)));
        Assert.Equal(AppendOutcome.Appended, await store.Journal.Append(Make.Append("service/a", 0)));
    }

    /// <summary>A log whose disk is full.</summary>
    sealed class FullLog : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;
        public void AddProvider(ILoggerProvider provider) { }
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Dispose() { }
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("No space left on device");
    }

    Store Open(string more) => Store.Open($"{database.ConnectionString};{more}", NullLoggerFactory.Instance, TimeProvider.System);

    /// <summary>Holds the table so that every insert waits, until disposed.</summary>
    async Task<NpgsqlConnection> Block()
    {
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("BEGIN; LOCK TABLE events IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
