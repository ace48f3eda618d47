namespace VideoWall.LiveKit.Protocol;

// The enums of livekit/protocol that we read, by LiveKit's numbers. A name that we do not know is -1.

/// <summary><c>ParticipantInfo.Kind</c>; 5 and 6 are reserved there.</summary>
enum ParticipantKind
{
    Unrecognized = -1,
    Standard,
    Ingress,
    Egress,
    Sip,
    Agent,
    Connector = 7,
    Bridge,
}

/// <summary><c>ParticipantInfo.State</c>.</summary>
enum ParticipantState
{
    Unrecognized = -1,
    Joining,
    Joined,
    Active,
    Disconnected,
}

enum TrackType
{
    Unrecognized = -1,
    Audio,
    Video,
    Data,
}

enum TrackSource
{
    Unrecognized = -1,
    Unknown,
    Camera,
    Microphone,
    ScreenShare,
    ScreenShareAudio,
}

/// <summary>How LiveKit writes them: the names in the order of their numbers; empty texts fill gaps.</summary>
static class EnumNames
{
    internal static readonly string[] Kinds =
        ["STANDARD", "INGRESS", "EGRESS", "SIP", "AGENT", "", "", "CONNECTOR", "BRIDGE"];

    internal static readonly string[] States = ["JOINING", "JOINED", "ACTIVE", "DISCONNECTED"];
    internal static readonly string[] TrackTypes = ["AUDIO", "VIDEO", "DATA"];
    internal static readonly string[] TrackSources = ["UNKNOWN", "CAMERA", "MICROPHONE", "SCREEN_SHARE", "SCREEN_SHARE_AUDIO"];
}
