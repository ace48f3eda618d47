using System.ComponentModel;
using System.Diagnostics;

namespace VideoWall.Storage.Private;

/// <summary>
/// How a program of Postgres is started here: as whom, with which rights, and tied to this program's life.
/// Everything is synchronous, because that tie (PR_SET_PDEATHSIG) is to the starting thread and not to the process.
/// </summary>
internal sealed class Launcher
{
    readonly string[] prefix;
    readonly Tools tools;

    Launcher(string[] prefix, Tools tools, Account? account)
    {
        this.prefix = prefix;
        this.tools = tools;
        Account = account;
    }

    /// <summary>The user that Postgres runs as when it is not ours.</summary>
    public Account? Account { get; }

    /// <param name="folder">Must be reachable for Postgres; its data lies in it.</param>
    /// <param name="data">Data that is there already stays its owner's.</param>
    /// <exception cref="SettingException">No way leads there; says what to do.</exception>
    public static Launcher Choose(PostgresBinaries binaries, string folder, string data, Tools tools)
    {
        if (!Environment.IsPrivilegedProcess)
            return new Launcher(tools.Setpriv is { } setpriv ? [setpriv, "--pdeathsig", "INT", "--"] : [], tools, null);
        var account = Owner(data) ?? Account.Nobody() ?? throw new SettingException(
            "Postgres refuses to run as root and this machine has no user 'nobody'; run as an ordinary user, or set DATABASE_URL.");
        foreach (var way in Ways(account, tools))
        {
            var launcher = new Launcher(way, tools, account);
            if (launcher.Reaches(binaries.Initdb, folder))
                return launcher;
        }
        throw new SettingException(
            $"Postgres refuses to run as root, and the user '{account.Name}' cannot reach {binaries.Folder} or {folder}; " +
            "move the program and DATA_DIR out of folders that are closed to others (or chmod o+x those), run as an ordinary user, or set DATABASE_URL.");
    }

    /// <summary>Start information of one of Postgres' programs.</summary>
    public ProcessStartInfo Command(string program, params string[] arguments)
    {
        string[] session = tools.Setsid is { } setsid ? [setsid] : [];
        var start = Plain([.. prefix, .. session, program, .. arguments]);
        // PGDATA, PGOPTIONS and the like mean another Postgres.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        return start;
    }

    /// <summary>Runs to the end; the exit code and everything it said.</summary>
    public static (int Code, string Output) Run(ProcessStartInfo start, string input = "")
    {
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read everything; its exit code tells the rest.
        }
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, (output + errors.GetAwaiter().GetResult()).Trim());
    }

    /// <summary>The ways to change the user, the most modest first.</summary>
    static IEnumerable<string[]> Ways(Account account, Tools tools)
    {
        if (tools.Setpriv is { } setpriv)
        {
            string[] plain = [setpriv, $"--reuid={account.User}", $"--regid={account.Group}", "--clear-groups", "--pdeathsig", "INT"];
            yield return [.. plain, "--"];
            // Under a folder that others cannot enter (root's home) the user needs a capability to get through. Postgres
            // asks with access(2), which forgets the capabilities of a user other than root unless no_setuid_fixup is set.
            // The first capability is the smaller one, but containers often lack it.
            foreach (var capability in (string[])["dac_read_search", "dac_override"])
                yield return [.. plain, $"--inh-caps=+{capability}", $"--ambient-caps=+{capability}", "--securebits=+no_setuid_fixup", "--"];
        }
        if (tools.Chroot is { } chroot)
        {
            // Unlike su and runuser it becomes the program instead of watching it.
            yield return [chroot, $"--userspec={account.User}:{account.Group}", "--groups=", "/"];
        }
    }

    static ProcessStartInfo Plain(string[] line) => new(line[0], line[1..])
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
        RedirectStandardInput = true,
        UseShellExecute = false,
        // Ours may be closed to the user that Postgres runs as.
        WorkingDirectory = "/",
    };

    bool Reaches(string program, string folder)
    {
        try
        {
            return Run(Command("/bin/sh", "-c", "test -x \"$0\" && test -x \"$1\"", program, folder)).Code == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    static Account? Owner(string folder)
    {
        if (!Directory.Exists(folder))
            return null;
        var (code, name) = Run(Plain(["stat", "-c", "%U", folder]));
        return code == 0 && name != "root" ? Account.ByName(name) : null;
    }
}
