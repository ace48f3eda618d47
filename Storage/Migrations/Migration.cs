using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace VideoWall.Storage.Migrations;

/// <summary>One numbered file of <c>sql/</c>, carried inside this assembly.</summary>
/// <param name="Version">The four digits of its file name.</param>
internal sealed record Migration(string Version, string Name, string Sql)
{
    const string Folder = "sql/";

    /// <summary>Hex SHA-256 of the text with Unix line ends, so that a checkout's line ends do not matter.</summary>
    public string Checksum { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>All of the program's migrations in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load();

    static Migration[] Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var file = Path.GetFileNameWithoutExtension(name[Folder.Length..]);
                return new Migration(file[..4], file, reader.ReadToEnd());
            })];
    }
}
