using VideoWall.Grains.Interfaces;
using VideoWall.Silo.Settings;
using VideoWall.Storage;
using VideoWall.Storage.Migrations;

namespace VideoWall.Silo;

/// <summary>Everything that can keep the program from running is said in one line and an exit code.</summary>
static class StartFaults
{
    /// <summary>Exit codes of sysexits.h, so that supervisors can tell a wrong setting from a crash.</summary>
    const int BadSetting = 78;
    const int Unavailable = 69;
    const int CannotListen = 71;

    /// <returns>The process's exit code; 0 after a stop that was asked for.</returns>
    public static async Task<int> Explain(Func<Task> program)
    {
        try
        {
            await program();
            return 0;
        }
        catch (SettingsException fault)
        {
            return Fail(BadSetting, [.. fault.Faults]);
        }
        catch (SettingException fault)
        {
            return Fail(BadSetting, fault.Message);
        }
        catch (Exception fault) when (fault is MigrationException or JournalUnavailableException)
        {
            return Fail(Unavailable, fault.Message);
        }
        catch (CannotListenException fault)
        {
            return Fail(CannotListen, fault.Message);
        }
    }

    static int Fail(int code, params string[] reasons)
    {
        foreach (var reason in reasons)
        {
            Console.Error.WriteLine($"videowall: {reason}");
        }
        return code;
    }
}
