using System.Collections.Immutable;
using System.Text.Json;

namespace VideoWall.Simulation;

/// <summary>
/// One message between a page and its room in this process. From a church's page: <c>publish</c>, <c>unpublish</c>, <c>leave</c>;
/// from a page that only watches: <c>watch</c>, <c>again</c>; from both: <c>signal</c>. To them: <c>joined</c>, <c>published</c>,
/// <c>removed</c>, <c>open</c>, <c>over</c>, <c>full</c>, <c>signal</c>.
/// </summary>
public sealed record DirectMessage(string Type)
{
    public string? ParticipantSid { get; init; }

    public string? TrackSid { get; init; }

    /// <summary>With <c>removed</c>: one of <see cref="EndReasons"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>One picture on its way from one page to another.</summary>
    public string? Link { get; init; }

    /// <summary>With <c>watch</c>: all tracks that are wanted now.</summary>
    public ImmutableArray<string>? Tracks { get; init; }

    /// <summary>With <c>signal</c>: a description or a candidate in WebRTC's form, carried as it is.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>With <c>joined</c>: what helps browsers to find a way to each other.</summary>
    public ImmutableArray<IceServer>? IceServers { get; init; }
}

/// <summary>A STUN or TURN server in the form of WebRTC's <c>RTCIceServer</c>.</summary>
public sealed record IceServer(ImmutableArray<string> Urls, string? Username = null, string? Credential = null);
