
namespace VideoWall.Domain.Churches;

/// <summary>A church of the registry: it has a personal link and keeps its name from service to service.</summary>
public sealed record ChurchState
{
    public static readonly ChurchState None = new();

    public long Revision { get; init; }
    public ChurchId Id { get; init; } = new("");
    public ChurchProfile Profile { get; init; } = new("", "", null, false);

    /// <summary>The secret of its personal link.</summary>
    public string LinkKey { get; init; } = "";

    /// <summary>Its link opens nothing until it is given back or a new one is made.</summary>
    public bool Revoked { get; init; }
    public bool Deleted { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    public bool Exists => Revision > 0 && !Deleted;
}

/// <param name="ExternalId">The church's number in the hall's own books; imports recognise it by that.</param>
/// <param name="Trusted">Admitted without asking where a producer admits.</param>
public sealed record ChurchProfile(string Name, string City, string? ExternalId, bool Trusted)
{
    const int LongestExternalId = 64;

    public static ChurchProfile Clean(string? name, string? city, string? externalId, bool trusted) =>
        new(Texts.Clean(name), Texts.Clean(city), Texts.Clean(externalId) is { Length: > 0 } id ? id : null, trusted);

    public Refusal? Check() =>
        Texts.Line("name", Name, Texts.LongestName)
        ?? (City.Length > 0 ? Texts.Line("city", City, Texts.LongestName) : null)
        ?? (ExternalId is { } id ? Texts.Line("externalId", id, LongestExternalId) : null);
}

public abstract record RegistryEvent;
public sealed record ChurchRegistered(string Id, ChurchProfile Profile, string LinkKey) : RegistryEvent;
public sealed record ProfileChanged(ChurchProfile Profile) : RegistryEvent;
public sealed record LinkReset(string LinkKey) : RegistryEvent;
public sealed record LinkRevoked(bool Revoked) : RegistryEvent;
public sealed record ChurchDeleted : RegistryEvent;

public abstract record RegistryCommand
{
    /// <summary>Names this very command: one that comes again under its key, within a day, is not done again. Null for one that may.</summary>
    public string? Key { get; init; }
}

public sealed record Register(ChurchId Id, ChurchProfile Profile, string LinkKey) : RegistryCommand;

/// <summary>Changes what is not null; an empty external id takes it away.</summary>
public sealed record ChangeProfile(string? Name = null, string? City = null, string? ExternalId = null, bool? Trusted = null, bool? Revoked = null) : RegistryCommand;

/// <summary>Makes a new personal link; the old one stops working.</summary>
public sealed record ResetLink(string LinkKey) : RegistryCommand;
public sealed record DeleteChurch : RegistryCommand;

/// <summary>The registry's rules for one church.</summary>
public static class ChurchDecider
{
    public static Decision<ChurchState, RegistryEvent> Decide(ChurchState state, RegistryCommand command, DateTimeOffset now)
    {
        if (command is Register register)
        {
            return state.Revision > 0 ? Refuse(new(RefusalCode.Invalid, "This church exists already.", "Register it under another id."))
                : register.Profile.Check() is { } wrong ? Refuse(wrong)
                : Emit(new ChurchRegistered(register.Id.Value, register.Profile, register.LinkKey));
        }
        if (!state.Exists)
        {
            return Refuse(new(RefusalCode.UnknownChurch, "There is no such church in the registry.", "Look it up in the list of churches."));
        }
        switch (command)
        {
            case ChangeProfile change:
                var old = state.Profile;
                var profile = ChurchProfile.Clean(change.Name ?? old.Name, change.City ?? old.City, change.ExternalId ?? old.ExternalId, change.Trusted ?? old.Trusted);
                return profile.Check() is { } wrong ? Refuse(wrong) : Emit([
                    .. profile == old ? Array.Empty<RegistryEvent>() : [new ProfileChanged(profile)],
                    .. change.Revoked is { } revoked && revoked != state.Revoked ? [new LinkRevoked(revoked)] : Array.Empty<RegistryEvent>()]);
            case ResetLink reset:
                return Emit(new LinkReset(reset.LinkKey));
            case DeleteChurch:
                return Emit(new ChurchDeleted());
            default:
                throw new ArgumentOutOfRangeException(nameof(command), command, "Not a command of a church.");
        }

        Decision<ChurchState, RegistryEvent> Refuse(Refusal refusal) => new([], state, refusal);

        Decision<ChurchState, RegistryEvent> Emit(params ReadOnlySpan<RegistryEvent> events)
        {
            var after = state;
            foreach (var happened in events)
            {
                after = Apply(after, happened, now);
            }
            return new([.. events], after, null);
        }
    }

    public static ChurchState Apply(ChurchState s, RegistryEvent happened, DateTimeOffset at) => (happened switch
    {
        ChurchRegistered e => s with { Id = new(e.Id), Profile = e.Profile, LinkKey = e.LinkKey, CreatedAt = at },
        ProfileChanged e => s with { Profile = e.Profile },
        LinkReset e => s with { LinkKey = e.LinkKey, Revoked = false },
        LinkRevoked e => s with { Revoked = e.Revoked },
        ChurchDeleted => s with { Deleted = true },
        _ => s,
    }) with { Revision = s.Revision + 1 };
}
