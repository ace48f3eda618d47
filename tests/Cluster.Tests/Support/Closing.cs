namespace VideoWall.Cluster.Tests.Support;

/// <summary>Closes several at the end of a scope.</summary>
sealed class Closing(IReadOnlyList<IAsyncDisposable> all) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        foreach (var one in all)
        {
            await one.DisposeAsync();
        }
    }
}
