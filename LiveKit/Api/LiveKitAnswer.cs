using System.Diagnostics.CodeAnalysis;

namespace VideoWall.LiveKit.Api;

/// <summary>How a call ended. Only success tells anything about the room: both others mean "unknown", never "empty".</summary>
public enum AnswerKind
{
    Success,

    /// <summary>LiveKit answered no; asking again changes nothing.</summary>
    Refused,

    /// <summary>No answer, or none that is LiveKit's.</summary>
    Unreachable,
}

/// <summary>LiveKit's answer to a call.</summary>
/// <param name="Code">Twirp's error code (<c>unauthenticated</c>, <c>failed_precondition</c>, …); empty on success.</param>
/// <param name="Message">For people and logs; holds no token. Empty on success.</param>
public record LiveKitAnswer(AnswerKind Kind, string Code = "", string Message = "")
{
    public static LiveKitAnswer Success { get; } = new(AnswerKind.Success);

    public bool IsSuccess => Kind == AnswerKind.Success;
}

/// <summary>LiveKit's answer to a question.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public sealed record LiveKitAnswer<T> : LiveKitAnswer
{
    readonly T? value;

    internal LiveKitAnswer(T value)
        : base(AnswerKind.Success) => this.value = value;

    internal LiveKitAnswer(LiveKitAnswer failure)
        : base(failure)
    {
    }

    /// <summary>The answer; false when it is unknown.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = this.value;
        return IsSuccess;
    }
}
