using System.Security.Cryptography;
using VideoWall.Domain;

namespace VideoWall.WebFront.Services;

/// <summary>Session codes: short enough to read aloud.</summary>
public static class Codes
{
    /// <summary>No 0, O, 1 or I: codes are typed by hand.</summary>
    const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>Six letters, 30 bits; the limit on wrong tries keeps them from being guessed.</summary>
    public static string New() => RandomNumberGenerator.GetString(Letters, 6);

    /// <summary>A code as people type it, in its plain form: any case, full-width or not, with or without spaces and dashes.</summary>
    public static string Plain(string? typed) => new([.. (typed ?? "").Select(Texts.Narrow).Select(char.ToUpperInvariant).Where(char.IsAsciiLetterOrDigit).Take(32)]);
}
