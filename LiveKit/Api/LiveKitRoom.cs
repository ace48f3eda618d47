namespace VideoWall.LiveKit.Api;

/// <summary>A room that LiveKit has open. Its count of participants is left out: it lags and counts hidden walls.</summary>
/// <param name="Sid">One making of the room.</param>
/// <param name="CreatedMs">Unix milliseconds.</param>
public sealed record LiveKitRoom(string Sid, string Name, long CreatedMs);
