using VideoWall.Actors.Ports;

namespace VideoWall.Grains;

/// <summary>What a grain's caller in another process is told of a failure.</summary>
static class Faults
{
    /// <summary>
    /// The cause of an unavailable journal stays here, where it was logged: the driver's exceptions do not travel, and
    /// would turn "try again" into a failure of the messaging.
    /// </summary>
    public static async Task<T> Told<T>(Task<T> work)
    {
        try
        {
            return await work;
        }
        catch (JournalUnavailableException fault) when (fault.InnerException is not null)
        {
            throw new JournalUnavailableException(fault.Message);
        }
    }

    /// <inheritdoc cref="Told{T}"/>
    public static Task Told(Task work) => Told(Done(work));

    static async Task<bool> Done(Task work)
    {
        await work;
        return true;
    }
}
