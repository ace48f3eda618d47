using Npgsql;

namespace VideoWall.Storage;

/// <summary>The setting <c>DATABASE_URL</c>: <c>postgres://user:password@host:port/database?…</c> or Npgsql's <c>Host=…;Database=…</c>.</summary>
public static class PostgresSettings
{
    const string Forms = "write postgres://user:password@host:5432/database or Host=…;Username=…;Password=…;Database=…";

    /// <summary>The connection string in Npgsql's form.</summary>
    /// <param name="setting">The setting's name, for the message.</param>
    /// <exception cref="SettingException">The text is neither form; the message never repeats a password.</exception>
    public static string Parse(string databaseUrl, string setting)
    {
        try
        {
            return Parse(databaseUrl);
        }
        catch (SettingException fault)
        {
            throw new SettingException(fault.Message.Replace("DATABASE_URL", setting, StringComparison.Ordinal), fault);
        }
    }

    /// <inheritdoc cref="Parse(string, string)"/>
    public static string Parse(string databaseUrl)
    {
        var text = databaseUrl.Trim();
        if (text.Length == 0)
            throw new SettingException($"DATABASE_URL is empty; {Forms}, or leave it unset for the private database.");
        var builder = PostgresUrl.IsUrl(text) ? PostgresUrl.Parse(text) : ParseNpgsql(text);
        return WithDefaults(builder);
    }

    /// <summary>Adds what the program needs wherever the text does not say otherwise.</summary>
    public static string WithDefaults(string connectionString) => WithDefaults(new NpgsqlConnectionStringBuilder(connectionString));

    static NpgsqlConnectionStringBuilder ParseNpgsql(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
            throw new SettingException($"DATABASE_URL has an address that is not Postgres'; {Forms}.");
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // The original message names the keyword, and may name its value: of a keyword that is no password.
            throw new SettingException($"DATABASE_URL cannot be read ({Keyword(fault)}); {Forms}.", fault);
        }
        if (string.IsNullOrEmpty(builder.Host))
            throw new SettingException($"DATABASE_URL names no Host; {Forms}.");
        return builder;
    }

    static string Keyword(Exception fault) =>
        fault is ArgumentException { ParamName: { Length: > 0 } name } ? $"at '{name}'" : "a part has no known keyword, or a value of the wrong kind";

    static string WithDefaults(NpgsqlConnectionStringBuilder builder)
    {
        void Default(string keyword, object value)
        {
            if (!builder.ShouldSerialize(keyword))
                builder[keyword] = value;
        }
        Default("Application Name", "videowall");
        // Kerberos, if anyone uses it here, is asked for by name: the attempt costs a round trip and a missing-library warning.
        Default("GSS Encryption Mode", GssEncryptionMode.Disable);
        Default("Maximum Pool Size", 20);
        // Every statement of this room is prepared on its second use on a connection.
        Default("Max Auto Prepare", 64);
        Default("Auto Prepare Min Usages", 2);
        Default("Timeout", StoreTimeouts.Connect);
        Default("Command Timeout", StoreTimeouts.Command);
        Default("Cancellation Timeout", StoreTimeouts.Cancellation);
        Default("Keepalive", StoreTimeouts.Keepalive);
        return builder.ConnectionString;
    }
}
