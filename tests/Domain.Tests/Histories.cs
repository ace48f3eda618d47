using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using VideoWall.Domain.Presence;

namespace VideoWall.Domain.Tests;

/// <summary>What a church, or the media server, does next. Any list of moves is a possible history.</summary>
public enum MoveKind
{
    /// <summary>Nothing but the passing of time.</summary>
    Wait,
    Join, Publish, Unpublish, Republish, Leave,

    /// <summary>Falls silent; LiveKit says so some 22 s later (CONNECTION_TIMEOUT).</summary>
    Crash,

    /// <summary>A full reconnect: looks like leave and join.</summary>
    Reconnect,

    /// <summary>A session that ends before its media connection is up.</summary>
    Abort,

    /// <summary>The same, with LiveKit's race: <c>participant_joined</c> follows the end.</summary>
    AbortRace,

    /// <summary>DeleteRoom: everyone leaves, the room finishes.</summary>
    RoomDeleted,

    /// <summary>The server dies without a word and the room is made again.</summary>
    RoomMadeAgain,
}

/// <param name="Church">Which church moves, by number.</param>
/// <param name="GapMs">Milliseconds since the move before.</param>
public sealed record Move(MoveKind Kind, int Church, int GapMs);

/// <summary>A webhook as LiveKit sends it, and when.</summary>
public sealed record Sent(PresenceSignal Signal, DateTimeOffset At);

/// <summary>What becomes of a webhook on its way; <paramref name="Copies"/> is 0 for a lost one.</summary>
public sealed record Fate(int DelayMs, int Copies, int CopyDelayMs);

/// <summary>What truly happened, and who is there in the end.</summary>
/// <param name="Sent">In LiveKit's own order.</param>
/// <param name="Present">By identity: session and video track.</param>
/// <param name="Rooms">Sids of all rooms, oldest first.</param>
public sealed record History(
    ImmutableArray<Sent> Sent, ImmutableSortedDictionary<string, InRoom> Present, ImmutableArray<string> Rooms, DateTimeOffset End)
{
    /// <summary>What ListParticipants would answer now: a hidden wall, too.</summary>
    public ImmutableArray<ListedParticipant> Listed =>
    [
        .. Present.Values.Select(p => new ListedParticipant(p.Who, p.TrackSid, false)),
        new(new("PA_wall", "wall-1", JoinedAtMs: End.ToUnixTimeMilliseconds(), IsSeatable: false), null, false),
    ];
}

/// <summary>A church that is in the room.</summary>
public sealed record InRoom(SignalParticipant Who, string? TrackSid)
{
    public string Sid => Who.Sid;
}

/// <summary>
/// True histories of a LiveKit room, and ways in which its webhooks may reach us. Everything is a function of plain data
/// (moves, fates), so a counterexample shrinks to a few moves and can be typed into an example test.
/// </summary>
public static class Histories
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    const int Churches = 4;

    /// <summary>Even numbers are churches that got our token, odd ones guests of an integrator.</summary>
    public static string Identity(int church) => church % 2 == 0 ? $"church-c{church}" : $"guest{church}";

    public static Gen<Move[]> Moves { get; } = Some(
        (12, MoveKind.Join), (10, MoveKind.Publish), (3, MoveKind.Unpublish), (3, MoveKind.Republish), (4, MoveKind.Leave),
        (3, MoveKind.Crash), (3, MoveKind.Reconnect), (1, MoveKind.Abort), (1, MoveKind.AbortRace), (1, MoveKind.RoomDeleted),
        (1, MoveKind.RoomMadeAgain));

    /// <summary>The order of LiveKit's queue: at most delayed and repeated.</summary>
    public static Gen<Fate[]> Kept { get; } = Fates((3, 1), (1, 2), (1, 4));

    public static Gen<Fate[]> WithLosses { get; } = Fates((3, 1), (1, 2), (3, 0));

    public static Gen<Move[]> Some(params (int Weight, MoveKind Kind)[] kinds) => (
        from kind in Gen.Frequency([.. kinds.Select(k => (k.Weight, Gen.Constant(k.Kind)))])
        from church in Gen.Choose(0, Churches - 1)
        from gap in Gen.OneOf(Gen.Choose(1, 400), Gen.Choose(400, 6_000), Gen.Choose(6_000, 30_000))
        select new Move(kind, church, gap)).ArrayOf().ScaleSize(size => 2 * size);

    static Gen<Fate[]> Fates(params (int Weight, int Copies)[] copies) => (
        from delay in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 2_000), Gen.Choose(0, 15_000))
        from count in Gen.Frequency([.. copies.Select(c => (c.Weight, Gen.Constant(c.Copies)))])
        from later in Gen.Choose(0, 15_000)
        select new Fate(delay, count, later)).NonEmptyListOf().Select(fates => fates.ToArray());

    /// <summary>What truly happens when these moves are made.</summary>
    public static History Play(IEnumerable<Move> moves)
    {
        var room = new TrueRoom(Start);
        foreach (var move in moves)
        {
            room.Make(move);
        }
        return room.History;
    }

    /// <summary>In the order in which webhooks reach us: within a session LiveKit's own, across sessions any.</summary>
    public static ImmutableArray<Sent> Deliver(History history, IReadOnlyList<Fate> fates)
    {
        var arrivals = new List<Sent>();
        var latest = new Dictionary<string, DateTimeOffset>();
        for (var i = 0; i < history.Sent.Length; i++)
        {
            var sent = history.Sent[i];
            var fate = fates.Count > 0 ? fates[i % fates.Count] : new Fate(0, 1, 0);
            var session = sent.Signal.Who?.Sid ?? sent.Signal.RoomSid;
            var at = sent.At.AddMilliseconds(fate.DelayMs);
            at = latest.TryGetValue(session, out var before) && before > at ? before : at;
            latest[session] = at;
            for (var copy = 0; copy < fate.Copies; copy++)
            {
                arrivals.Add(sent with { At = at.AddMilliseconds(copy * fate.CopyDelayMs) });
            }
        }
        return [.. arrivals.OrderBy(a => a.At)];
    }
}
