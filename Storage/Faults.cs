using System.Net.Sockets;
using Npgsql;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Storage;

/// <summary>Sorts what Npgsql throws: passing faults, refusals of our own constraints, and mistakes of ours.</summary>
internal static class Faults
{
    /// <summary>SQLSTATE that <c>refuse_gap()</c> raises.</summary>
    public const string Gap = "VW001";

    /// <summary>True for what goes away by itself or by the operator's hand: no connection, full, shutting down, timed out.</summary>
    public static bool IsPassing(Exception fault) => fault switch
    {
        // Classes 22 and 23 (bad data, constraints) stay wrong however often they are repeated.
        // https://www.postgresql.org/docs/current/errcodes-appendix.html
        PostgresException refused => !refused.SqlState.StartsWith("22", StringComparison.Ordinal)
            && !refused.SqlState.StartsWith("23", StringComparison.Ordinal),
        NpgsqlException or TimeoutException or SocketException or IOException => true,
        // A connection or pool that is closed under a call in flight.
        ObjectDisposedException => true,
        _ => false,
    };

    /// <summary>True when the connection itself was lost, so that a fresh one may well work.</summary>
    public static bool IsConnectionLost(Exception fault) => fault switch
    {
        PostgresException refused => refused.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown,
        NpgsqlException { InnerException: TimeoutException } => false,
        NpgsqlException { InnerException: IOException or SocketException } => true,
        _ => false,
    };

    /// <summary>The refusal behind a violated constraint of ours; null for every other error.</summary>
    public static AppendOutcome? Refusal(PostgresException fault) => (fault.SqlState, fault.ConstraintName) switch
    {
        (Gap, _) => AppendOutcome.RevisionTaken,
        (PostgresErrorCodes.UniqueViolation, "events_pkey") => AppendOutcome.RevisionTaken,
        (PostgresErrorCodes.UniqueViolation, "services_code_key") => AppendOutcome.CodeTaken,
        (PostgresErrorCodes.UniqueViolation, "services_room_key") => AppendOutcome.RoomTaken,
        (PostgresErrorCodes.UniqueViolation, "churches_link_key_key") => AppendOutcome.KeyTaken,
        (PostgresErrorCodes.UniqueViolation, "churches_external_id_key") => AppendOutcome.ExternalIdTaken,
        _ => null,
    };

    public static JournalUnavailableException Unavailable(Exception fault) => new(InWords(fault), fault);

    /// <summary>The reason for people: no address, no user, no statement.</summary>
    public static string InWords(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "The database's disk is full.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => "The database has no free connection.",
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow }
            => "The database is stopping or starting.",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => "The database is read-only (a standby?).",
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } => "The database is not migrated.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification }
            => "The database refuses the user or password of DATABASE_URL.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => "The database that DATABASE_URL names does not exist.",
        PostgresException refused => $"The database refused ({refused.SqlState}: {refused.MessageText}).",
        TimeoutException or { InnerException: TimeoutException } => "The database did not answer in time.",
        SocketException or { InnerException: SocketException } => "The database cannot be reached.",
        IOException or { InnerException: IOException } => "The connection to the database was lost.",
        _ => $"The database failed ({fault.Message}).",
    };
}
