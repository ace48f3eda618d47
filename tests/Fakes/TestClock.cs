using Microsoft.Extensions.Time.Testing;

namespace VideoWall.Fakes;

/// <summary>Where clocks of tests begin.</summary>
public static class TestClock
{
    /// <summary>A clock that stands at ten o'clock (UTC) on a Sunday until a test moves it.</summary>
    public static FakeTimeProvider Sunday() => new(new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));
}
