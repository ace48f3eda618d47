using System.Globalization;
using Npgsql;

namespace VideoWall.Storage;

/// <summary>
/// The URL form of a Postgres address, as libpq reads it.
/// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
/// </summary>
internal static class PostgresUrl
{
    static readonly string[] Schemes = ["postgres://", "postgresql://"];

    /// <summary>libpq's parameter names, and Npgsql's for the same.</summary>
    static readonly Dictionary<string, string> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["host"] = "Host",
        ["port"] = "Port",
        ["user"] = "Username",
        ["password"] = "Password",
        ["dbname"] = "Database",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["sslnegotiation"] = "SSL Negotiation",
        ["channel_binding"] = "Channel Binding",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["options"] = "Options",
        ["target_session_attrs"] = "Target Session Attributes",
    };

    public static bool IsUrl(string text) => Schemes.Any(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="SettingException">Names the part that is wrong.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        // By hand: System.Uri refuses an empty host and a percent-encoded one, which is how a socket folder is written.
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var query = "";
        if (rest.IndexOf('?', StringComparison.Ordinal) is >= 0 and var question)
            (rest, query) = (rest[..question], rest[(question + 1)..]);
        var database = "";
        if (rest.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash)
            (rest, database) = (rest[..slash], rest[(slash + 1)..]);
        var builder = new NpgsqlConnectionStringBuilder();
        if (rest.LastIndexOf('@') is >= 0 and var at)
        {
            var user = rest[..at].Split(':', 2);
            Set(builder, "user", Decode(user[0], "the user"));
            if (user.Length == 2)
                Set(builder, "password", Decode(user[1], "the password (percent-encode @ : / ? # %)"));
            rest = rest[(at + 1)..];
        }
        SetAddress(builder, rest);
        Set(builder, "dbname", Decode(database, "the database's name"));
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            Set(builder, Decode(parts[0], "a parameter"), parts.Length == 2 ? Decode(parts[1], $"parameter {parts[0]}") : "");
        }
        if (string.IsNullOrEmpty(builder.Host))
            builder.Host = "localhost";
        if (string.IsNullOrEmpty(builder.Username))
            throw Wrong("names no user; write postgres://user:password@host:5432/database");
        // As with libpq, a database that is not named has its user's name.
        if (string.IsNullOrEmpty(builder.Database))
            builder.Database = builder.Username;
        return builder;
    }

    static void SetAddress(NpgsqlConnectionStringBuilder builder, string address)
    {
        if (address.Contains(',', StringComparison.Ordinal))
            throw Wrong("names several servers; write Host=a,b;Username=…;Password=…;Database=… for that");
        var port = "";
        // The colons of an IPv6 address stand in brackets.
        if (address.LastIndexOf(':') is >= 0 and var colon && colon > address.LastIndexOf(']'))
            (address, port) = (address[..colon], address[(colon + 1)..]);
        if (address.StartsWith('[') != address.EndsWith(']') || (!address.StartsWith('[') && address.Contains(':', StringComparison.Ordinal)))
            throw Wrong("has a host that cannot be read; write an IPv6 address in brackets: [::1]");
        Set(builder, "host", Decode(address.Trim('[', ']'), "the host"));
        Set(builder, "port", port);
    }

    static void Set(NpgsqlConnectionStringBuilder builder, string parameter, string value)
    {
        if (!Parameters.TryGetValue(parameter, out var keyword))
            throw Wrong($"has the parameter '{parameter}', which is not known here; known are {string.Join(", ", Parameters.Keys.Order(StringComparer.Ordinal))}");
        if (value.Length == 0)
            return;
        try
        {
            builder[keyword] = parameter.ToUpperInvariant() switch
            {
                "PORT" => Number(parameter, value, 1, 65535),
                "CONNECT_TIMEOUT" => Number(parameter, value, 0, 1024),
                // verify-ca, read-write: Npgsql spells them without the dash.
                "SSLMODE" or "TARGET_SESSION_ATTRS" or "SSLNEGOTIATION" => value.Replace("-", "", StringComparison.Ordinal),
                _ => value,
            };
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidCastException)
        {
            throw new SettingException(
                parameter.Equals("sslmode", StringComparison.OrdinalIgnoreCase)
                    ? "DATABASE_URL has a wrong sslmode; use disable, allow, prefer, require, verify-ca or verify-full."
                    : $"DATABASE_URL has a wrong {parameter}.",
                fault);
        }
    }

    static int Number(string parameter, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong($"has a wrong {parameter.ToLowerInvariant()}; use a number from {least} to {most}");

    static string Decode(string part, string name)
    {
        for (var i = part.IndexOf('%', StringComparison.Ordinal); i >= 0; i = part.IndexOf('%', i + 1))
        {
            if (i + 2 >= part.Length || !char.IsAsciiHexDigit(part[i + 1]) || !char.IsAsciiHexDigit(part[i + 2]))
                throw Wrong($"has a % in {name} that begins no percent-code; write it as %25");
        }
        return Uri.UnescapeDataString(part);
    }

    static SettingException Wrong(string what) => new($"DATABASE_URL {what}.");
}
