using System.Runtime.InteropServices;

namespace VideoWall.Storage.Private;

/// <summary>The few calls of the operating system that .NET does not offer. Linux and macOS agree on these numbers.</summary>
internal static partial class Posix
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    const int NotPermitted = 1;

    /// <summary>True when there is such a process, be it another user's.</summary>
    public static bool IsRunning(int pid) => Send(pid, 0) == 0 || Marshal.GetLastPInvokeError() == NotPermitted;

    public static void Signal(int pid, int signal) => _ = Send(pid, signal);

    public static void GiveTo(string path, Account account)
    {
        if (ChangeOwner(path, account.User, account.Group) != 0)
            throw new IOException($"The owner of {path} cannot be set to {account.Name} (error {Marshal.GetLastPInvokeError()}).");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Send(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
