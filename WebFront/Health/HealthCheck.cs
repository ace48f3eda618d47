using System.Globalization;

namespace VideoWall.WebFront.Health;

/// <summary>
/// The program asks its running twin whether it can serve: a container's health check, where there is no curl. Exit code 0: yes.
/// </summary>
public static class HealthCheck
{
    /// <summary>The one word on the command line.</summary>
    public const string Argument = "--healthcheck";

    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    /// <param name="setting">A setting's text by its name (<c>HOST</c>, <c>PORT</c>); null where it is not set.</param>
    /// <param name="say">Takes one line: what is wrong.</param>
    /// <returns>0 when <c>/readyz</c> says so, degraded included, else 1.</returns>
    public static async Task<int> Run(Func<string, string?> setting, Action<string> say)
    {
        if (!ushort.TryParse(setting("PORT") is { Length: > 0 } text ? text : "8080", CultureInfo.InvariantCulture, out var port))
        {
            say("PORT is no number from 0 to 65535.");
            return 1;
        }
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout };
        try
        {
            using var answer = await http.GetAsync(new UriBuilder("http", Host(setting("HOST")), port, "readyz").Uri);
            if (answer.IsSuccessStatusCode)
            {
                return 0;
            }
            say(await answer.Content.ReadAsStringAsync());
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or UriFormatException)
        {
            say(fault.Message);
        }
        return 1;
    }

    /// <summary>An address at which a program that listens at <paramref name="setting"/> can be asked from its own machine.</summary>
    static string Host(string? setting) => setting?.Trim('[', ']') switch
    {
        null or "" or "0.0.0.0" => "127.0.0.1",
        "::" => "[::1]",
        { } address => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address,
    };
}
