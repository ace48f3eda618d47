namespace VideoWall.Storage.Journal;

/// <summary>The journal writer's way to the database. Any call may throw; the one who called then lets go of the connection.</summary>
internal interface IWriterConnection : IAsyncDisposable
{
    /// <summary>False until <see cref="Open"/> got through.</summary>
    bool IsOpen { get; }

    /// <summary>Connects unless it is connected and well.</summary>
    Task Open();

    /// <summary>Writes all of it in one transaction.</summary>
    Task Execute(ReadOnlyMemory<PendingAppend> appends);
}
