using System.Diagnostics;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Grains.EventSourcing;

/// <summary>
/// The core of a grain: decide, append, evolve, tell, in this order. Commands that arrive while an append is under way
/// share the next one, so a busy grain is as fast as the disk allows and a quiet one answers after one commit.
/// </summary>
/// <remarks>
/// Lives in its grain's turns: never entered by two threads at once. <see cref="State"/> only ever shows what is durable.
/// </remarks>
public sealed class EventSourced<TState, TCommand, TEvent>(
    string stream, StreamDefinition<TState, TCommand, TEvent> rules, IJournal journal, ISnapshots snapshots, TimeProvider time)
    where TState : class
    where TEvent : class
{
    const int MostInBatch = 512;
    const int MostAttempts = 3;

    readonly Queue<PendingCommand<TCommand>> queue = new();
    readonly SnapshotKeeper<TState> kept = new(stream, rules.StateJson, rules.SnapshotFormat, snapshots);
    bool pumping;
    bool loaded;

    public TState State { get; private set; } = rules.Initial;

    /// <summary>In which the state was read: its revision means something only there. Empty before the first time.</summary>
    public string Epoch { get; private set; } = "";

    /// <summary>Called after each commit, before anyone is answered.</summary>
    public Action<Committed<TState, TEvent>>? Committed { get; set; }

    /// <summary>Called when the state was thrown away and read anew, because an older copy of the journal was put back.</summary>
    public Action? Restored { get; set; }

    /// <summary>Called with the moment at which the rules want to be ticked.</summary>
    public Action<DateTimeOffset>? WakeWanted { get; set; }

    /// <summary>Decides a command and answers when what came of it is durable.</summary>
    /// <param name="by">Who asks; kept with the events.</param>
    /// <param name="cause">The webhook behind it, if any.</param>
    /// <exception cref="JournalUnavailableException">Nothing was acknowledged; try again.</exception>
    public Task<CommandReply> Send(TCommand command, string by, string? cause = null) => Send(new PendingCommand<TCommand>(command, by) { Cause = cause });

    /// <summary>As <see cref="Send(TCommand, string, string?)"/>, for somebody who wants to know what it changed.</summary>
    /// <param name="key">Names this command: should it come again, it is not done again. Null for one that may.</param>
    /// <exception cref="OutcomeUnknownException">It may have been done.</exception>
    /// <exception cref="JournalUnavailableException">Nothing was done; try again.</exception>
    public Task<CommandReply> Command(TCommand command, string by, string? key) => Send(new PendingCommand<TCommand>(command, by) { Key = key, TellsChanges = true });

    /// <summary>As <see cref="Send(TCommand, string, string?)"/>, for several that come together, in their order: they share an append.</summary>
    public Task<CommandReply>[] Send(IEnumerable<(TCommand Command, string? Cause)> commands, string by)
    {
        var pending = commands.Select(c => new PendingCommand<TCommand>(c.Command, by) { Cause = c.Cause }).ToList();
        pending.ForEach(queue.Enqueue);
        KeepPumping();
        return [.. pending.Select(p => p.Reply.Task)];
    }

    Task<CommandReply> Send(PendingCommand<TCommand> pending)
    {
        queue.Enqueue(pending);
        KeepPumping();
        return pending.Reply.Task;
    }

    void KeepPumping()
    {
        if (!pumping)
        {
            pumping = true;
            _ = Pump();
        }
    }

    /// <summary>Folds the journal unless that is done; callers that only read do this first.</summary>
    public async Task Load()
    {
        while (!loaded || Epoch != journal.Epoch)
        {
            var (before, epoch) = (State, journal.Epoch);
            var restored = rules.Revision(before) > 0 && Epoch != epoch;
            var (state, events) = restored ? await Fold(rules.Initial, useSnapshot: false) : await Fold(before);
            if ((loaded && Epoch == epoch) || !ReferenceEquals(before, State))
            {
                continue; // another turn was faster, and what was read here may be older than its answer
            }
            (State, Epoch, loaded) = (state, epoch, true);
            if (restored)
            {
                Restored?.Invoke();
            }
            else if (rules.Revision(before) > 0 && events.Count > 0)
            {
                // Written by a second activation, or by an append whose answer was lost: watchers have not heard of it.
                Committed?.Invoke(new(before, state, events, [], Now()));
            }
        }
    }

    async Task<(TState State, List<TEvent> Events)> Fold(TState state, bool useSnapshot = true)
    {
        if (useSnapshot && rules.Revision(state) == 0)
        {
            state = await kept.Load() ?? state;
        }
        var events = new List<TEvent>();
        await foreach (var recorded in journal.Read(stream, rules.Revision(state)))
        {
            events.Add(rules.Codec.Read(recorded.Event));
            state = rules.Evolve(state, events[^1], recorded.Event.At);
        }
        return (state, events);
    }

    async Task Pump()
    {
        var batch = new List<PendingCommand<TCommand>>();
        while (queue.Count > 0)
        {
            batch.Clear();
            while (batch.Count < MostInBatch && queue.TryPeek(out var next) && !(next.Key is { } key && batch.Exists(p => p.Key == key)))
            {
                batch.Add(queue.Dequeue()); // the same command twice: the second is to find the first in the journal
            }
            Activity.Current = batch[0].Span; // else all that comes would be part of the first trace of all
            try
            {
                await Load();
                await Commit(batch);
            }
            catch (Exception fault) when (loaded && batch.Count > 1 && fault is not JournalUnavailableException)
            {
                await CommitEach(batch); // one of them cannot be written: its neighbours can
            }
            catch (Exception fault) // whatever it is, it is these callers' answer; the state is read anew
            {
                loaded = false;
                batch.ForEach(p => p.Reply.TrySetException(fault));
                while (fault is JournalUnavailableException && queue.TryDequeue(out var waiting))
                {
                    // Who waited through the outage need not wait through another. Of theirs nothing was sent.
                    waiting.Reply.TrySetException(new JournalUnavailableException(fault.Message));
                }
            }
        }
        pumping = false;
    }

    async Task Commit(List<PendingCommand<TCommand>> batch)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            await Load();
            await Recognise(batch);
            var now = Now();
            var before = State;
            var (after, events, appended) = Decide(batch, before, now);
            if (appended.Count > 0)
            {
                var outcome = await journal.Append(new(stream, rules.Revision(before), [.. appended], rules.Listing(before, after)));
                if (outcome == AppendOutcome.RevisionTaken)
                {
                    await Reload(before);
                    continue;
                }
                if (outcome != AppendOutcome.Appended)
                {
                    await RefuseAlone(batch, rules.Revision(before), outcome);
                    return;
                }
                State = after;
                Committed?.Invoke(new(before, after, events, [.. batch.Where(p => p.Changed && p.Cause is not null).Select(p => p.Cause!)], now));
                kept.Keep(after, rules.Revision(after));
            }
            foreach (var pending in batch)
            {
                if (pending.Wake is { } wake)
                {
                    WakeWanted?.Invoke(wake);
                }
                pending.Answer();
            }
            return;
        }
        throw new JournalUnavailableException("Another writer holds this stream; try again.");
    }

    /// <summary>
    /// A second activation was first: folds what it wrote. If nobody wrote anything, the journal does not reach what was read from it or
    /// written to it: an older copy was put back.
    /// </summary>
    async Task Reload(TState refused)
    {
        loaded = false;
        await Load();
        if (ReferenceEquals(State, refused) && rules.Revision(refused) > 0)
        {
            await journal.BeginEpoch(Epoch);
        }
    }

    /// <summary>The refusal is its command's alone: what shared the append with it is tried by itself.</summary>
    async Task RefuseAlone(List<PendingCommand<TCommand>> batch, long revision, AppendOutcome outcome)
    {
        if (batch is [var refused])
        {
            refused.Reply.TrySetResult(new(revision, Refusals.Of(outcome)));
            return;
        }
        await CommitEach(batch);
    }

    async Task CommitEach(List<PendingCommand<TCommand>> batch)
    {
        foreach (var pending in batch.Where(p => !p.Reply.Task.IsCompleted))
        {
            try
            {
                await Commit([pending]);
            }
            catch (Exception fault)
            {
                loaded = false;
                pending.Reply.TrySetException(fault);
            }
        }
    }

    /// <summary>
    /// Finds those that were done before: by an activation that ended, or by an append whose answer was lost. Who writes between this
    /// look and our append takes its revision, and we look again.
    /// </summary>
    async Task Recognise(List<PendingCommand<TCommand>> batch)
    {
        foreach (var pending in batch)
        {
            if (pending.Key is { } key)
            {
                pending.Done = await journal.Find(stream, key, Now() - IIdempotencyKeys.Kept);
            }
        }
    }

    (TState After, List<TEvent> Events, List<JournalEvent> Appended) Decide(List<PendingCommand<TCommand>> batch, TState state, DateTimeOffset now)
    {
        var events = new List<TEvent>();
        var appended = new List<JournalEvent>();
        foreach (var pending in batch)
        {
            if (pending.Done is { } revision)
            {
                pending.Decided(new(revision), changed: false, null);
                continue;
            }
            try
            {
                var decision = rules.Decide(state, pending.Command, now);
                // All of it before any of it counts: what cannot be written must leave nothing in its neighbours' state.
                JournalEvent[] written = [.. decision.Events.Select(e => rules.Codec.Write(e, now, pending.By, pending.Key))];
                var changed = pending.TellsChanges ? rules.Changed?.Invoke(state, decision.State, decision.Events) : null;
                state = decision.State;
                pending.Decided(new(rules.Revision(state), decision.Refusal, changed), decision.Events.Length > 0, decision.Wake);
                events.AddRange(decision.Events);
                appended.AddRange(written);
            }
            catch (Exception bug)
            {
                pending.Reply.TrySetException(bug);
            }
        }
        return (state, events, appended);
    }

    // Whole milliseconds survive the journal's JSON and Postgres alike, so a reloaded state equals the one in memory.
    DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
