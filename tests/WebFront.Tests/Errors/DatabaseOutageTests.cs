using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Tests.Errors;

/// <summary>An outage is news when it begins, once a minute, and when it is over.</summary>
public sealed class DatabaseOutageTests : ILogger<DatabaseOutage>
{
    readonly FakeTimeProvider time = TestClock.Sunday();
    readonly List<string> said = [];

    [Fact]
    public void An_outage_that_everybody_notices_every_second_is_told_once_a_minute_and_once_when_it_is_over()
    {
        var outage = new DatabaseOutage(time, this);
        outage.Over();
        for (var second = 0; second < 150; second++)
        {
            outage.Noticed("the watch of service a", "connection refused");
            outage.Noticed("POST /api/v1/join", "connection refused");
            time.Advance(TimeSpan.FromSeconds(1));
        }
        outage.Over();
        outage.Over();

        Assert.Equal(["Warning", "Warning", "Warning", "Information The database answers again."], said);
        outage.Noticed("the watch of service a", "connection refused");
        Assert.Equal(5, said.Count); // another outage is news at once
    }

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        said.Add(logLevel == LogLevel.Warning ? "Warning" : $"{logLevel} {formatter(state, exception)}");

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;
}
