using Microsoft.Extensions.Logging;
using VideoWall.Actors.Ports;

namespace VideoWall.Grains;

/// <summary>
/// A grain's alarms. The next moment is kept in this process, to the millisecond; that it must not sleep at all is kept
/// as a reminder in the database, for when this process is gone.
/// </summary>
sealed partial class GrainWakeups(IGrainBase grain, GrainPorts ports, ILogger log) : IWakeups
{
    const string Name = "wake";

    /// <summary>Orleans takes no shorter one.</summary>
    static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>Farther ahead it is asked for anew each day: timers below take at most 49 days.</summary>
    static readonly TimeSpan Farthest = TimeSpan.FromDays(1);

    DateTimeOffset? wanted;
    DateTimeOffset? kept;
    bool isKnown;
    bool isBusy;

    public void WakeAt(DateTimeOffset at) => ports.Alarms.Set(grain.GrainContext.GrainId.Key.ToString()!, at);

    public void Remember(DateTimeOffset? from)
    {
        wanted = from;
        if (!isBusy && !(isKnown && kept == wanted))
        {
            isBusy = true;
            _ = Follow();
        }
    }

    async Task Follow()
    {
        try
        {
            while (!isKnown || kept != wanted)
            {
                var next = wanted;
                await Keep(next);
                (isKnown, kept) = (true, next);
            }
        }
        catch (Exception fault)
        {
            NotKept(log, grain.GrainContext.GrainId, fault.Message); // tried again at the next wake-up, of which there is one in memory
        }
        isBusy = false;
    }

    async Task Keep(DateTimeOffset? from)
    {
        if (from is { } at)
        {
            var due = at - ports.Time.GetUtcNow();
            await grain.RegisterOrUpdateReminder(Name, due < Period ? Period : due < Farthest ? due : Farthest, Period);
        }
        else if (await grain.GetReminder(Name) is { } reminder)
        {
            await grain.UnregisterReminder(reminder);
        }
    }

    [LoggerMessage(4001, LogLevel.Warning, "The reminder of {Grain} could not be kept, trying again: {Reason}")]
    static partial void NotKept(ILogger log, GrainId grain, string reason);
}
