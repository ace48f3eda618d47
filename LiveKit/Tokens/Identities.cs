namespace VideoWall.LiveKit.Tokens;

/// <summary>How LiveKit identities of ours begin.</summary>
public static class Identities
{
    /// <summary>Walls, and every other page that only watches. Such an identity never gets a seat.</summary>
    public const string Wall = "wall-";

    /// <summary>The producer's console, a watcher like a wall.</summary>
    public const string Console = "wall-console-";

    /// <summary>Churches that joined through our own pages.</summary>
    public const string Church = "church-";
}
