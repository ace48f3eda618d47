using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;
using VideoWall.Storage.Private;

namespace VideoWall.Storage.Tests;

/// <summary>The journal over the end and return of its Postgres.</summary>
public sealed class JournalCrashTests
{
    [Fact]
    public async Task PostgresKilledUnderLoad_EverythingAcknowledgedIsThereAndServiceResumes()
    {
        await using var running = await RunningPostgres.Start();
        await using var store = await Open(running.Postgres);
        const int Writers = 40;
        var acknowledged = new long[Writers];
        using var done = new CancellationTokenSource();

        var load = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                try
                {
                    var outcome = await store.Journal.Append(Make.Append($"service/{writer}", acknowledged[writer]));
                    // After an unknown outcome the event may be there already: what an actor learns by loading.
                    Interlocked.Exchange(ref acknowledged[writer], outcome == AppendOutcome.Appended
                        ? acknowledged[writer] + 1
                        : (await store.Journal.All($"service/{writer}"))[^1].Revision);
                }
                catch (JournalUnavailableException)
                {
                    await Eventually.True("the database answers again", async () => await store.Health.Check() is null);
                }
            }
        })).ToArray();
        for (var kills = 0; kills < 3; kills++)
        {
            await Grows(acknowledged);
            // Backends outlive their killed server for a moment, and what they acknowledge counts too.
            var killed = running.Postgres.Pid!.Value;
            Posix.Signal(killed, Posix.Kill);
            await Eventually.True("another server answers", async () =>
                running.Postgres.Pid is { } pid && pid != killed && await store.Health.Check() is null);
        }
        await Grows(acknowledged);
        await done.CancelAsync();
        await Task.WhenAll(load);

        for (var writer = 0; writer < Writers; writer++)
        {
            var events = await store.Journal.All($"service/{writer}");
            Assert.Equal(acknowledged[writer], events.Length);
            Assert.Equal(Enumerable.Range(1, events.Length), events.Select(e => JsonElement.Parse(e.Event.Data.Span).GetProperty("seat").GetInt32()));
        }
    }

    [Fact]
    public async Task PostgresAwayForAWhile_IsSaidAndTheSameStoreResumes()
    {
        using var folder = new TemporaryFolder();
        using var data = DataFolder.Open(folder.Path);
        var postgres = await RunningPostgres.Start(data);
        await using var store = await Open(postgres);
        Assert.Equal(AppendOutcome.Appended, await store.Journal.Append(Make.Append("service/a", 0)));

        await postgres.DisposeAsync();
        for (var tries = 0; tries < 3; tries++)
            await Assert.ThrowsAnyAsync<JournalUnavailableException>(() => store.Journal.Append(Make.Append("service/a", 1)));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => store.Journal.All("service/a"));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => store.Listings.ServiceByCode("x"));
        Assert.NotNull(await store.Health.Check());

        await using var back = await RunningPostgres.Start(data);
        Assert.Equal(postgres.ConnectionString, back.ConnectionString);
        Assert.Equal(AppendOutcome.Appended, await store.Journal.Append(Make.Append("service/a", 1)));
        Assert.Equal(2, (await store.Journal.All("service/a")).Length);
        Assert.Null(await store.Health.Check());
    }

    /// <summary>Not even the request to cancel is answered, and new connections hang as well.</summary>
    [LinuxFact]
    public async Task PostgresFrozen_IsSaidInTimeAndTheSameStoreResumes()
    {
        await using var running = await RunningPostgres.Start();
        await using var store = await Open(running.Postgres, ";Command Timeout=1;Timeout=1;Cancellation Timeout=200");
        Assert.Equal(AppendOutcome.Appended, await store.Journal.Append(Make.Append("service/a", 0)));
        var postmaster = running.Postgres.Pid!.Value.ToString(CultureInfo.InvariantCulture);
        string[] processes = [postmaster, .. Commands.Run("pgrep", "-P", postmaster).Split('\n')];

        Commands.Run("kill", ["-STOP", .. processes]);
        await Assert.ThrowsAnyAsync<JournalUnavailableException>(() => store.Journal.Append(Make.Append("service/a", 1)));
        await Assert.ThrowsAnyAsync<JournalUnavailableException>(() => store.Journal.Append(Make.Append("service/a", 1)));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => store.Listings.ServiceByCode("x"));
        Assert.NotNull(await store.Health.Check());

        Commands.Run("kill", ["-CONT", .. processes]);
        // The append that was frozen may yet be written, or not; whoever loads before deciding again gets through.
        await Eventually.True("the journal takes appends again", async () =>
            await store.Health.Check() is null
            && await store.Journal.Append(Make.Append("service/a", (await store.Journal.All("service/a")).Length)) is AppendOutcome.Appended);
    }

    /// <summary>A real full disk: a small file system of its own, filled to the last block.</summary>
    [RootFact]
    public async Task DiskFull_NothingIsAcknowledgedThatIsNotThereLater()
    {
        using var folder = new TemporaryFolder();
        Commands.Run("mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", folder.Path);
        try
        {
            using var data = DataFolder.Open(folder.File("data"));
            await using var postgres = await RunningPostgres.Start(data);
            await using var store = await Open(postgres);
            var filler = folder.File("filler");
            Fill(filler);

            var acknowledged = 0L;
            JournalUnavailableException? fault = null;
            while (fault is null)
            {
                try
                {
                    Assert.Equal(AppendOutcome.Appended, await store.Journal.Append(Make.Append("service/a", acknowledged, events: 1000)));
                    acknowledged += 1000;
                }
                catch (JournalUnavailableException unavailable)
                {
                    fault = unavailable;
                }
            }
            Assert.NotNull(await store.Health.Check());
            File.Delete(filler);
            await Eventually.True("the database is ready again", async () => await store.Health.Check() is null);
            await Eventually.True("the journal takes appends again", async () =>
                await Record.ExceptionAsync(() => store.Journal.Append(Make.Append("service/b", 0))) is null);
            // Whether the refused one was written is unknown, but it is whole or not there.
            Assert.Contains((await store.Journal.All("service/a")).Length, (int[])[(int)acknowledged, (int)acknowledged + 1000]);
        }
        finally
        {
            Commands.Run("umount", folder.Path);
        }
    }

    static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
    }

    static async Task Grows(long[] counts)
    {
        var before = Sum(counts);
        await Eventually.True("the load goes on", () => Sum(counts) > before + (counts.Length * 5));
    }

    static long Sum(long[] counts)
    {
        var sum = 0L;
        for (var i = 0; i < counts.Length; i++)
            sum += Interlocked.Read(ref counts[i]);
        return sum;
    }

    static async Task<Store> Open(PrivatePostgres postgres, string more = "")
    {
        var store = Store.Open(postgres.ConnectionString + more, NullLoggerFactory.Instance, TimeProvider.System);
        await store.MigrateAsync();
        return store;
    }
}
