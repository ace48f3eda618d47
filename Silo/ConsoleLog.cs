namespace VideoWall.Silo;

/// <summary>The log: one line an event on the console, times in UTC.</summary>
static class ConsoleLog
{
    /// <summary>What keeps the program from starting is said once, in one line (<see cref="StartFaults"/>), and not before that as a stack trace.</summary>
    public static bool HasStarted { get; set; }

    public static void AddTo(ILoggingBuilder logging, LogLevel level) => logging.ClearProviders()
        .AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat, o.UseUtcTimestamp) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ ", true))
        .SetMinimumLevel(level)
        .AddFilter("Microsoft", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning).AddFilter("Polly", LogLevel.Error).AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error).AddFilter("System.Net.Http", LogLevel.Warning)
        .AddFilter("Orleans.Runtime.Silo", LogLevel.Error) // it recommends a collector that is not this small server's
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", atLeast => HasStarted && atLeast >= LogLevel.Warning)
        // A log that takes the least of it makes the server open a scope and a trace for each request, and carry them along.
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
}
