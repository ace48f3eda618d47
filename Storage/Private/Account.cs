using System.Globalization;

namespace VideoWall.Storage.Private;

/// <summary>A user of the machine, by its line in <c>/etc/passwd</c>.</summary>
internal sealed record Account(string Name, uint User, uint Group)
{
    /// <summary>The unprivileged user that every Unix has; Postgres refuses root, and users without a name.</summary>
    public static Account? Nobody() => Find(account => account.Name == "nobody");

    public static Account? ByName(string name) => Find(account => account.Name == name);

    static Account? Find(Func<Account, bool> match) => !File.Exists("/etc/passwd")
        ? null
        : File.ReadLines("/etc/passwd").Select(Parse).FirstOrDefault(account => account is not null && match(account));

    // name:password:uid:gid:…
    static Account? Parse(string line)
    {
        var parts = line.Split(':');
        return parts.Length > 3
            && uint.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var user)
            && uint.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var group)
            ? new Account(parts[0], user, group)
            : null;
    }
}
