using System.Collections.Immutable;
using System.Text.Json;

namespace VideoWall.Simulation;

/// <summary>
/// Brings pages together whose pictures go from browser to browser, without a media server: says to a church's page who wants its
/// picture, and carries what the two browsers have to tell each other. The pictures themselves never come here.
/// Safe for use by many threads; what pages are told is only ever queued.
/// </summary>
public sealed class DirectPictures
{
    /// <summary>Cameras in one room: each page that watches decodes every one by itself, and none is made smaller for it.</summary>
    public const int MostSenders = 30;

    /// <summary>Pages to which one church sends: its picture is encoded and sent for each of them.</summary>
    public const int MostReceivers = 3;

    readonly Lock gate = new();
    readonly Dictionary<string, DirectRoom> rooms = [];

    /// <summary>A church's page that may send its picture, until it is disposed of.</summary>
    /// <param name="identity">Its older page, which the room is about to put out, does not count.</param>
    /// <returns>Null when the room has <see cref="MostSenders"/> others.</returns>
    public DirectSender? Send(string room, string identity, Action<DirectMessage> tell)
    {
        lock (gate)
        {
            var found = Room(room);
            if (found.Senders.Select(s => s.Identity).Distinct().Count(i => i != identity) >= MostSenders)
            {
                Forget(room);
                return null;
            }
            var sender = new DirectSender(this, found, identity, tell);
            found.Senders.Add(sender);
            return sender;
        }
    }

    /// <summary>A page that watches, until it is disposed of.</summary>
    /// <param name="removed">It was put out.</param>
    public DirectReceiver Receive(string room, string identity, Action<DirectMessage> tell, Action removed)
    {
        lock (gate)
        {
            var receiver = new DirectReceiver(this, Room(room), identity, tell, removed);
            receiver.Room.Receivers.Add(receiver);
            return receiver;
        }
    }

    /// <summary>Identities of the pages that watch.</summary>
    public ImmutableArray<string> Receivers(string room)
    {
        lock (gate)
        {
            return rooms.TryGetValue(room, out var found) ? [.. found.Receivers.Select(r => r.Identity)] : [];
        }
    }

    /// <summary>Puts pages out that watch; churches are put out of their room.</summary>
    /// <returns>False when none of that identity is there.</returns>
    public bool Remove(string room, string identity)
    {
        DirectReceiver[] found;
        lock (gate)
        {
            found = rooms.TryGetValue(room, out var known) ? [.. known.Receivers.Where(r => r.Identity == identity)] : [];
        }
        foreach (var receiver in found)
        {
            receiver.Removed();
        }
        return found.Length > 0;
    }

    internal void Change(DirectRoom room, Action change)
    {
        lock (gate)
        {
            change();
            Forget(room.Name);
        }
    }

    DirectRoom Room(string name) => rooms.TryGetValue(name, out var found) ? found : rooms[name] = new(name);

    void Forget(string name)
    {
        if (rooms.TryGetValue(name, out var room) && room.IsEmpty)
        {
            rooms.Remove(name);
        }
    }
}

/// <summary>A church's page that sends its picture to those who want it.</summary>
public sealed class DirectSender : IDisposable
{
    readonly DirectPictures pictures;
    readonly DirectRoom room;

    internal DirectSender(DirectPictures pictures, DirectRoom room, string identity, Action<DirectMessage> tell) =>
        (this.pictures, this.room, Identity, Tell) = (pictures, room, identity, tell);

    internal string Identity { get; }

    internal Action<DirectMessage> Tell { get; }

    /// <summary>The camera's track; null while there is none.</summary>
    internal string? TrackSid { get; private set; }

    /// <summary>The camera is published as this track: whoever wants it is linked to this page.</summary>
    public void Publish(string trackSid) => pictures.Change(room, () =>
    {
        if (TrackSid != trackSid)
        {
            TrackSid = trackSid; // first: whoever's link ends is matched anew
            room.EndLinks(l => l.From == this);
            room.Match();
        }
    });

    public void Unpublish() => pictures.Change(room, () =>
    {
        TrackSid = null;
        room.EndLinks(l => l.From == this);
    });

    /// <summary>To the page at the other end of one of its own links; of any other it is dropped.</summary>
    public void Signal(string link, JsonElement data) => pictures.Change(room, () => room.Carry(link, l => l.From == this, l => l.To.Tell, data));

    public void Dispose() => pictures.Change(room, () =>
    {
        room.Senders.Remove(this);
        room.EndLinks(l => l.From == this);
    });
}

/// <summary>A page that watches.</summary>
public sealed class DirectReceiver : IDisposable
{
    readonly DirectPictures pictures;

    internal DirectReceiver(DirectPictures pictures, DirectRoom room, string identity, Action<DirectMessage> tell, Action removed) =>
        (this.pictures, Room, Identity, Tell, Removed) = (pictures, room, identity, tell, removed);

    internal DirectRoom Room { get; }

    internal string Identity { get; }

    internal Action<DirectMessage> Tell { get; }

    internal Action Removed { get; }

    internal ImmutableHashSet<string> Wanted { get; private set; } = [];

    /// <summary>Tracks of which it was told that they are full.</summary>
    internal HashSet<string> ToldFull { get; } = [];

    /// <summary>From now on these tracks are wanted, also when they come later, and no others.</summary>
    public void Watch(IEnumerable<string> tracks) => pictures.Change(Room, () =>
    {
        Wanted = [.. tracks];
        ToldFull.IntersectWith(Wanted);
        Room.EndLinks(l => l.To == this && !Wanted.Contains(l.TrackSid));
        Room.Match();
    });

    /// <summary>A link of its own broke: a new one takes its place.</summary>
    public void Again(string link) => pictures.Change(Room, () => Room.EndLinks(l => l.Id == link && l.To == this));

    /// <inheritdoc cref="DirectSender.Signal"/>
    public void Signal(string link, JsonElement data) => pictures.Change(Room, () => Room.Carry(link, l => l.To == this, l => l.From.Tell, data));

    public void Dispose() => pictures.Change(Room, () =>
    {
        Room.Receivers.Remove(this);
        Room.EndLinks(l => l.To == this);
    });
}
