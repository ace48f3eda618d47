using VideoWall.Domain;

namespace VideoWall.Grains.Interfaces;

/// <summary>What came of a command: the revision after it, or a refusal.</summary>
public sealed record CommandReply(long Revision, Refusal? Refusal = null);
