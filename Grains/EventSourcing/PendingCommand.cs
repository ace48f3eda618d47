using System.Diagnostics;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains.EventSourcing;

/// <summary>A command that waits for the append that it shares with others, and whoever waits for its answer.</summary>
sealed class PendingCommand<TCommand>(TCommand command, string by)
{
    CommandReply? answer;

    public TCommand Command => command;
    public string By => by;
    public string? Cause { get; init; }
    public Activity? Span { get; } = Activity.Current;
    public string? Key { get; init; }
    public bool TellsChanges { get; init; }

    /// <summary>The revision that came of it when it was done before.</summary>
    public long? Done { get; set; }
    public bool Changed { get; private set; }
    public DateTimeOffset? Wake { get; private set; }
    public TaskCompletionSource<CommandReply> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Decided(CommandReply reply, bool changed, DateTimeOffset? wake) => (answer, Changed, Wake) = (reply, changed, wake);

    public void Answer()
    {
        if (answer is { } decided)
        {
            Reply.TrySetResult(decided);
        }
    }
}
