using Microsoft.AspNetCore.SignalR;

namespace VideoWall.WebFront.Walls;

/// <summary>What a page may see.</summary>
public enum PageAudience
{
    Wall,
    Console,
}

/// <summary>
/// One page that watches one service. It has at most one message under way; what happens meanwhile is joined into the
/// next, so a slow page gets fewer, larger deltas and never holds up the others.
/// </summary>
sealed class PageConnection
{
    readonly LatestSender<SerializedHubMessage> sender;
    readonly Func<bool> named;
    readonly Action leave;
    volatile bool released;

    /// <param name="causes">Name the webhooks behind each delta.</param>
    /// <param name="named">Whether deltas name their service.</param>
    /// <param name="send">Sends one <c>changed</c> message; completes when the connection has taken it.</param>
    /// <param name="failed">Told when a message could not be sent; ends the connection.</param>
    /// <param name="leave">Ends the connection; the page comes back and asks with what it has.</param>
    public PageConnection(
        Relay relay, PageAudience audience, bool causes, Func<bool> named, Func<SerializedHubMessage, ValueTask> send, Action<Exception> failed, Action leave)
    {
        (Audience, WantsCauses, this.named, this.leave) = (audience, causes, named, leave);
        sender = new(() => released ? relay.Next(this) : null, send, failed);
    }

    public PageAudience Audience { get; }

    public bool WantsCauses { get; }

    public bool IsNamed => named();

    /// <summary>The revision that the page has, once all that was sent has arrived; guarded by the relay.</summary>
    public long Revision { get; set; }

    /// <summary>Lets messages flow: the page has its answer to Watch.</summary>
    public void Release()
    {
        released = true;
        Notify();
    }

    /// <summary>Holds messages back until the page has its answer to another Watch.</summary>
    public void Hold() => released = false;

    public void Leave() => leave();

    /// <summary>Something changed: sends it now, or as soon as the message under way is taken.</summary>
    public void Notify() => sender.Notify();
}
