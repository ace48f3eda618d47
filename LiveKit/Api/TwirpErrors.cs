using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using VideoWall.LiveKit.Protocol;

namespace VideoWall.LiveKit.Api;

/// <summary>Turns LiveKit's refusals into answers that are safe to show: its own texts may echo our token.</summary>
static class TwirpErrors
{
    const string Prefix = "twirp error unknown: ";
    const string JwtStart = "eyJ";
    const int MessageBytes = 200;

    internal static LiveKitAnswer Read(HttpStatusCode status, ReadOnlySpan<byte> body)
    {
        var error = Parse(body);
        if (status == HttpStatusCode.Unauthorized)
        {
            // A missing grant comes as JSON, a bad token as plain text that repeats the token.
            return new LiveKitAnswer(AnswerKind.Refused, "unauthenticated", error is null
                ? "LiveKit does not believe our token: LIVEKIT_API_KEY and LIVEKIT_API_SECRET must be one of the pairs under "
                    + "`keys` of LiveKit, and both clocks must agree within a minute."
                : Safe(error.Msg));
        }

        return error is { Code.Length: > 0 }
            ? new LiveKitAnswer(AnswerKind.Refused, Text.Line(error.Code, 64), Safe(error.Msg))
            : Foreign(status);
    }

    /// <summary>Something answered, but not in LiveKit's way: a proxy, or another program.</summary>
    internal static LiveKitAnswer Foreign(HttpStatusCode status) => new(
        AnswerKind.Unreachable,
        "foreign_answer",
        $"What answers at LIVEKIT_URL (HTTP {(int)status}) does not answer like LiveKit: check the address and any proxy.");

    static TwirpError? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, TwirpErrorJson.Default.TwirpError);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string Safe(string? message)
    {
        var text = Text.Line((message ?? "").Replace(Prefix, "", StringComparison.Ordinal), MessageBytes);
        return text.Contains(JwtStart, StringComparison.Ordinal) ? "LiveKit gave no reason fit to print." : text;
    }
}

/// <summary>How Twirp tells an error.</summary>
sealed record TwirpError(string? Code, string? Msg);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TwirpError))]
sealed partial class TwirpErrorJson : JsonSerializerContext;
