using Npgsql;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Storage.Journal;

/// <summary>
/// The statements of one group commit. They go out in one round trip, and Postgres takes statements without an
/// explicit transaction up to the next Sync as one: all or nothing.
/// https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
/// </summary>
internal static class JournalStatements
{
    // An event stands on the one before it: in the same batch ("founded"), or in the table. A scalar subquery and
    // not EXISTS, which the planner may answer by hashing the whole table.
    const string InsertEvents = """
        INSERT INTO events (stream, revision, type, at, by, data, command)
        SELECT stream, revision, type, at, by, data, command FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS n(stream, revision, type, at, by, data, founded, command)
        WHERE founded OR coalesce(
            (SELECT true FROM events e WHERE e.stream = n.stream AND e.revision = n.revision - 1), refuse_gap())
        """;

    const string PutServices = """
        INSERT INTO services (id, code, room, title, state, created_at, starts_at, ended_at, wake_at)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (id) DO UPDATE SET code = excluded.code, room = excluded.room, title = excluded.title,
            state = excluded.state, created_at = excluded.created_at, starts_at = excluded.starts_at,
            ended_at = excluded.ended_at, wake_at = excluded.wake_at
        """;

    const string PutChurches = """
        INSERT INTO churches (id, name, city, link_key, revoked, trusted, deleted, external_id, created_at)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, city = excluded.city, link_key = excluded.link_key,
            revoked = excluded.revoked, trusted = excluded.trusted, deleted = excluded.deleted,
            external_id = excluded.external_id, created_at = excluded.created_at
        """;

    public static NpgsqlBatch For(NpgsqlConnection connection, ReadOnlySpan<PendingAppend> appends)
    {
        var batch = new NpgsqlBatch(connection);
        AddEvents(batch, appends);
        var services = Last<ServiceListing>(appends, listing => listing.Id);
        if (services.Length > 0)
            AddServices(batch, services);
        var churches = Last<ChurchListing>(appends, listing => listing.Id);
        if (churches.Length > 0)
            AddChurches(batch, churches);
        return batch;
    }

    static void AddEvents(NpgsqlBatch batch, ReadOnlySpan<PendingAppend> appends)
    {
        var count = 0;
        foreach (var pending in appends)
            count += pending.Append.Events.Length;
        var (streams, revisions, types) = (new string[count], new long[count], new string[count]);
        var (times, authors, data, founded) = (new DateTime[count], new string[count], new byte[count][], new bool[count]);
        var commands = new string?[count];
        var heads = new Dictionary<string, long>(appends.Length, StringComparer.Ordinal);
        var i = 0;
        foreach (var pending in appends)
        {
            var append = pending.Append;
            var revision = append.ExpectedRevision;
            var stands = revision == 0 || (heads.TryGetValue(append.Stream, out var head) && head == revision);
            foreach (var entry in append.Events)
            {
                (streams[i], revisions[i], types[i]) = (append.Stream, ++revision, entry.Type);
                (times[i], authors[i], data[i], founded[i]) = (entry.At.UtcDateTime, entry.By, Parameter.Array(entry.Data), stands);
                commands[i] = entry.Command;
                stands = true;
                i++;
            }
            heads[append.Stream] = revision;
        }
        Add(batch, InsertEvents, Parameter.Texts(streams), Parameter.Numbers(revisions), Parameter.Texts(types),
            Parameter.Times(times), Parameter.Texts(authors), Parameter.Jsons(data), Parameter.Flags(founded), Parameter.Texts(commands));
    }

    static void AddServices(NpgsqlBatch batch, ServiceListing[] rows) => Add(batch, PutServices,
        Parameter.Texts([.. rows.Select(r => r.Id)]), Parameter.Texts([.. rows.Select(r => r.Code)]),
        Parameter.Texts([.. rows.Select(r => r.Room)]), Parameter.Texts([.. rows.Select(r => r.Title)]),
        Parameter.Texts([.. rows.Select(r => r.State)]), Parameter.Times([.. rows.Select(r => r.CreatedAt.UtcDateTime)]),
        Parameter.Times([.. rows.Select(r => r.StartsAt?.UtcDateTime)]), Parameter.Times([.. rows.Select(r => r.EndedAt?.UtcDateTime)]),
        Parameter.Times([.. rows.Select(r => r.WakeAt?.UtcDateTime)]));

    static void AddChurches(NpgsqlBatch batch, ChurchListing[] rows) => Add(batch, PutChurches,
        Parameter.Texts([.. rows.Select(r => r.Id)]), Parameter.Texts([.. rows.Select(r => r.Name)]),
        Parameter.Texts([.. rows.Select(r => r.City)]), Parameter.Texts([.. rows.Select(r => r.LinkKey)]),
        Parameter.Flags([.. rows.Select(r => r.Revoked)]), Parameter.Flags([.. rows.Select(r => r.Trusted)]),
        Parameter.Flags([.. rows.Select(r => r.Deleted)]), Parameter.Texts([.. rows.Select(r => r.ExternalId)]),
        Parameter.Times([.. rows.Select(r => r.CreatedAt.UtcDateTime)]));

    /// <summary>One statement may touch a row once only, so of several listings of one stream the last counts.</summary>
    static T[] Last<T>(ReadOnlySpan<PendingAppend> appends, Func<T, string> id) where T : Listing
    {
        List<T>? rows = null;
        foreach (var pending in appends)
        {
            if (pending.Append.Listing is T listing)
                (rows ??= []).Add(listing);
        }
        if (rows is null)
            return [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        rows.Reverse();
        rows.RemoveAll(row => !seen.Add(id(row)));
        rows.Reverse();
        return [.. rows];
    }

    static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
    }
}
