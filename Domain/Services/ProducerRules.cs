using System.Collections.Immutable;
using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Services;

/// <summary>What a producer's actions come to. Repeating one changes nothing: two may press at once.</summary>
static class ProducerRules
{
    const int MostSpotlights = 9;

    public static Refusal? Act(Draft draft, Act act) => act.Action switch
    {
        ServiceAction.Admit when act.All => AdmitAll(draft),
        ServiceAction.Spotlight => Spotlight(draft, act.Churches ?? (act.Church is { } one ? [one] : [])),
        ServiceAction.Unspotlight when act.Church is null => Set(draft, draft.State.Spotlight.Length > 0, new SpotlightSet([])),
        ServiceAction.Hold or ServiceAction.Resume or ServiceAction.Next or ServiceAction.Previous or ServiceAction.Goto => Turn(draft, act),
        ServiceAction.Blank => Set(draft, !draft.State.Blank, new BlankSet(true)),
        ServiceAction.Unblank => Set(draft, draft.State.Blank, new BlankSet(false)),
        ServiceAction.Compact => Compact(draft),
        _ when act.Church is not { } id => Refusal.Invalid("churchId", "churchId is missing.", "Name the church that this is about."),
        _ when !draft.State.Churches.TryGetValue(act.Church!.Value, out var church) => Refusal.UnknownChurch(act.Church!.Value),
        _ => OnChurch(draft, act, draft.State.Churches[act.Church!.Value]),
    };

    static Refusal? OnChurch(Draft draft, Act act, Attendee church)
    {
        switch (act.Action)
        {
            case ServiceAction.Admit:
                Stand(draft, church, Standing.Admitted);
                return null;
            case ServiceAction.Deny:
                if (church.Standing is not (Standing.Waiting or Standing.Denied))
                {
                    return new(RefusalCode.NotWaiting, $"{church.Name} is not waiting.", "Use remove for a church that was admitted.", "churchId");
                }
                Stand(draft, church, Standing.Denied);
                return null;
            case ServiceAction.Remove:
                Stand(draft, church, Standing.Removed);
                return null;
            case ServiceAction.Hide:
                draft.Unspotlight(church.Id);
                return Set(draft, !church.Hidden, new HiddenSet(church.Id, true));
            case ServiceAction.Show:
                return Set(draft, church.Hidden, new HiddenSet(church.Id, false));
            case ServiceAction.Mute:
                return Set(draft, church.Muted != act.Muted, new MutedSet(church.Id, act.Muted));
            case ServiceAction.Pin:
                return Spotlight(draft, draft.State.Spotlight.Contains(church.Id) ? draft.State.Spotlight : draft.State.Spotlight.Add(church.Id));
            case ServiceAction.Unspotlight:
                draft.Unspotlight(church.Id);
                return null;
            case ServiceAction.Rename:
                return Rename(draft, act, church);
            default:
                throw new ArgumentOutOfRangeException(nameof(act), act.Action, "Not an action on a church.");
        }
    }

    static void Stand(Draft draft, Attendee church, Standing standing)
    {
        if (church.Standing == standing)
        {
            return;
        }
        if (standing != Standing.Admitted)
        {
            draft.Unspotlight(church.Id);
        }
        draft.Emit(new StandingSet(church.Id, standing));
        if (standing == Standing.Admitted && !church.IsPresent && church.Seat is not null)
        {
            draft.Emit(new SeatFreed(church.Id));
        }
        draft.Place(church.Id);
    }

    static Refusal? AdmitAll(Draft draft)
    {
        foreach (var church in draft.State.Churches.Values.Where(c => c.Standing == Standing.Waiting).OrderByDescending(c => c.Seat ?? int.MinValue))
        {
            Stand(draft, church, Standing.Admitted);
        }
        return null;
    }

    static Refusal? Spotlight(Draft draft, ImmutableArray<ChurchId> churches)
    {
        churches = [.. churches.Distinct()];
        if (churches.Length is 0 or > MostSpotlights)
        {
            return new(RefusalCode.TooManySpotlights, $"A spotlight takes 1 to {MostSpotlights} churches, not {churches.Length}.", "Take one out of the spotlight first.", "churchIds");
        }
        foreach (var id in churches)
        {
            if (!draft.State.Churches.TryGetValue(id, out var church))
            {
                return Refusal.UnknownChurch(id);
            }
            if (!church.IsOnWall)
            {
                return new(RefusalCode.NotSeated, $"{church.Name} is not on the wall.", "Admit and show it first.", "churchId");
            }
        }
        return Set(draft, !draft.State.Spotlight.SequenceEqual(churches), new SpotlightSet(churches));
    }

    static Refusal? Rename(Draft draft, Act act, Attendee church)
    {
        var name = Texts.Clean(act.Name ?? church.Name);
        var city = Texts.Clean(act.City ?? church.City);
        return Texts.Line("name", name, Texts.LongestName)
            ?? (city.Length > 0 ? Texts.Line("city", city, Texts.LongestName) : null)
            ?? Set(draft, name != church.Name || city != church.City, new ChurchUpdated(church.Id, name, city, church.Device, true));
    }

    static Refusal? Turn(Draft draft, Act act)
    {
        var (clock, turns, now) = (draft.State.Clock, draft.State.Turns, draft.Now);
        var turn = clock.TurnAt(now, turns);
        if (act.Action == ServiceAction.Goto && (act.Page is not { } page || page < 0 || page >= draft.State.Pages))
        {
            return new(
                RefusalCode.NoSuchPage, $"There is no page {act.Page?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "(none given)"}.",
                $"Pages count from 0; there are {draft.State.Pages} now.", "page");
        }
        var changed = act.Action switch
        {
            ServiceAction.Hold => clock.HeldTurn is null ? clock.Holding(turn) : clock,
            ServiceAction.Resume => clock.HeldTurn is null ? clock : clock.Showing(turn, TimeSpan.Zero, now),
            ServiceAction.Goto => clock.Holding(Paging.TurnOf(act.Page!.Value, draft.State.Settings.Screens)),
            _ when turns < 2 => clock,
            var step => To((turn + (step == ServiceAction.Next ? 1 : turns - 1)) % turns),
        };
        if (changed == clock)
        {
            return null;
        }
        draft.Emit(new ClockSet(changed));
        if (draft.State.CompactAt is not null && changed.TurnAt(now, turns) != turn)
        {
            Clockwork.Compact(draft, draft.State); // the producer turned the page: this is the turn that seats waited for
        }
        return null;

        PageClock To(int next) => clock.HeldTurn is null ? clock.Showing(next, TimeSpan.Zero, now) : clock.Holding(next);
    }

    static Refusal? Compact(Draft draft)
    {
        if (draft.State.Seats.Holes.Count == 0)
        {
            return null;
        }
        // Nobody moves in the middle of a turn; a held wall has no turn of its own, so its producer's word is enough.
        if (draft.State.Clock.NextTurnAfter(draft.Now) is not { } turn)
        {
            Clockwork.Compact(draft, draft.State);
        }
        else if (draft.State.CompactAt is null)
        {
            draft.Emit(new CompactionAsked(turn));
            draft.WakeBy(turn);
        }
        return null;
    }

    static Refusal? Set(Draft draft, bool changes, ServiceEvent happened)
    {
        if (changes)
        {
            draft.Emit(happened);
        }
        return null;
    }
}
