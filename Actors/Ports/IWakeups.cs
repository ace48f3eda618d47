namespace VideoWall.Actors.Ports;

/// <summary>An actor's alarm clock.</summary>
public interface IWakeups
{
    /// <summary>Calls the actor's Wake at or soon after that moment; an earlier moment already set stays.</summary>
    void WakeAt(DateTimeOffset at);

    /// <summary>
    /// Keeps beyond this process from when on the actor must not sleep, so that it is woken after a restart with nobody
    /// calling; null: it may. Hosts that look through the listings' WakeAt need nothing more.
    /// </summary>
    void Remember(DateTimeOffset? from)
    {
    }
}
