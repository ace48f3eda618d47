namespace VideoWall.LiveKit.Tokens;

/// <summary>Why a JSON Web Token was not believed.</summary>
enum JwtFault
{
    None,
    Missing,
    Malformed,
    Algorithm,
    UnknownKey,
    Signature,
    NoExpiry,
    Expired,
    NotYetValid,
}

static class JwtFaultWords
{
    /// <summary>The fault for people and logs; never a part of the token.</summary>
    internal static string Words(this JwtFault fault) => fault switch
    {
        JwtFault.Missing => "there is no token",
        JwtFault.Malformed => "the token is not a JSON Web Token",
        JwtFault.Algorithm => "the token is not signed with HS256",
        JwtFault.UnknownKey => "the token's issuer is none of our LiveKit keys",
        JwtFault.Signature => "the token's signature is wrong: the LiveKit secrets differ, or it was forged",
        JwtFault.NoExpiry => "the token never expires",
        JwtFault.Expired => "the token has expired",
        JwtFault.NotYetValid => "the token is not valid yet: compare the clocks of LiveKit and this server",
        _ => "",
    };
}
