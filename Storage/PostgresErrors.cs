using System.Net.Sockets;
using Npgsql;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Storage;

/// <summary>Sorts what Npgsql throws: passing faults, refusals of our own constraints, and mistakes of ours.</summary>
internal static class PostgresErrors
{
    /// <summary>SQLSTATE that <c>refuse_gap()</c> raises.</summary>
    public const string Gap = "VW001";

    /// <summary>True for what goes away by itself or by the operator's hand: no connection, full, shutting down, timed out.</summary>
    public static bool IsPassing(Exception fault) => fault switch
    {
        // Bad data, constraints and what is too large stay wrong however often they are repeated.
        // https://www.postgresql.org/docs/current/errcodes-appendix.html
        PostgresException refused => Class(refused) is not ("22" or "23" or "54"),
        NpgsqlException or TimeoutException or SocketException or IOException => true,
        // A connection or pool that is closed under a call in flight.
        ObjectDisposedException => true,
        _ => false,
    };

    /// <summary>
    /// True when a transaction failed for what stands in it, and not a byte of it was kept: without the one append that is to
    /// blame, the others may well be written. Class 40 (deadlock) is between this transaction and another process's.
    /// </summary>
    public static bool IsOfOneAppend(Exception fault) => fault switch
    {
        PostgresException refused => Class(refused) == "40" || Refusal(refused) is not null || !IsPassing(refused),
        // Npgsql cannot send it: half a surrogate pair, a value out of Postgres' range.
        ArgumentException or InvalidCastException or FormatException or OverflowException => true,
        _ => false,
    };

    /// <summary>
    /// True when it is known that nothing was kept of what had been sent: Postgres refused it, or Npgsql could not send it. What ends
    /// the server's process (class 57P) may come after the commit, when a standby was waited for.
    /// </summary>
    public static bool IsRolledBack(Exception fault) => IsOfOneAppend(fault) || (fault is PostgresException refused && !refused.SqlState.StartsWith("57P", StringComparison.Ordinal));

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

    /// <summary>The fault of a change that had been sent: it may have been done.</summary>
    public static JournalUnavailableException OfChange(Exception fault) =>
        IsRolledBack(fault) ? Unavailable(fault) : new OutcomeUnknownException(InWords(fault), fault);

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
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable }
            or TimeoutException or { InnerException: TimeoutException } => "The database did not answer in time.",
        PostgresException refused => $"The database refused ({refused.SqlState}: {refused.MessageText}).",
        SocketException or { InnerException: SocketException } => "The database cannot be reached.",
        IOException or { InnerException: IOException } => "The connection to the database was lost.",
        _ => $"The database failed ({fault.Message}).",
    };

    static string Class(PostgresException fault) => fault.SqlState[..2];
}
