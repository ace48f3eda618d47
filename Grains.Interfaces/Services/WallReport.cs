namespace VideoWall.Grains.Interfaces;

/// <summary>How one wall page does.</summary>
/// <param name="Page">The page it shows, from 0; null for the title card.</param>
/// <param name="Frames">Frames painted since its last report.</param>
public sealed record WallReport(
    string WallId, int Screen, DateTimeOffset Since, DateTimeOffset LastBeat, int? Page, int Tiles, int Frames, WallStatus Status);

public enum WallStatus
{
    Ok,

    /// <summary>Connected, but it reports no beat or paints no frames though pictures are flowing.</summary>
    Stalled,

    /// <summary>Its connection is gone.</summary>
    Gone,
}
