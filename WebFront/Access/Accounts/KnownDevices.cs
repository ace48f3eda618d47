using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace VideoWall.WebFront.Access.Accounts;

/// <summary>
/// Browsers in which somebody has signed in before, told by a cookie that says for whom. It opens nothing; it only keeps guesses of strangers from being
/// held against whoever has it (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
/// </summary>
sealed class KnownDevices(IDataProtectionProvider protection)
{
    public const string Cookie = "vw_device";

    /// <summary>The only calls that it is sent with: signing in.</summary>
    const string Path = "/api/v1/session";

    /// <summary>Users that one browser is known for; the longest ago are forgotten.</summary>
    const int MostNames = 8;

    // Browsers keep none for longer (RFC 6265bis, 5.5).
    static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    readonly IDataProtector protector = protection.CreateProtector("known device");

    /// <summary>The id of the browser that sent this, where <paramref name="user"/> has signed in there; else null.</summary>
    public string? Knows(HttpContext context, string user) => Read(context) is [var id, .. var users] && users.Contains(user) ? id : null;

    /// <summary>They signed in.</summary>
    public void Remember(HttpContext context, string user)
    {
        string[] known = Read(context) is [var id, .. var users] ? [id, user, .. users.Where(u => u != user).Take(MostNames - 1)] : [RandomText.Secret(16), user];
        context.Response.Cookies.Append(Cookie, protector.Protect(string.Join('\n', known)), new()
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = Lifetime,
            Path = Path,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
        });
    }

    string[]? Read(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { } cookie)
        {
            return null;
        }
        try
        {
            return protector.Unprotect(cookie).Split('\n');
        }
        catch (CryptographicException)
        {
            return null; // none of ours, or of an installation whose keys are gone
        }
    }
}
