using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Errors;

/// <summary>What follows a change in the same request: should it fail, the answer must not say that nothing was changed.</summary>
static class AfterChange
{
    /// <exception cref="OutcomeUnknownException">In place of a plain <see cref="JournalUnavailableException"/>.</exception>
    public static async Task<T> Do<T>(Task<T> rest)
    {
        await Do((Task)rest);
        return await rest;
    }

    /// <inheritdoc cref="Do{T}"/>
    public static async Task Do(Task rest)
    {
        try
        {
            await rest;
        }
        catch (JournalUnavailableException fault) when (fault is not OutcomeUnknownException)
        {
            throw new OutcomeUnknownException(fault.Message, fault);
        }
    }
}
