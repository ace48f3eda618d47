using System.Threading.Channels;
using Npgsql;

namespace VideoWall.Floor;

/// <summary>The one writer: each INSERT is a commit, and takes whatever has queued meanwhile.</summary>
sealed class Writer : IAsyncDisposable
{
    const int MostRows = 512;

    readonly Channel<(string Room, string Fact, TaskCompletionSource Committed)> queue =
        Channel.CreateUnbounded<(string, string, TaskCompletionSource)>(new() { SingleReader = true });
    readonly NpgsqlConnection connection;

    Writer(NpgsqlConnection connection)
    {
        this.connection = connection;
        Writing = Task.Run(Write);
    }

    /// <summary>Faults when it can write no more.</summary>
    public Task Writing { get; }

    public static async Task<Writer> Open(string databaseUrl)
    {
        var url = new Uri(databaseUrl);
        var user = url.UserInfo.Split(':');
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = url.Host, Port = url.Port, Database = url.AbsolutePath[1..], Username = user[0], Password = user[1],
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString);
        await connection.OpenAsync();
        await using var table = new NpgsqlCommand("CREATE TABLE facts (room text NOT NULL, fact text NOT NULL); SET plan_cache_mode = force_generic_plan", connection);
        await table.ExecuteNonQueryAsync();
        return new Writer(connection);
    }

    /// <summary>Completes when it is durable.</summary>
    public Task Commit(string room, string fact)
    {
        var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Writer.TryWrite((room, fact, committed));
        return committed.Task;
    }

    async Task Write()
    {
        await using var insert = new NpgsqlCommand("INSERT INTO facts SELECT * FROM unnest($1, $2)", connection);
        NpgsqlParameter<string[]> rooms = new(), facts = new();
        insert.Parameters.Add(rooms);
        insert.Parameters.Add(facts);
        var batch = new List<(string Room, string Fact, TaskCompletionSource Committed)>(MostRows);
        while (await queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MostRows && queue.Reader.TryRead(out var one))
            {
                batch.Add(one);
            }
            (rooms.TypedValue, facts.TypedValue) = ([.. batch.Select(one => one.Room)], [.. batch.Select(one => one.Fact)]);
            if (!insert.IsPrepared)
            {
                await insert.PrepareAsync();
            }
            await insert.ExecuteNonQueryAsync();
            batch.ForEach(one => one.Committed.SetResult());
            batch.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.Complete();
        await Writing;
        await connection.DisposeAsync();
    }
}
