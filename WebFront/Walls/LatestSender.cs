namespace VideoWall.WebFront.Walls;

/// <summary>Sends the latest of something to one page: one message under way, what was overtaken is never sent.</summary>
/// <param name="latest">The message to send now; null when the page has it already.</param>
/// <param name="send">Completes when the connection has taken it.</param>
/// <param name="failed">Told of a fault, after which nothing more is sent: ends the connection, so that its page comes back.</param>
sealed class LatestSender<TMessage>(Func<TMessage?> latest, Func<TMessage, ValueTask> send, Action<Exception> failed)
    where TMessage : class
{
    const int Idle = 0;
    const int Sending = 1;
    const int Again = 2;

    int state;

    /// <summary>There may be something new: sends it now, or when the message under way is taken.</summary>
    public void Notify()
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
        catch (Exception fault)
        {
            failed(fault); // the state stays Sending: nothing more is tried
        }
    }
}
