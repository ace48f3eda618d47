namespace VideoWall.Storage.Tests;

internal static class Eventually
{
    /// <summary>Looks until the condition holds; fails loudly when it does not within a minute.</summary>
    public static async Task True(string what, Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition())
        {
            try
            {
                await look.WaitForNextTickAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Not within a minute: {what}.");
            }
        }
    }

    public static Task True(string what, Func<bool> condition) => True(what, () => Task.FromResult(condition()));
}
