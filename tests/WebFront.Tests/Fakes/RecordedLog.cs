using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace VideoWall.WebFront.Tests.Fakes;

/// <summary>A log that keeps what an operator would be bothered with: warnings and worse.</summary>
sealed class RecordedLog : ILoggerProvider
{
    readonly ConcurrentQueue<(LogLevel Level, string Category, string Text)> entries = new();

    public IReadOnlyList<(LogLevel Level, string Category, string Text)> Entries => [.. entries];

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
    }

    sealed class Category(RecordedLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log.entries.Enqueue((logLevel, name, $"{formatter(state, exception)} {exception}"));
            }
        }
    }
}
