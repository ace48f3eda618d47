namespace VideoWall.Storage.Migrations;

/// <summary>The database does not fit this program, and waiting will not help; the message names the cure.</summary>
public sealed class MigrationException : Exception
{
    public MigrationException(string message, Exception inner) : base(message, inner) { }
    public MigrationException(string message) : base(message) { }
    public MigrationException() { }
}
