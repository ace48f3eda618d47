using System.Diagnostics;
using System.Globalization;

namespace VideoWall.EndToEnd.Support;

/// <summary>Signals to processes, as kill(1) sends them.</summary>
public static class Signals
{
    public static void Send(string signal, params IEnumerable<int> processes)
    {
        using var kill = Process.Start("kill", [$"-{signal}", .. processes.Select(id => id.ToString(CultureInfo.InvariantCulture))]);
        kill.WaitForExit();
    }

    /// <summary>Signals a Postgres, with all the processes that serve its connections.</summary>
    public static void SendToPostgres(string signal, int postmaster) => Send(
        signal,
        [
            postmaster,
            .. Directory.EnumerateDirectories("/proc").Select(p => int.TryParse(Path.GetFileName(p), CultureInfo.InvariantCulture, out var id) ? id : 0)
                .Where(id => id > 0 && ParentOf(id) == postmaster),
        ]);

    // Field 4 of /proc/{id}/stat, behind the name in brackets; see proc_pid_stat(5).
    static int ParentOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
