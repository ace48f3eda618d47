namespace VideoWall.Storage.Private;

/// <summary>
/// Programs of the operating system that make the private Postgres better behaved where they exist (util-linux,
/// coreutils): paths, null where missing.
/// </summary>
/// <param name="Setpriv">Changes the user and ends Postgres with this program.</param>
/// <param name="Setsid">Keeps a terminal's Ctrl+C away from Postgres, which must outlive the last append.</param>
/// <param name="Chroot">Changes the user where setpriv is missing.</param>
internal sealed record Tools(string? Setpriv, string? Setsid, string? Chroot)
{
    public static Tools OfThisMachine() => !OperatingSystem.IsLinux()
        ? new Tools(null, null, null)
        : new Tools(Find("setpriv"), Find("setsid"), Find("chroot"));

    static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        // Root's tools are missing in the PATH of many services.
        .Concat(["/usr/bin", "/bin", "/usr/sbin", "/sbin"])
        .Where(folder => folder.StartsWith('/'))
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
