namespace VideoWall.Domain.Services;

public enum ServicePhase
{
    /// <summary>Announced; the doors are closed.</summary>
    Scheduled,

    /// <summary>Doors open: churches get tokens.</summary>
    Live,

    /// <summary>Over for good.</summary>
    Ended,

    /// <summary>Taken out of every list; its events remain.</summary>
    Deleted,
}

public enum AdmissionRule
{
    /// <summary>Whoever has the code is seated.</summary>
    Open,

    /// <summary>A producer admits each church, except trusted ones.</summary>
    Approval,
}

public enum WallAccess
{
    /// <summary>A wall needs the key of its link.</summary>
    Key,

    /// <summary>The code opens a wall too.</summary>
    Code,
}

/// <summary>What a producer sets for a service and may change while it runs.</summary>
/// <param name="StartsAt">Announced start; null for a service that is live from its creation.</param>
/// <param name="DoorsMinutes">How long before the start churches may enter; 0 to 1440.</param>
/// <param name="PageSize">Tiles on a page; 1 to 64.</param>
/// <param name="RotationSeconds">How long a page is shown; 3 to 3600.</param>
/// <param name="Screens">Screens of a wall, each showing its own page; 1 to 16.</param>
/// <param name="EndAfterHours">How long it stays live with no church there, before it ends by itself; 1 to 720, or 0 for ever.</param>
/// <param name="MaxGuests">How many may join by the code; 1 to 10,000. Churches of the registry come in beside them.</param>
public sealed record ServiceSettings(
    string Title,
    DateTimeOffset? StartsAt,
    int DoorsMinutes,
    int PageSize,
    int RotationSeconds,
    int Screens,
    AdmissionRule Admission,
    WallAccess WallAccess,
    int EndAfterHours = 12,
    int MaxGuests = ServiceSettings.UsualMaxGuests)
{
    public const int LongestTitle = 120;
    public const int UsualMaxGuests = 2_000;
    public const int MostMaxGuests = 10_000;

    public static ServiceSettings Default(string title) => new(title, null, 30, 20, 15, 1, AdmissionRule.Open, WallAccess.Key);

    /// <summary>When the doors open by themselves; null when they do not need to.</summary>
    public DateTimeOffset? OpensAt => StartsAt?.AddMinutes(-DoorsMinutes);

    /// <summary>The first setting out of its range, or null.</summary>
    public Refusal? Check() =>
        Texts.Line("title", Title, LongestTitle, LongestTitle * 8)
        ?? Year()
        ?? Range("doorsMinutes", DoorsMinutes, 0, 1440)
        ?? Range("pageSize", PageSize, 1, 64)
        ?? Range("rotationSeconds", RotationSeconds, 3, 3600)
        ?? Range("screens", Screens, 1, 16)
        ?? Range("endAfterHours", EndAfterHours, 0, 720)
        ?? Range("maxGuests", MaxGuests, 1, MostMaxGuests);

    // A date with a year mistyped, or none at all, would open the doors at once, or never.
    Refusal? Year() => StartsAt is { Year: < 2000 or > 2999 } start
        ? Refusal.Invalid("startsAt", $"startsAt is {start:O}.", "Give date and time, as in 2030-12-24T17:00:00Z.")
        : null;

    static Refusal? Range(string field, int value, int least, int most) =>
        value >= least && value <= most
            ? null
            : Refusal.Invalid(field, $"{field} is {value}.", $"Choose a whole number from {least} to {most}.");
}
