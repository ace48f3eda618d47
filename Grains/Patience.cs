using VideoWall.Actors.Ports;

namespace VideoWall.Grains;

/// <summary>
/// Calls into a cluster in which silos come and go. What may be asked twice is asked again while a grain moves, within a
/// bound; what is not answered by then, or may not be asked twice, is "nothing acknowledged, try again".
/// </summary>
sealed class Patience(TimeProvider time)
{
    /// <summary>Longer than a dead silo goes unnoticed; well below the 30 s after which LiveKit drops a webhook.</summary>
    static readonly TimeSpan Bound = TimeSpan.FromSeconds(8);
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(320);

    /// <summary>For calls that change nothing, or nothing more when they are repeated.</summary>
    public async Task<T> Repeat<T>(Func<Task<T>> call)
    {
        var started = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause < LongestPause ? pause * 2 : pause)
        {
            try
            {
                return await call();
            }
            catch (Exception fault) when (IsPassing(fault))
            {
                if (time.GetElapsedTime(started) + pause > Bound)
                {
                    throw Unavailable(fault);
                }
                await Task.Delay(pause, time);
            }
        }
    }

    /// <summary>For calls that would be done twice.</summary>
    public static async Task<T> Once<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception fault) when (IsPassing(fault))
        {
            throw Unavailable(fault);
        }
    }

    static bool IsPassing(Exception fault) => fault is OrleansException or TimeoutException;

    static JournalUnavailableException Unavailable(Exception fault) => new("The part of the cluster that has this is moving; try again.", fault);
}
