using Microsoft.Extensions.Logging;

namespace VideoWall.Storage.Private;

/// <summary>What the private Postgres says: passed on to our log, the last lines kept for a message.</summary>
internal sealed partial class ServerLog(ILogger logger)
{
    const int Kept = 10;
    readonly Queue<string> lines = new();

    public string Tail
    {
        get
        {
            lock (lines)
                return string.Join(" | ", lines);
        }
    }

    /// <summary>Reads until the stream ends.</summary>
    public void Follow(StreamReader stream) => _ = Task.Run(async () =>
    {
        while (await stream.ReadLineAsync() is { } line)
            Add(line);
    });

    public void Add(string line)
    {
        lock (lines)
        {
            if (lines.Count == Kept)
                lines.Dequeue();
            lines.Enqueue(line);
        }
        if (line.StartsWith("PANIC", StringComparison.Ordinal))
            LogPanic(logger, line);
        else
            LogLine(logger, line);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Postgres: {Line}")]
    static partial void LogLine(ILogger logger, string line);

    [LoggerMessage(Level = LogLevel.Error, Message = "Postgres: {Line}")]
    static partial void LogPanic(ILogger logger, string line);
}
