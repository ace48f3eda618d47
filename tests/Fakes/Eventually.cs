namespace VideoWall.Fakes;

/// <summary>Waits for what happens on other threads or in other processes: looks until it is so, and fails loudly when it never is.</summary>
public static class Eventually
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Looks until a value is as wanted; the failure shows the last one seen.</summary>
    public static async Task<T> Is<T>(string what, Func<Task<T>> look, Func<T, bool> wanted, TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? Deadline, TimeProvider.System);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        for (; ; )
        {
            var seen = await look();
            if (wanted(seen))
            {
                return seen;
            }
            try
            {
                await again.WaitForNextTickAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Not within {(within ?? Deadline).TotalSeconds} s: {what}. Last seen: {seen}");
            }
        }
    }

    public static Task<T> Is<T>(string what, Func<T> look, Func<T, bool> wanted, TimeSpan? within = null) =>
        Is(what, () => Task.FromResult(look()), wanted, within);

    /// <summary>Looks until a count or another plain value is reached.</summary>
    public static Task Equal<T>(T expected, Func<T> look, string what) => Is(what, look, seen => EqualityComparer<T>.Default.Equals(seen, expected));
}
