using System.Collections.Immutable;
using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Services;

/// <summary>What a producer's actions come to. Repeating one changes nothing: two may press at once.</summary>
static class ProducerRules
{
    const int MostSpotlights = 9;

    /// <summary>Churches that one act may name: as many as a service usually lets in.</summary>
    const int MostAtOnce = 2000;

    public static Refusal? Act(DecisionBuilder decision, Act act) => act.Action switch
    {
        ServiceAction.Admit when act.All => OnEach(decision, act, [.. decision.State.Churches.Values.Where(c => c.Standing == Standing.Waiting).Select(c => c.Id)]),
        ServiceAction.Spotlight => Spotlight(decision, act.Churches ?? (act.Church is { } one ? [one] : [])),
        ServiceAction.Unspotlight when act.Church is null && act.Churches is null => Set(decision, decision.State.Spotlight.Length > 0, new SpotlightSet([])),
        ServiceAction.Hold or ServiceAction.Resume or ServiceAction.Next or ServiceAction.Previous or ServiceAction.Goto => Turn(decision, act),
        ServiceAction.Blank => Set(decision, !decision.State.Blank, new BlankSet(true)),
        ServiceAction.Unblank => Set(decision, decision.State.Blank, new BlankSet(false)),
        ServiceAction.Lock => Set(decision, !decision.State.Locked, new LockSet(true)),
        ServiceAction.Unlock => Set(decision, decision.State.Locked, new LockSet(false)),
        ServiceAction.Compact => Compact(decision),
        ServiceAction.Undo => UndoRules.TakeBack(decision, act.Past),
        _ when act.Churches is { } several => OnSeveral(decision, act, several),
        _ when act.Church is { } id => OnChurch(decision, act, id),
        _ => Refusal.Invalid("churchId", "churchId is missing.", "Name the church that this is about."),
    };

    static Refusal? OnSeveral(DecisionBuilder decision, Act act, ImmutableArray<ChurchId> churches)
    {
        churches = [.. churches.Distinct()];
        if (act.Church is not null)
        {
            return Refusal.Invalid("churchIds", "churchId and churchIds are both given.", "Name one church by churchId, or several by churchIds.");
        }
        if (churches.Length is 0 or > MostAtOnce)
        {
            return Refusal.Invalid("churchIds", $"churchIds names {churches.Length} churches.", $"Name 1 to {MostAtOnce}.");
        }
        if (act.Action == ServiceAction.Rename)
        {
            return Refusal.Invalid("churchIds", "Churches are renamed one by one.", "Name one church by churchId.");
        }
        return OnEach(decision, act, churches);
    }

    // All or none: a producer who is told "no" must not have to find out what was done all the same.
    static Refusal? OnEach(DecisionBuilder decision, Act act, ImmutableArray<ChurchId> churches)
    {
        var refused = churches.OrderBy(id => Rank(decision.State.Churches.GetValueOrDefault(id)))
            .Select(id => (Church: id, Refusal: OnChurch(decision, act, id))).Where(r => r.Refusal is not null).ToList();
        return refused is [var (_, first), ..]
            ? first! with
            {
                Reason = $"{refused.Count} of {churches.Length} churches stand in the way: {first.Reason}",
                Field = "churchIds",
                Offenders = [.. refused.Select(r => new Offender(r.Church, r.Refusal!.Code, r.Refusal.Reason))],
            }
            : null;
    }

    /// <summary>Who had a seat takes it first, the lowest before the others; then who came first, for whom the place is nearest to zero.</summary>
    internal static (int Seat, int Place) Rank(Attendee? church) => (church?.LastSeat ?? int.MaxValue, Math.Abs(church?.Seat ?? int.MaxValue));

    static Refusal? OnChurch(DecisionBuilder decision, Act act, ChurchId id)
    {
        if (!decision.State.Churches.TryGetValue(id, out var church))
        {
            return Refusal.UnknownChurch(id);
        }
        switch (act.Action)
        {
            case ServiceAction.Admit:
                Stand(decision, church, Standing.Admitted);
                return church.Wish is { } wish ? Grant(decision, church, wish) : null;
            case ServiceAction.Deny when church is { Standing: Standing.Admitted, Wish: not null }:
                return Set(decision, true, new NameWished(church.Id, null));
            case ServiceAction.Deny:
                if (church.Standing is not (Standing.Waiting or Standing.Denied))
                {
                    return new(RefusalCode.NotWaiting, $"{church.Name} is not waiting.", "Use remove for a church that was admitted.", "churchId");
                }
                Stand(decision, church, Standing.Denied);
                return null;
            case ServiceAction.Remove:
                Stand(decision, church, Standing.Removed);
                return null;
            case ServiceAction.Hide:
                decision.Unspotlight(church.Id);
                return Set(decision, !church.Hidden, new HiddenSet(church.Id, true));
            case ServiceAction.Show:
                return Set(decision, church.Hidden, new HiddenSet(church.Id, false));
            case ServiceAction.Mute:
                return Set(decision, church.Muted != act.Muted, new MutedSet(church.Id, act.Muted));
            case ServiceAction.Pin:
                return Spotlight(decision, decision.State.Spotlight.Contains(church.Id) ? decision.State.Spotlight : decision.State.Spotlight.Add(church.Id));
            case ServiceAction.Unspotlight:
                decision.Unspotlight(church.Id);
                return null;
            case ServiceAction.Rename:
                return Rename(decision, act, church);
            default:
                throw new ArgumentOutOfRangeException(nameof(act), act.Action, "Not an action on a church.");
        }
    }

    internal static void Stand(DecisionBuilder decision, Attendee church, Standing standing)
    {
        if (church.Standing == standing)
        {
            return;
        }
        if (standing != Standing.Admitted)
        {
            decision.Unspotlight(church.Id);
            Set(decision, church.Wish is not null, new NameWished(church.Id, null));
        }
        decision.Emit(new StandingSet(church.Id, standing));
        if (standing == Standing.Admitted && !church.IsPresent && church.Seat is not null)
        {
            decision.Emit(decision.SeatOf(church) is { } seat && church.Since + ServiceState.Grace > decision.Now
                ? new ChurchSeated(church.Id, seat) // its page comes back by itself: until then its seat is kept, as for any other that left
                : new SeatFreed(church.Id));
        }
        decision.Place(church.Id);
    }

    static Refusal? Grant(DecisionBuilder decision, Attendee church, NameWish wish)
    {
        decision.Emit(new ChurchUpdated(church.Id, decision.State.Index.Unique(wish.Name, church), wish.City, church.Device));
        decision.Emit(new NameWished(church.Id, null));
        return null;
    }

    static Refusal? Spotlight(DecisionBuilder decision, ImmutableArray<ChurchId> churches)
    {
        churches = [.. churches.Distinct()];
        if (churches.Length is 0 or > MostSpotlights)
        {
            return new(RefusalCode.TooManySpotlights, $"A spotlight takes 1 to {MostSpotlights} churches, not {churches.Length}.", "Take one out of the spotlight first.", "churchIds");
        }
        foreach (var id in churches)
        {
            if (!decision.State.Churches.TryGetValue(id, out var church))
            {
                return Refusal.UnknownChurch(id);
            }
            if (!church.IsOnWall)
            {
                return new(RefusalCode.NotSeated, $"{church.Name} is not on the wall.", "Admit and show it first.", "churchId");
            }
        }
        return Set(decision, !decision.State.Spotlight.SequenceEqual(churches), new SpotlightSet(churches));
    }

    static Refusal? Rename(DecisionBuilder decision, Act act, Attendee church)
    {
        var name = Texts.Clean(act.Name ?? church.Name);
        var city = Texts.Clean(act.City ?? church.City);
        return Texts.Line("name", name, Texts.LongestName)
            ?? (city.Length > 0 ? Texts.Line("city", city, Texts.LongestName) : null)
            ?? Set(decision, church.Wish is not null, new NameWished(church.Id, null))
            ?? Set(decision, name != church.Name || city != church.City, new ChurchUpdated(church.Id, name, city, church.Device, true));
    }

    static Refusal? Turn(DecisionBuilder decision, Act act)
    {
        var (clock, turns, now) = (decision.State.Clock, decision.State.Turns, decision.Now);
        var turn = clock.TurnAt(now, turns);
        if (act.Action == ServiceAction.Goto && (act.Page is not { } page || page < 0 || page >= decision.State.Pages))
        {
            return new(
                RefusalCode.NoSuchPage, $"There is no page {act.Page?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "(none given)"}.",
                $"Pages count from 0; there are {decision.State.Pages} now.", "page");
        }
        var changed = act.Action switch
        {
            ServiceAction.Hold => clock.HeldTurn is null ? clock.Holding(turn) : clock,
            ServiceAction.Resume => clock.HeldTurn is null ? clock : clock.Showing(turn, TimeSpan.Zero, now),
            ServiceAction.Goto => clock.Holding(Paging.TurnOf(act.Page!.Value, decision.State.Settings.Screens)),
            _ when turns < 2 => clock,
            var step => To((turn + (step == ServiceAction.Next ? 1 : turns - 1)) % turns),
        };
        if (changed == clock)
        {
            return null;
        }
        decision.Emit(new ClockSet(changed));
        if (decision.State.CompactAt is not null && changed.TurnAt(now, turns) != turn)
        {
            TimeRules.Compact(decision, decision.State); // the producer turned the page: this is the turn that seats waited for
        }
        return null;

        PageClock To(int next) => clock.HeldTurn is null ? clock.Showing(next, TimeSpan.Zero, now) : clock.Holding(next);
    }

    static Refusal? Compact(DecisionBuilder decision)
    {
        if (decision.State.Seats.Holes.Count == 0)
        {
            return null;
        }
        // Nobody moves in the middle of a turn; a held wall has no turn of its own, so its producer's word is enough.
        if (decision.State.Clock.NextTurnAfter(decision.Now) is not { } turn)
        {
            TimeRules.Compact(decision, decision.State);
        }
        else if (decision.State.CompactAt is null)
        {
            decision.Emit(new CompactionAsked(turn));
            decision.WakeBy(turn);
        }
        return null;
    }

    static Refusal? Set(DecisionBuilder decision, bool changes, ServiceEvent happened)
    {
        if (changes)
        {
            decision.Emit(happened);
        }
        return null;
    }
}
