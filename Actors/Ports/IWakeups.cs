namespace VideoWall.Actors.Ports;

/// <summary>An actor's alarm clock.</summary>
public interface IWakeups
{
    /// <summary>Calls the actor's Wake at or soon after that moment; an earlier moment already set stays.</summary>
    void WakeAt(DateTimeOffset at);
}
