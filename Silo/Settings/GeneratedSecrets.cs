using System.Security.Cryptography;
using VideoWall.LiveKit.Keys;

namespace VideoWall.Silo.Settings;

/// <summary>Secrets that were generated at the first start and are kept in the data folder, readable by its owner only.</summary>
sealed class GeneratedSecrets(string folder)
{
    /// <summary>The LiveKit key pair of a machine whose settings name none.</summary>
    public (string Key, string Secret) LiveKit()
    {
        var pair = Keep("livekit-keys", () =>
        {
            var (key, secret) = LiveKitKeys.Generate();
            return $"{key} {secret}";
        }).Split(' ', 2);
        return (pair[0], pair[1]);
    }

    /// <summary>An administrator's API key for commands on this machine, such as <c>videowall demo</c>.</summary>
    public string LocalAdmin() => Keep("local-admin-key", () => $"vw_local_{RandomNumberGenerator.GetHexString(48, lowercase: true)}");

    string Keep(string name, Func<string> generate)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            // Written aside and moved: a file that exists is whole.
            var fresh = path + ".new";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
            using (var file = new FileStream(fresh, options))
            using (var text = new StreamWriter(file))
            {
                text.Write(generate());
            }
            File.Move(fresh, path, overwrite: true);
        }
        return File.ReadAllText(path).Trim();
    }
}
