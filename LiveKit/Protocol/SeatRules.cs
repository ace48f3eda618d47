using VideoWall.Domain;

namespace VideoWall.LiveKit.Protocol;

/// <summary>What of LiveKit's participants and tracks belongs on a wall: the same by webhook as by list.</summary>
static class SeatRules
{
    /// <summary>
    /// People's cameras, by whatever way they come in, and nobody who only watches, records or runs by itself.
    /// A kind that we do not know is no church.
    /// </summary>
    /// <param name="isHelper">Its permission says <c>hidden</c>, <c>recorder</c> or <c>agent</c>.</param>
    internal static bool IsSeatable(ParticipantKind kind, string identity, bool isHelper) =>
        kind is ParticipantKind.Standard or ParticipantKind.Ingress or ParticipantKind.Sip
            or ParticipantKind.Connector or ParticipantKind.Bridge
        && !isHelper && !identity.StartsWith(Identities.Wall, StringComparison.Ordinal);

    /// <summary>A picture for the wall: a video that is no screen share. No type at all means AUDIO (omitted default).</summary>
    internal static bool IsPicture(TrackType type, TrackSource source) =>
        type == TrackType.Video && source != TrackSource.ScreenShare;
}
