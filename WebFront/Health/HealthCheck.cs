using System.Globalization;

namespace VideoWall.WebFront.Health;

/// <summary>
/// The program asks its running twin whether it can serve: a container's health check, where there is no curl. Exit code 0: yes.
/// </summary>
public static class HealthCheck
{
    /// <summary>The one word on the command line.</summary>
    public const string Argument = "--healthcheck";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <param name="setting">A setting's text by its name (<c>HOST</c>, <c>PORT</c>); null where it is not set.</param>
    /// <param name="say">Takes one line: what is wrong.</param>
    /// <returns>0 when <c>/readyz</c> says so, degraded included, else 1.</returns>
    public static async Task<int> Run(Func<string, string?> setting, Action<string> say)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(Address(setting));
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

    static Uri Address(Func<string, string?> setting)
    {
        var host = setting("HOST") is { Length: > 0 } named ? named.Trim('[', ']') : "127.0.0.1";
        var port = setting("PORT") is { Length: > 0 } number ? number : "8080";
        return new UriBuilder("http", host switch { "0.0.0.0" => "127.0.0.1", "::" => "::1", _ => host }, int.Parse(port, CultureInfo.InvariantCulture), "readyz").Uri;
    }
}
