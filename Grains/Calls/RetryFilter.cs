using System.Collections.Concurrent;
using System.Reflection;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains.Calls;

/// <summary>
/// Calls into a cluster in which silos come and go. What is <see cref="RepeatableAttribute">repeatable</see> is asked again
/// while its grain moves, within <see cref="GrainCallTimes.LastTry"/>. Of what may not be asked twice, the caller is told
/// whether it is known that nothing was done.
/// </summary>
public sealed class RetryFilter(TimeProvider time) : IOutgoingGrainCallFilter
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(320);

    readonly ConcurrentDictionary<MethodInfo, Policy> policies = new();

    enum Policy
    {
        /// <summary>Orleans' own calls, and what nobody waits for.</summary>
        None,
        Repeat,
        Once,
    }

    public Task Invoke(IOutgoingGrainCallContext context) => policies.GetOrAdd(context.InterfaceMethod, PolicyOf) switch
    {
        Policy.Repeat => Repeat(context),
        Policy.Once => Once(context),
        _ => context.Invoke(),
    };

    async Task Repeat(IOutgoingGrainCallContext context)
    {
        // A call that reached a grain of this silo hands its arguments over for good.
        var (request, arguments) = (context.Request, new object?[context.Request.GetArgumentCount()]);
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = request.GetArgument(i);
        }
        var started = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause < LongestPause ? pause * 2 : pause)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (Exception fault) when (IsPassing(fault))
            {
                if (time.GetElapsedTime(started) + pause > GrainCallTimes.LastTry)
                {
                    throw new JournalUnavailableException("The part of the cluster that has this is moving; try again.", fault);
                }
            }
            await Task.Delay(pause, time);
            for (var i = 0; i < arguments.Length; i++)
            {
                request.SetArgument(i, arguments[i]!);
            }
        }
    }

    static async Task Once(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception fault) when (IsPassing(fault))
        {
            throw fault is OrleansMessageRejectionException
                ? new JournalUnavailableException("The part of the cluster that has this is moving; try again.", fault)
                : new OutcomeUnknownException("The silo that was asked did not answer.", fault);
        }
    }

    static bool IsPassing(Exception fault) => fault is OrleansException or TimeoutException;

    static Policy PolicyOf(MethodInfo method) =>
        method.DeclaringType is not { } type || (type != typeof(IServiceGrain) && type != typeof(IChurchGrain)) ? Policy.None
        : method.IsDefined(typeof(RepeatableAttribute)) ? Policy.Repeat : Policy.Once;
}
