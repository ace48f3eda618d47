namespace VideoWall.Simulation;

/// <summary>Who joins a simulated room.</summary>
/// <param name="City">Goes into attribute <c>city</c>.</param>
/// <param name="Hidden">A watcher that publishes nothing, like a wall.</param>
/// <param name="Drawn">It has no camera: whoever shows its picture draws it.</param>
public sealed record SimulatedParticipant(string Identity, string Name, string? City = null, bool Hidden = false, bool Drawn = false);

/// <summary>LiveKit's reasons for the end of a session, as they stand in <c>participant_left</c>.</summary>
public static class EndReasons
{
    public const string ClientInitiated = "CLIENT_INITIATED";
    public const string DuplicateIdentity = "DUPLICATE_IDENTITY";
    public const string ConnectionTimeout = "CONNECTION_TIMEOUT";
    public const string ParticipantRemoved = "PARTICIPANT_REMOVED";
    public const string RoomDeleted = "ROOM_DELETED";

    /// <summary>Not LiveKit's, and in no webhook: it was never let in, the room has all cameras that it can have.</summary>
    public const string RoomFull = "ROOM_FULL";
}
