using System.Collections.Immutable;
using System.Globalization;
using VideoWall.Domain.Presence;

namespace VideoWall.Domain.Tests;

/// <summary>
/// A LiveKit room as the recordings show it: who is in it, and which webhooks it sends in which order (the scenarios
/// named in comments are those of the recordings' README).
/// </summary>
public sealed class TrueRoom(DateTimeOffset start)
{
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(21.8);

    readonly ImmutableArray<Sent>.Builder sent = ImmutableArray.CreateBuilder<Sent>();
    readonly ImmutableArray<string>.Builder rooms = ImmutableArray.CreateBuilder<string>();
    readonly SortedDictionary<string, InRoom> present = new(StringComparer.Ordinal);
    readonly Dictionary<string, DateTimeOffset> dying = [];
    DateTimeOffset now = start;
    string? room;
    long created;
    int number;

    public DateTimeOffset Now => now;

    public IReadOnlyList<Sent> Sent => sent;

    public History History => new(sent.ToImmutable(), present.ToImmutableSortedDictionary(StringComparer.Ordinal), rooms.ToImmutable(), now);

    public void Make(Move move)
    {
        Pass(move.GapMs);
        var identity = Histories.Identity(move.Church);
        var here = present.GetValueOrDefault(identity);
        switch (move.Kind)
        {
            case MoveKind.Join:
                Join(identity);
                break;
            case MoveKind.Publish when here is { TrackSid: null } && !dying.ContainsKey(identity):
                Publish(here);
                break;
            case MoveKind.Unpublish when here is { TrackSid: not null }:
                Unpublish(here);
                break;
            case MoveKind.Republish when here is { TrackSid: not null }:
                Publish(Unpublish(here));
                break;
            case MoveKind.Leave when here is not null:
                Leave(here);
                break;
            case MoveKind.Crash when here is not null:
                dying.TryAdd(identity, now + Silence);
                break;
            case MoveKind.Reconnect when here is not null:
                Leave(here);
                Pass(100);
                Publish(Join(identity));
                break;
            case MoveKind.Abort or MoveKind.AbortRace:
                Abort(identity, move.Kind == MoveKind.AbortRace);
                break;
            case MoveKind.RoomDeleted when room is not null:
                foreach (var one in present.Values.ToArray())
                {
                    Leave(one);
                }
                Send(SignalKind.RoomFinished);
                room = null;
                break;
            case MoveKind.RoomMadeAgain when room is not null:
                present.Clear();
                dying.Clear();
                Pass(2_000);
                Open();
                break;
        }
    }

    // c1: a new session of an identity drops the older one, whose end comes first although it began before that.
    SignalParticipant Come(string identity)
    {
        if (room is null)
        {
            Open();
        }
        var who = new SignalParticipant(Next("PA_"), identity, $"Name of {identity}", now.ToUnixTimeMilliseconds());
        Pass(30);
        if (present.GetValueOrDefault(identity) is { } old)
        {
            Leave(old);
        }
        Pass(70);
        return who;
    }

    InRoom Join(string identity)
    {
        var who = Come(identity);
        Send(SignalKind.Joined, who);
        return present[identity] = new(who, null);
    }

    void Abort(string identity, bool race)
    {
        var who = Come(identity);
        Send(SignalKind.Left, who);
        if (race)
        {
            Send(SignalKind.Joined, who);
        }
    }

    void Publish(InRoom here)
    {
        var track = Next("TR_");
        Send(SignalKind.Published, here.Who, track);
        present[here.Who.Identity] = here with { TrackSid = track };
    }

    InRoom Unpublish(InRoom here)
    {
        Send(SignalKind.Unpublished, here.Who, here.TrackSid);
        return present[here.Who.Identity] = here with { TrackSid = null };
    }

    void Leave(InRoom here)
    {
        if (here.TrackSid is not null)
        {
            Unpublish(here);
        }
        Send(SignalKind.Left, here.Who);
        present.Remove(here.Who.Identity);
        dying.Remove(here.Who.Identity);
    }

    void Open()
    {
        room = Next("RM_");
        rooms.Add(room);
        created = now.ToUnixTimeMilliseconds();
        Send(SignalKind.RoomStarted);
    }

    void Pass(int milliseconds)
    {
        var until = now.AddMilliseconds(milliseconds);
        foreach (var (identity, end) in dying.Where(d => d.Value <= until).OrderBy(d => d.Value).ToArray())
        {
            now = end > now ? end : now;
            Leave(present[identity]);
        }
        now = until > now ? until : now;
    }

    // Track events carry neither the room's making nor the participant's name and join time.
    void Send(SignalKind kind, SignalParticipant? who = null, string? track = null) => sent.Add(new(
        new PresenceSignal(
            kind, Next("EV_"), DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()), room!, track is null ? created : 0,
            track is null ? who : new SignalParticipant(who!.Sid, who.Identity), track),
        now));

    string Next(string prefix) => prefix + (++number).ToString(CultureInfo.InvariantCulture);
}
