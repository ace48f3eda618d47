using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains.Calls;

/// <summary>
/// What a grain's caller in another silo is told of a failure. The cause of an unavailable journal stays here, where it was
/// logged: the driver's exceptions do not travel, and would turn "try again" into a failure of the messaging.
/// </summary>
public sealed class FaultFilter : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (OutcomeUnknownException fault) when (fault.InnerException is not null)
        {
            throw new OutcomeUnknownException(fault.Message);
        }
        catch (JournalUnavailableException fault) when (fault.InnerException is not null)
        {
            throw new JournalUnavailableException(fault.Message);
        }
    }
}
