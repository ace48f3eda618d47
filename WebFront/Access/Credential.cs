namespace VideoWall.WebFront.Access;

enum CredentialKind
{
    /// <summary>A person's, at one browser.</summary>
    Session,

    /// <summary>A program's.</summary>
    ApiKey,

    /// <summary>A church's personal link.</summary>
    Link,
}

/// <summary>What somebody was let in for and can lose: asked for again later, it says whether it still stands, and for whom.</summary>
/// <param name="Id">Of a session or of an API key, which are no secrets; the key of a personal link, which is one.</param>
sealed record Credential(CredentialKind Kind, string Id);
