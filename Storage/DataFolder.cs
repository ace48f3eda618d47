using System.Globalization;

namespace VideoWall.Storage;

/// <summary>
/// The data folder (<c>DATA_DIR</c>), held by one program at a time. The hold is a lock of the operating system, so
/// it ends with the program however that ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    const string LockFile = "videowall.lock";

    /// <summary>Who holds the lock. A file of its own: a locked one cannot be read through .NET.</summary>
    const string HolderFile = "videowall.pid";

    readonly FileStream held;

    DataFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    /// <summary>Makes the folder if need be (for its owner only: keys lie in it) and holds it until disposed.</summary>
    /// <exception cref="SettingException">In use, or not usable; says by whom or why, and the cure.</exception>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(full);
            else
                Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var held = Hold(full);
            File.WriteAllText(System.IO.Path.Combine(full, HolderFile), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolder(full, held);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"DATA_DIR: the folder {full} cannot be used ({fault.Message}); mend its permissions or set DATA_DIR to another folder.", fault);
        }
    }

    /// <summary>Lets the next program in.</summary>
    public void Dispose() => held.Dispose();

    static FileStream Hold(string folder)
    {
        var file = System.IO.Path.Combine(folder, LockFile);
        try
        {
            // FileShare.None is flock(LOCK_EX) on Unix; the lock file stays, since deleting it would open a gap for two.
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (fault.GetType() == typeof(IOException) && File.Exists(file))
        {
            throw new SettingException(
                $"DATA_DIR: the data folder {folder} is in use by another VideoWall (process {Holder(folder)}); stop that one, or set DATA_DIR to another folder.",
                fault);
        }
    }

    static string Holder(string folder)
    {
        try
        {
            return File.ReadAllText(System.IO.Path.Combine(folder, HolderFile)).Trim();
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}
