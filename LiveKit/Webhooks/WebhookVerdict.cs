namespace VideoWall.LiveKit.Webhooks;

/// <summary>Whether a webhook comes from our LiveKit. Everything but <see cref="Genuine"/> is answered with 401.</summary>
public enum WebhookVerdict
{
    Genuine,
    TokenMissing,
    TokenMalformed,

    /// <summary>Not HS256, "none" included.</summary>
    AlgorithmRefused,

    /// <summary>The token's issuer is none of our keys.</summary>
    KeyUnknown,
    SignatureWrong,

    /// <summary>A token without <c>exp</c> could be replayed for ever.</summary>
    NeverExpires,
    Expired,
    NotYetValid,

    /// <summary>Signed by us, but it vouches for no body (an access token, say).</summary>
    HashMissing,

    /// <summary>The token vouches for another body.</summary>
    BodyChanged,
}

/// <summary>A verdict with its reason.</summary>
public readonly record struct WebhookVerification(WebhookVerdict Verdict, string Reason)
{
    public bool IsGenuine => Verdict == WebhookVerdict.Genuine;
}
