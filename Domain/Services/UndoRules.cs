using System.Collections.Immutable;

namespace VideoWall.Domain.Services;

/// <summary>
/// Taking acts back. An act is noted with what it changed, as it was before, so that taking it back needs nothing but the journal:
/// any producer can do it, from any page, after any restart.
/// </summary>
static class UndoRules
{
    /// <summary>Null for an act that changed no church and no spotlight: turning a page and blanking the walls are taken back by another press.</summary>
    public static ActDone? Note(ServiceState before, ServiceState after, IEnumerable<ServiceEvent> events, Act act)
    {
        if (act.Action == ServiceAction.Undo)
        {
            return null;
        }
        ImmutableArray<ChurchBefore> churches =
            [.. events.OfType<ChurchEvent>().Select(e => e.Church).Distinct().Select(id => Difference(before.Churches[id], after.Churches[id])).OfType<ChurchBefore>()];
        ImmutableArray<ChurchId>? spotlight = before.Spotlight.SequenceEqual(after.Spotlight) ? null : before.Spotlight;
        return churches.IsEmpty && spotlight is null ? null : new(act.Action, act.By, churches, spotlight);
    }

    static ChurchBefore? Difference(Attendee before, Attendee after)
    {
        var difference = new ChurchBefore(
            before.Id,
            before.Standing == after.Standing ? null : before.Standing,
            before.Hidden == after.Hidden ? null : before.Hidden,
            before.Muted == after.Muted ? null : before.Muted,
            before.Name == after.Name ? null : before.Name,
            before.City == after.City ? null : before.City);
        return difference == new ChurchBefore(before.Id) ? null : difference;
    }

    public static Refusal? TakeBack(DecisionBuilder decision, long? id)
    {
        if (decision.State.Acts.LastOrDefault(a => id is null || a.Id == id) is not { } past)
        {
            return new(
                RefusalCode.NothingToUndo, id is null ? "There is nothing to take back." : "This was taken back already, or is too long ago.",
                "Look at the roster, and put right by hand what is wrong.", "act");
        }
        foreach (var before in past.Done.Churches.OrderBy(c => ProducerRules.Rank(decision.State.Churches[c.Church])))
        {
            Restore(decision, decision.State.Churches[before.Church], before);
        }
        if (past.Done.Spotlight is { } spotlight)
        {
            Light(decision, spotlight);
        }
        decision.Emit(new ActUndone(past.Id));
        return null;
    }

    static void Restore(DecisionBuilder decision, Attendee church, ChurchBefore before)
    {
        if (before.Standing is { } standing)
        {
            ProducerRules.Stand(decision, church, standing);
        }
        if (before.Hidden is { } hidden && hidden != church.Hidden)
        {
            if (hidden)
            {
                decision.Unspotlight(church.Id);
            }
            decision.Emit(new HiddenSet(church.Id, hidden));
        }
        if (before.Muted is { } muted && muted != church.Muted)
        {
            decision.Emit(new MutedSet(church.Id, muted));
        }
        var (name, city) = (before.Name ?? church.Name, before.City ?? church.City);
        if (name != church.Name || city != church.City)
        {
            decision.Emit(new ChurchUpdated(church.Id, name, city, church.Device, true));
        }
    }

    // Who left the wall meanwhile stays out of the spotlight.
    static void Light(DecisionBuilder decision, ImmutableArray<ChurchId> before)
    {
        ImmutableArray<ChurchId> spotlight = [.. before.Where(id => decision.State.Churches.GetValueOrDefault(id) is { IsOnWall: true })];
        if (!spotlight.SequenceEqual(decision.State.Spotlight))
        {
            decision.Emit(new SpotlightSet(spotlight));
        }
    }
}
