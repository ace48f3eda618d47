using VideoWall.Domain;

namespace VideoWall.WebFront.Walls;

/// <summary>One watch of a connection: a page that holds a relay.</summary>
/// <param name="Walls">Tells a console how the walls do; null for a wall.</param>
/// <param name="Left">What else ends with it.</param>
sealed record Watch(Relays.Holder Holder, PageConnection Page, LatestSender<RawJson>? Walls, Action Left)
{
    public Relay Relay => Holder.Relay;

    public void End()
    {
        Relay.Detach(Page);
        Left();
        Holder.Dispose();
    }
}

/// <summary>A connection to the wall hub and what it watches. A watch that is begun when it has closed is not taken.</summary>
sealed class WallConnection(HubPass? pass)
{
    readonly Dictionary<ServiceId, Watch> watches = [];
    readonly Lock gate = new();
    bool isClosed;

    public HubPass? Pass => pass;

    /// <summary>What the metrics call it.</summary>
    public string Kind => pass is null ? "console" : "wall";

    public int Count => watches.Count;

    public Watch? Watch(ServiceId service)
    {
        lock (gate)
        {
            return watches.GetValueOrDefault(service);
        }
    }

    /// <summary>False when the connection has closed meanwhile.</summary>
    public bool Add(ServiceId service, Watch watch)
    {
        lock (gate)
        {
            return !isClosed && watches.TryAdd(service, watch);
        }
    }

    public void End(ServiceId service)
    {
        Watch? watch;
        lock (gate)
        {
            watches.Remove(service, out watch);
        }
        watch?.End();
    }

    public void Close()
    {
        List<Watch> all;
        lock (gate)
        {
            isClosed = true;
            all = [.. watches.Values];
            watches.Clear();
        }
        all.ForEach(watch => watch.End());
    }
}
