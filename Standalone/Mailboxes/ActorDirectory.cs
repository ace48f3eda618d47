using System.Collections.Concurrent;

namespace VideoWall.Standalone.Mailboxes;

/// <summary>All actors of one kind: made when first called, forgotten when idle.</summary>
sealed class ActorDirectory<TActor>(Func<string, Activation<TActor>, TActor> create, Func<TActor, bool> isIdle, TimeProvider time)
    where TActor : class
{
    readonly ConcurrentDictionary<string, Activation<TActor>> active = new();

    public int Count => active.Count;

    public Task<T> Call<T>(string id, Func<TActor, Task<T>> call)
    {
        for (; ; )
        {
            var activation = active.GetOrAdd(id, static (key, make) => new(self => make(key, self)), create);
            if (activation.TryCall(call, time.GetTimestamp(), out var answer))
            {
                return answer;
            }
            active.TryRemove(new(id, activation));
        }
    }

    public Task Call(string id, Func<TActor, Task> call) => Call(id, async actor =>
    {
        await call(actor);
        return true;
    });

    /// <summary>Forgets actors that were not called for <paramref name="age"/>; their state is in the journal.</summary>
    public async Task Sweep(TimeSpan age)
    {
        foreach (var (id, activation) in active)
        {
            if (time.GetElapsedTime(activation.LastCall) >= age && await activation.TryRetire(isIdle))
            {
                active.TryRemove(new(id, activation));
            }
        }
    }
}
