using System.Collections.Immutable;

namespace VideoWall.Domain.Presence;

/// <summary>
/// Which making of the LiveKit room counts. A room that is made again gets a new sid, and all sessions of the old one
/// are over, even if no webhook said so (a crashed LiveKit node sends none).
/// </summary>
/// <param name="Sid">The room that counts; null before the first or after it finished.</param>
/// <param name="CreatedMs">Unix milliseconds of its making.</param>
/// <param name="Past">Sids of earlier rooms, newest last.</param>
public sealed record RoomLedger(string? Sid, long CreatedMs, ImmutableArray<string> Past)
{
    const int Remembered = 8;

    public static readonly RoomLedger Empty = new(null, 0, []);

    /// <summary>True when an event of this room says nothing about the room that counts now.</summary>
    /// <param name="createdMs">When the event's room was made, or 0 when it does not say.</param>
    /// <param name="eventAt">When the event was queued, in whole seconds: its room was made in that second at the latest.</param>
    /// <param name="isListed">It is about a session of which LiveKit's list has told: its room is the one that is, whatever clocks say.</param>
    public bool IsStale(string sid, long createdMs, DateTimeOffset eventAt, bool isListed) =>
        sid != Sid && (Past.Contains(sid) || (!isListed && (createdMs > 0 ? createdMs : eventAt.ToUnixTimeMilliseconds() + 999) < CreatedMs));

    public RoomLedger Opened(string sid, long createdMs) => new(sid, createdMs, Remember());

    public RoomLedger Closed(string sid) => sid == Sid ? this with { Sid = null, Past = Remember() } : this;

    ImmutableArray<string> Remember()
    {
        if (Sid is null)
        {
            return Past;
        }
        var past = Past.Add(Sid);
        return past.Length > Remembered ? past.RemoveAt(0) : past;
    }
}
