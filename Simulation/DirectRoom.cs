using System.Text.Json;

namespace VideoWall.Simulation;

/// <summary>One picture on its way from one page to another.</summary>
sealed record DirectLink(string Id, string TrackSid, DirectSender From, DirectReceiver To);

/// <summary>Who sends and who watches in one room, and the links between them. Every method is called under the lock of <see cref="DirectPictures"/>.</summary>
sealed class DirectRoom(string name)
{
    readonly Dictionary<string, DirectLink> links = [];

    internal string Name => name;

    internal List<DirectSender> Senders { get; } = [];

    internal List<DirectReceiver> Receivers { get; } = [];

    internal bool IsEmpty => Senders.Count == 0 && Receivers.Count == 0;

    /// <summary>Links everybody to what it wants and may have.</summary>
    internal void Match()
    {
        foreach (var sender in Senders.Where(s => s.TrackSid is not null))
        {
            foreach (var receiver in Receivers.Where(r => r.Wanted.Contains(sender.TrackSid!)))
            {
                Match(sender, receiver);
            }
        }
    }

    /// <summary>Ends links, tells both ends, and gives the places to those who wait for them.</summary>
    internal void EndLinks(Func<DirectLink, bool> which)
    {
        var ended = links.Values.Where(which).ToList();
        foreach (var link in ended)
        {
            links.Remove(link.Id);
            link.From.Tell(new("over") { Link = link.Id });
            link.To.Tell(new("over") { Link = link.Id });
        }
        if (ended.Count > 0)
        {
            Match();
        }
    }

    internal void Carry(string id, Func<DirectLink, bool> isTheirs, Func<DirectLink, Action<DirectMessage>> other, JsonElement data)
    {
        if (links.TryGetValue(id, out var link) && isTheirs(link))
        {
            other(link)(new("signal") { Link = id, Data = data });
        }
    }

    void Match(DirectSender sender, DirectReceiver receiver)
    {
        var theirs = links.Values.Where(l => l.From == sender).ToList();
        if (theirs.Exists(l => l.To == receiver))
        {
            return;
        }
        if (theirs.Count >= DirectPictures.MostReceivers)
        {
            if (receiver.ToldFull.Add(sender.TrackSid!))
            {
                receiver.Tell(new("full") { TrackSid = sender.TrackSid });
            }
            return;
        }
        var link = new DirectLink(Guid.NewGuid().ToString("N"), sender.TrackSid!, sender, receiver);
        links.Add(link.Id, link);
        receiver.ToldFull.Remove(link.TrackSid);
        receiver.Tell(new("open") { Link = link.Id, TrackSid = link.TrackSid });
        sender.Tell(new("open") { Link = link.Id, TrackSid = link.TrackSid });
    }
}
