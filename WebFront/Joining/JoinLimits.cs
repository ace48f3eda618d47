using VideoWall.WebFront.Access.Limits;

namespace VideoWall.WebFront.Joining;

/// <summary>
/// How many joins succeed in a minute: new guests of one address, and joins of one device or personal link. Wide enough for a hall whose
/// guests all scan the code at once, and narrow enough that nobody fills a service, or its journal, from one place.
/// </summary>
sealed class JoinLimits(TimeProvider time)
{
    public const int MostNewGuests = 300;
    public const int MostJoins = 60;

    /// <summary>Bounds the memory at some 10 MB, whatever comes.</summary>
    const int MostKeys = 50_000;

    static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    readonly Dictionary<string, int> counts = [];
    readonly Lock gate = new();
    long began;

    /// <summary>Whether a guest who was not in before may come from there.</summary>
    public bool MayBeNew(Origin origin)
    {
        lock (gate)
        {
            Turn();
            return counts.GetValueOrDefault(origin.Place) < MostNewGuests;
        }
    }

    /// <summary>A guest who was not in before came from there.</summary>
    public void New(Origin origin)
    {
        lock (gate)
        {
            Turn();
            Count(origin.Place);
        }
    }

    /// <summary>Counts a try to join; false when it is one too many.</summary>
    /// <param name="who">The page's device, or the church of a personal link.</param>
    public bool TryJoin(string who)
    {
        lock (gate)
        {
            Turn();
            return Count("d:" + who) <= MostJoins;
        }
    }

    /// <summary>How long until all begin again.</summary>
    public TimeSpan Rest
    {
        get
        {
            lock (gate)
            {
                return Window - time.GetElapsedTime(began);
            }
        }
    }

    void Turn()
    {
        if (counts.Count >= MostKeys || time.GetElapsedTime(began) >= Window)
        {
            counts.Clear();
            began = time.GetTimestamp();
        }
    }

    int Count(string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
