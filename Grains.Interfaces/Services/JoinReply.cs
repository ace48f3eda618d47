using VideoWall.Domain;

namespace VideoWall.Grains.Interfaces;

/// <param name="Church">The church as which the caller takes part; null with a refusal.</param>
public sealed record JoinReply(Refusal? Refusal, ServiceInfo? Service, JoinedChurch? Church);

public sealed record JoinedChurch(ChurchId Id, string Identity, string Name, string City, bool IsWaiting);
