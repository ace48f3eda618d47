namespace VideoWall.WebFront.Access;

/// <summary>Names of the authentication schemes.</summary>
public static class AccessSchemes
{
    /// <summary>Whoever it is: an API key when the request carries one, else the cookie.</summary>
    public const string Caller = "caller";

    internal const string Cookie = "cookie";
    internal const string Key = "key";
}
