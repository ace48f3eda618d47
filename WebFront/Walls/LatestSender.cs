namespace VideoWall.WebFront.Walls;

/// <summary>Sends the latest of something to one page: one message under way, what was overtaken is never sent.</summary>
/// <param name="latest">The message to send now; null when the page has it already.</param>
/// <param name="send">Completes when the connection has taken it.</param>
sealed class LatestSender<TMessage>(Func<TMessage?> latest, Func<TMessage, ValueTask> send)
    where TMessage : class
{
    const int Idle = 0;
    const int Sending = 1;
    const int Again = 2;

    int state;

    public void Poke()
    {
        for (; ; )
        {
            switch (Volatile.Read(ref state))
            {
                case Idle when Interlocked.CompareExchange(ref state, Sending, Idle) == Idle:
                    _ = Send();
                    return;
                case Sending when Interlocked.CompareExchange(ref state, Again, Sending) == Sending:
                case Again:
                    return;
            }
        }
    }

    async Task Send()
    {
        try
        {
            do
            {
                Interlocked.Exchange(ref state, Sending);
                while (latest() is { } message)
                {
                    await send(message);
                }
            }
            while (Interlocked.CompareExchange(ref state, Idle, Sending) != Sending);
        }
        catch (Exception)
        {
            // The connection is gone; its hub detaches it. The state stays Sending, so nothing more is tried.
        }
    }
}
