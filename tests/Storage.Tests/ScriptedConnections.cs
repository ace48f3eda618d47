using System.Collections.Concurrent;
using VideoWall.Storage.Journal;

namespace VideoWall.Storage.Tests;

/// <summary>Connections for the journal writer that write nothing, and do at each step what a test laid ready for it.</summary>
internal sealed class ScriptedConnections
{
    readonly ConcurrentDictionary<string, ConcurrentQueue<Func<Task>>> script = new();
    int made;
    int written;

    public int Made => Volatile.Read(ref made);

    /// <summary>Appends that got through.</summary>
    public int Written => Volatile.Read(ref written);

    public IWriterConnection New()
    {
        Interlocked.Increment(ref made);
        return new Connection(this);
    }

    /// <param name="step"><c>open</c>, <c>execute</c> or <c>dispose</c>.</param>
    public void Next(string step, Func<Task> does) => script.GetOrAdd(step, _ => new()).Enqueue(does);

    /// <summary>Holds that step up until the test lets it go.</summary>
    public Held Next(string step)
    {
        var held = new Held();
        Next(step, held.Wait);
        return held;
    }

    Task Step(string step) => script.TryGetValue(step, out var steps) && steps.TryDequeue(out var does) ? does() : Task.CompletedTask;

    internal sealed class Held
    {
        readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => reached.Task;
        public void Go() => end.SetResult();
        public void Fail(Exception fault) => end.SetException(fault);

        public Task Wait()
        {
            reached.SetResult();
            return end.Task;
        }
    }

    sealed class Connection(ScriptedConnections owner) : IWriterConnection
    {
        public bool IsOpen { get; private set; }

        public async Task Open()
        {
            if (IsOpen)
                return;
            await owner.Step("open");
            IsOpen = true;
        }

        public async Task Execute(ReadOnlyMemory<PendingAppend> appends)
        {
            await owner.Step("execute");
            Interlocked.Add(ref owner.written, appends.Length);
        }

        public async ValueTask DisposeAsync() => await owner.Step("dispose");
    }
}
