namespace VideoWall.Domain;

/// <summary>How the LiveKit identities that we give out begin.</summary>
public static class Identities
{
    /// <summary>Churches that joined through our own pages.</summary>
    public const string Church = "church-";

    /// <summary>Walls, and every other page that only watches. Such an identity never gets a seat.</summary>
    public const string Wall = "wall-";

    /// <summary>The producer's console, a watcher like a wall.</summary>
    public const string Console = "wall-console-";

    /// <summary>One identity for all devices of a church, so that LiveKit lets the newest device win.</summary>
    public static string Of(ChurchId church) => Church + church.Value;

    /// <summary>How the sids of rooms begin that this program keeps itself, where there is no LiveKit. LiveKit's have no second underscore.</summary>
    public const string OwnRoom = "RM_OWN_";

    /// <summary>How the sids of tracks begin whose pictures are drawn by the pages that show them.</summary>
    public const string DrawnTrack = "TR_DRAWN_";

    /// <summary>The LiveKit room of a service that was given none.</summary>
    public static string Room(ServiceId service) => $"svc-{service}";
}
