namespace VideoWall.Domain.Services;

/// <summary>Who may take part, and as whom.</summary>
public static class ArrivalRules
{
    internal static Refusal? Arrive(DecisionBuilder decision, Arrive arrive)
    {
        TimeRules.OpenDoorsIfDue(decision);
        var state = decision.State;
        if (state.Phase == ServicePhase.Scheduled)
        {
            return new(RefusalCode.DoorsClosed, "The doors are not open yet.", "Come back when they open; this page opens by itself.");
        }
        var name = Texts.Clean(arrive.Name);
        var city = Texts.Clean(arrive.City);
        if (Texts.Line("name", name, Texts.LongestName) is { } badName)
        {
            return badName;
        }
        if (city.Length > 0 && Texts.Line("city", city, Texts.LongestName) is { } badCity)
        {
            return badCity;
        }
        var known = Known(state, arrive);
        if (known is null)
        {
            var standing = state.Settings.Admission == AdmissionRule.Approval && !arrive.Trusted ? Standing.Waiting : Standing.Admitted;
            decision.Emit(new ChurchArrived(
                arrive.Church, Identities.Of(arrive.Church), Unique(state, name, arrive.Church), city, arrive.Device, arrive.Registered, standing));
            return null;
        }
        if (known.Standing is Standing.Removed or Standing.Denied)
        {
            return new(RefusalCode.ChurchRemoved, "The producer has taken this church out of the service.", "Ask the producer to let you in again.");
        }
        if (known.IsPresent && known.Device is not null && known.Device != arrive.Device && !arrive.TakeOver)
        {
            return new(RefusalCode.ChurchElsewhere, "This church is connected on another device.", "Take over on this device, or go on with the other one.");
        }
        name = arrive.Registered || known.Renamed ? known.Name : Unique(state, name, known.Id);
        city = city.Length > 0 && !known.Renamed ? city : known.City;
        if (known.Name != name || known.City != city || known.Device != arrive.Device)
        {
            decision.Emit(new ChurchUpdated(known.Id, name, city, arrive.Device));
        }
        if (known is { KeptUntil: { } until, Seat: not null } && until < decision.Now + ServiceState.Grace)
        {
            Keep(decision, known.Id, ServiceState.Grace); // it is coming back
        }
        return null;
    }

    /// <summary>A church says goodbye: it is gone at once, from every wall.</summary>
    internal static Refusal? Leave(DecisionBuilder decision, Goodbye goodbye)
    {
        if (!decision.State.Churches.TryGetValue(goodbye.Church, out var church))
        {
            return Refusal.UnknownChurch(goodbye.Church);
        }
        if (church.Standing is Standing.Removed or Standing.Denied || church.KeptUntil is not null)
        {
            return null;
        }
        if (goodbye.Session is { } session && church.Presence.Newest is { } newest && newest.Sid != session)
        {
            return null; // its page was loaded anew, or another device took over, before this was heard
        }
        while (decision.State.Churches[church.Id].Presence.Current is { } current)
        {
            decision.Emit(new SessionEnded(church.Id, current.Sid, 0, Presumed: false));
        }
        if (church.Seat is not null)
        {
            Keep(decision, church.Id, ServiceState.GoodbyeGrace);
        }
        return null;
    }

    static void Keep(DecisionBuilder decision, ChurchId church, TimeSpan grace)
    {
        decision.Emit(new SeatKept(church, decision.Now + grace));
        decision.WakeBy(decision.Now + grace);
    }

    /// <summary>The church that an arrival is, when it was here before: by its registry id, else by its device.</summary>
    public static Attendee? Known(ServiceState state, Arrive arrive)
    {
        if (state.Churches.TryGetValue(arrive.Church, out var same))
        {
            return same;
        }
        return arrive.Registered || arrive.Device is null
            ? null
            : state.Churches.Values.FirstOrDefault(c => c.Device == arrive.Device && !c.Registered);
    }

    // Two churches of one name are told apart by a number, as people would do it.
    static string Unique(ServiceState state, string name, ChurchId self)
    {
        var label = name;
        for (var number = 2; state.Churches.Values.Any(c => c.Id != self && Texts.SameName(c.Name, label)); number++)
        {
            label = $"{name} ({number})";
        }
        return label;
    }
}
