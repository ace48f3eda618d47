using System.Net;
using VideoWall.Storage;
using VideoWall.WebFront.Settings;

namespace VideoWall.Silo.Settings;

/// <summary>All settings of the program, checked.</summary>
/// <param name="Folder">The data folder, held until it is disposed: private database and generated keys.</param>
/// <param name="DatabaseUrl">A Postgres of the operator's; null: a private one.</param>
/// <param name="MigrationsUrl">The same database as its owner, for migrations; null: <paramref name="DatabaseUrl"/> owns it.</param>
/// <param name="Host">As in the address of a page: IPv6 in brackets.</param>
sealed record ServerSettings(
    DataFolder Folder, string? DatabaseUrl, string? MigrationsUrl, string Host, int Port, TlsSettings Tls, LogLevel LogLevel, SiloSettings Silo, WebFrontSettings WebFront)
{
    /// <summary>
    /// Settings are read once. Waiting for a changed appsettings.json would watch the working folder with all that is in it, each
    /// folder a watch of the operating system's.
    /// </summary>
    public const string NoWatching = "--hostBuilder:reloadConfigOnChange=false";

    /// <exception cref="SettingsException">Some cannot be used; it names them all.</exception>
    /// <exception cref="SettingException">The data folder cannot be used.</exception>
    public static ServerSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var reader = new SettingsReader(configuration);
        var (database, migrations) = DatabaseUrls(reader);
        var (host, port, level) = (Listening(reader), reader.Number("PORT", 0, 65535, 8080), reader.LogLevel());
        var (silo, tls) = (SiloSettings.Read(reader), TlsSettings.Read(reader));
        var folder = DataFolder.Open(Path.GetFullPath(reader.Text("DATA_DIR") ?? "data"));
        try
        {
            var secrets = new GeneratedSecrets(folder.Path);
            if (!reader.TryReadWebFront(environment.IsProduction() && database is not null ? null : secrets.LiveKit, out var webFront))
            {
                throw new SettingsException([.. reader.Faults]);
            }
            webFront = webFront with
            {
                Access = webFront.Access with { LocalApiKey = secrets.LocalAdmin() },
                PublicBaseUrl = webFront.PublicBaseUrl ?? tls.Address, // links are for phones in the hall, wherever they were copied
            };
            return new(folder, database, migrations, host, port, tls, level, silo.WithPort(folder.Path), webFront);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    internal static (string? Database, string? Migrations) DatabaseUrls(SettingsReader reader)
    {
        var urls = (Database: reader.Secret("DATABASE_URL"), Migrations: reader.Secret("MIGRATIONS_DATABASE_URL"));
        if (urls is { Database: null, Migrations: not null })
        {
            reader.Fault("MIGRATIONS_DATABASE_URL is set, DATABASE_URL is not: set it to the same database, with the user that the program works as.");
        }
        return urls;
    }

    // Kestrel takes a name it does not know for all addresses of the machine: a slip of the pen would open the server to everybody.
    static string Listening(SettingsReader reader)
    {
        var host = reader.Text("HOST") ?? "127.0.0.1";
        if (host != "localhost" && !IPAddress.TryParse(host, out _))
        {
            reader.Fault($"HOST is '{host}': write an address of this machine such as 127.0.0.1, or 0.0.0.0 for all of its addresses.");
        }
        return host.Contains(':', StringComparison.Ordinal) ? $"[{host.Trim('[', ']')}]" : host; // IPv6 as addresses of pages have it
    }
}

/// <summary>Settings cannot be used; each fault begins with its setting's name and says how to mend it.</summary>
sealed class SettingsException(IReadOnlyList<string> faults) : Exception(string.Join(' ', faults))
{
    public IReadOnlyList<string> Faults => faults;
}
