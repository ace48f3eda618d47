using System.Text;
using VideoWall.Domain;

namespace VideoWall.WebFront.Access.Accounts;

/// <summary>What a new password must be: long, and not among those that are tried first (NIST SP 800-63B, 5.1.1.2). No rules about kinds of characters.</summary>
static class PasswordRules
{
    public const int Shortest = 10;
    public const int Longest = 200;

    /// <summary>Letters and digits that must be there besides words that anybody would guess here.</summary>
    const int LeastOfItsOwn = 6;

    /// <summary>Different characters of a password that is no mere pattern.</summary>
    const int LeastVariety = 5;

    /// <summary>A shorter part of a user's name says nothing about a password that contains it.</summary>
    const int ShortestWord = 4;

    // Longer ones first, so that "administrator" leaves nothing of itself.
    static readonly string[] ProductWords =
        ["administrator", "videowall", "password", "passwort", "changeme", "producer", "livekit", "letmein", "welcome", "church", "kirche", "eglise", "iglesia", "sunday", "video", "admin", "wall"];

    /// <summary>Why this cannot be a password; null when it can.</summary>
    /// <param name="field">The request's field or the setting that holds it.</param>
    /// <param name="user">The name of whose it shall be.</param>
    public static Refusal? Check(string field, string? password, string user) =>
        string.IsNullOrWhiteSpace(password) ? Refusal.Invalid(field, $"{field} is empty.", $"Choose a password of at least {Shortest} characters.")
        : password.Length < Shortest ? Refusal.Invalid(field, $"{field} is too short.", $"Choose a password of at least {Shortest} characters.")
        : password.Length > Longest ? Refusal.Invalid(field, $"{field} is too long.", $"Choose a password of at most {Longest} characters.")
        : Weakness(password.ToLowerInvariant(), user) is { } weakness
            ? Refusal.Invalid(field, $"{field} {weakness}.", "Choose another, such as four words that have nothing to do with each other.")
        : null;

    static string? Weakness(string password, string user)
    {
        if (password.Distinct().Count() < LeastVariety || IsRun(password))
        {
            return "is a simple pattern";
        }
        var plain = Spelled(password);
        if (AnyIsCommon(password, plain, Core(password), Core(plain)))
        {
            return "is one of those that attackers try first";
        }
        return IsWeak(Rest(password, user)) || IsWeak(Rest(plain, user)) ? "is little more than your name or a word of this program" : null;
    }

    static bool IsWeak(string? rest) =>
        rest is not null && (rest.Length < LeastOfItsOwn || rest.Distinct().Count() < LeastVariety || IsRun(rest) || AnyIsCommon(rest));

    /// <summary>With the letters that everybody replaces by look-alikes put back.</summary>
    static string Spelled(string password) => new([.. password.Select(c => c switch
    {
        '0' => 'o',
        '1' or '!' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        _ => c,
    })]);

    /// <summary>Without the digits and marks that everybody puts around a word.</summary>
    static string Core(string password)
    {
        var letters = password.AsSpan().TrimEnd("0123456789.,;:!?-_#*+@$&% ").TrimStart("0123456789.,;:!?-_#*+@$&% ");
        return letters.ToString();
    }

    /// <summary>The letters and digits that are left without the words that anybody would guess here; null where there is none of these.</summary>
    static string? Rest(string password, string user)
    {
        var rest = new StringBuilder(password);
        string[] names = [user, .. user.Split(['.', '_', '-', '@'])];
        foreach (var word in names.Where(n => n.Length >= ShortestWord).Concat(ProductWords))
        {
            rest.Replace(word, "");
        }
        return rest.Length == password.Length ? null : new([.. rest.ToString().Where(char.IsLetterOrDigit)]);
    }

    /// <summary>Each character follows the one before it, up or down: 1234567890, zyxwvutsrq.</summary>
    static bool IsRun(string text)
    {
        var steps = text.Zip(text.Skip(1), (a, b) => b - a).ToList();
        return steps.TrueForAll(s => s is 1 or -9) || steps.TrueForAll(s => s is -1 or 9);
    }

    // Read through each time: passwords are rarely chosen, and the list need not stay in memory.
    static bool AnyIsCommon(params ReadOnlySpan<string> passwords)
    {
        using var list = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")
            ?? throw new InvalidOperationException("The list of common passwords was not built in."));
        while (list.ReadLine() is { } common)
        {
            if (passwords.Contains(common))
            {
                return true;
            }
        }
        return false;
    }
}
