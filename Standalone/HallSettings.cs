using VideoWall.WebFront.Settings;

namespace VideoWall.Standalone;

/// <summary>What this host itself needs to know.</summary>
/// <param name="DataDir">Folder of the private database and of generated keys.</param>
/// <param name="DatabaseUrl">A Postgres of the operator's; null: a private one.</param>
sealed record HallSettings(string DataDir, string? DatabaseUrl, string Host, int Port, LogLevel LogLevel)
{
    public static HallSettings Read(SettingsReader reader) => new(
        Path.GetFullPath(reader.Text("DATA_DIR") ?? "data"),
        reader.Text("DATABASE_URL"),
        reader.Text("HOST") ?? "127.0.0.1",
        reader.Number("PORT", 0, 65535, 8080),
        reader.LogLevel());
}
