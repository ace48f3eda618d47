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
        var known = Known(state, arrive);
        if (known is null && Closed(state, arrive) is { } closed)
        {
            return closed;
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
        if (known is null)
        {
            var standing = state.Settings.Admission == AdmissionRule.Approval && !arrive.Trusted ? Standing.Waiting : Standing.Admitted;
            decision.Emit(new ChurchArrived(
                arrive.Church, Identities.Of(arrive.Church), state.Index.Unique(name, null), city, arrive.Device, arrive.Registered, standing));
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
        ComeAgain(decision, known, name, city, arrive);
        return null;
    }

    /// <summary>Why nobody new comes in now; churches of the registry are expected.</summary>
    static Refusal? Closed(ServiceState state, Arrive arrive) =>
        arrive.Registered ? null
        : state.Locked ? new(RefusalCode.DoorsLocked, "The doors are locked.", "Ask the producer to let you in. Churches with a personal link can come in.")
        : state.Index.Guests >= state.Settings.MaxGuests ? new(
            RefusalCode.ServiceFull, $"This service is full: {state.Settings.MaxGuests} guests have joined.", "Ask the producer for a personal link, or to raise maxGuests of the service.")
        : arrive.OnlyKnown ? new(RefusalCode.TooManyJoins, "Many guests have joined from here in the last minute.", "Try again in a minute.")
        : null;

    static void ComeAgain(DecisionBuilder decision, Attendee known, string name, string city, Arrive arrive)
    {
        var (present, state) = (new NameWish(known.Name, known.City), decision.State);
        var label = new NameWish(
            arrive.Registered || known.Renamed ? known.Name : state.Index.Unique(name, known), city.Length > 0 && !known.Renamed ? city : known.City);
        // A producer approved a guest by its name: another one is on no wall unasked.
        var waits = label != present && known.Standing == Standing.Admitted && state.Settings.Admission == AdmissionRule.Approval && !arrive.Registered;
        var wish = waits ? label with { Name = name } : label == present ? known.Wish : null; // its page goes by the present name meanwhile
        if (known.Wish != wish)
        {
            decision.Emit(new NameWished(known.Id, wish));
        }
        var shown = waits ? present : label;
        if (shown != present || known.Device != arrive.Device)
        {
            decision.Emit(new ChurchUpdated(known.Id, shown.Name, shown.City, arrive.Device));
        }
        if (known is { KeptUntil: { } until, Seat: not null } && until < decision.Now + ServiceState.Grace)
        {
            Keep(decision, known.Id, ServiceState.Grace); // it is coming back
        }
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
        return !arrive.Registered && arrive.Device is not null && state.Index.ByDevice(arrive.Device) is { } guest ? state.Churches[guest] : null;
    }
}
