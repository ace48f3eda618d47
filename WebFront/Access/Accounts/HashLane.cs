namespace VideoWall.WebFront.Access.Accounts;

/// <summary>
/// One lane of <see cref="HashQueue"/>. Who has few in it goes before who has many, then who tries at what few try at, then who came last: of a flood
/// the newest is likeliest to be there still, and an honest one waits for one piece of work, not for all of it.
/// </summary>
sealed class HashLane(int atOnce)
{
    /// <summary>With more, whose turn would come last is sent away.</summary>
    internal const int MostWaiting = 64;

    readonly Lock gate = new();
    readonly List<Turn> waiting = []; // oldest first
    int atWork;

    /// <summary>Waits for a turn.</summary>
    /// <param name="who">The network, device or person whose turn it is.</param>
    /// <param name="subject">What is tried at: a user's name.</param>
    public async Task Enter(string who, string subject, CancellationToken cancellation)
    {
        var turn = new Turn(who, subject);
        lock (gate)
        {
            waiting.Add(turn);
            Next();
        }
        using (cancellation.UnsafeRegister(_ => GiveUp(turn, cancellation), null))
        {
            await turn.Came.Task;
        }
    }

    public void Leave()
    {
        lock (gate)
        {
            atWork--;
            Next();
        }
    }

    void Next()
    {
        for (; atWork < atOnce && waiting.Count > 0; atWork++)
        {
            Take(Ranks().MinBy(r => r.Rank).Index).Came.SetResult();
        }
        while (waiting.Count > MostWaiting)
        {
            Take(Ranks().MaxBy(r => r.Rank).Index).Came.SetException(new TooBusyException());
        }
    }

    IEnumerable<(int Index, (int, int, int) Rank)> Ranks()
    {
        var ofWho = waiting.CountBy(t => t.Who).ToDictionary();
        var atSubject = waiting.CountBy(t => t.Subject).ToDictionary();
        return waiting.Index().Select(t => (t.Index, (ofWho[t.Item.Who], atSubject[t.Item.Subject], -t.Index)));
    }

    Turn Take(int index)
    {
        var turn = waiting[index];
        waiting.RemoveAt(index);
        return turn;
    }

    void GiveUp(Turn turn, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (waiting.Remove(turn))
            {
                turn.Came.SetCanceled(cancellation);
            }
        }
    }

    sealed class Turn(string who, string subject)
    {
        public string Who { get; } = who;

        public string Subject { get; } = subject;

        public TaskCompletionSource Came { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
