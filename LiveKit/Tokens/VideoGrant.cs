using System.Collections.Immutable;

namespace VideoWall.LiveKit.Tokens;

/// <summary>
/// LiveKit's <c>video</c> claim. Absent is not false there: <c>canPublish</c> and <c>canSubscribe</c> default to true and
/// <c>canPublishData</c> follows, so every token of ours writes its refusals out.
/// </summary>
public sealed record VideoGrant
{
    public bool? RoomCreate { get; init; }

    public bool? RoomList { get; init; }

    public bool? RoomAdmin { get; init; }

    public bool? RoomJoin { get; init; }

    /// <summary>The one room that RoomJoin and RoomAdmin speak of.</summary>
    public string? Room { get; init; }

    public bool? CanPublish { get; init; }

    public bool? CanSubscribe { get; init; }

    public bool? CanPublishData { get; init; }

    /// <summary>Lower case (<c>camera</c>). Empty means no restriction, so a token that restricts must name one.</summary>
    public ImmutableArray<string>? CanPublishSources { get; init; }

    public bool? CanUpdateOwnMetadata { get; init; }

    /// <summary>Others do not see the participant; its webhooks come all the same.</summary>
    public bool? Hidden { get; init; }
}
