using System.Globalization;
using VideoWall.Storage.Private;

namespace VideoWall.Storage.Tests;

/// <summary>Users, rights and the lives of processes.</summary>
public sealed class PrivatePostgresProcessTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [LinuxFact]
    public async Task ProgramKilled_PostgresEndsWithItAndTheNextProgramFindsItsData()
    {
        await RunningPostgres.Fill(folder.Path);
        using var holder = await Holder.Start(folder.Path);
        Assert.Equal("ready", holder.Said);
        var pid = Postmaster();
        Assert.True(Posix.IsRunning(pid));

        holder.Kill();
        await Eventually.True("Postgres ends with its program", () => !IsRunning(pid));

        using var next = await Holder.Start(folder.Path);
        Assert.Equal("ready", next.Said);
    }

    [LinuxFact]
    public async Task ProgramKilledWhileItsPostgresStops_TheNextWaitsForIt()
    {
        await RunningPostgres.Fill(folder.Path);
        for (var round = 0; round < 3; round++)
        {
            using var holder = await Holder.Start(folder.Path);
            Assert.Equal("ready", holder.Said);
            holder.Kill();
        }
        using var last = await Holder.Start(folder.Path);
        Assert.Equal("ready", last.Said);
    }

    [LinuxFact]
    public async Task WithoutSetpriv_AnOrphanIsEndedByTheNextProgram()
    {
        // As root that way leads through open folders only.
        using var open = new OpenFolder();
        await RunningPostgres.Fill(open.Path);
        using var holder = await Holder.Start(open.Path, setpriv: false);
        Assert.Equal("ready", holder.Said);
        var orphan = Postmaster(open.Path);
        holder.Kill();
        Assert.True(IsRunning(orphan));

        using var next = await Holder.Start(open.Path, setpriv: false);
        Assert.Equal("ready", next.Said);
        Assert.False(IsRunning(orphan));
    }

    [LinuxFact]
    public async Task OrphanOnDataUnderItsOldName_IsEndedBeforeTheRename()
    {
        using var open = new OpenFolder();
        await RunningPostgres.Fill(open.Path);
        using var holder = await Holder.Start(open.Path, setpriv: false);
        Assert.Equal("ready", holder.Said);
        var orphan = Postmaster(open.Path);
        holder.Kill();
        Directory.Move(Path.Combine(open.Path, "postgres", "data"), Path.Combine(open.Path, "postgres", "cluster"));

        using var next = await Holder.Start(open.Path, setpriv: false);
        Assert.Equal("ready", next.Said);
        Assert.False(IsRunning(orphan));
        Assert.NotEqual(orphan, Postmaster(open.Path));
    }

    [Fact]
    public async Task SecondProgramOnTheSameFolder_IsRefusedWithTheHolder()
    {
        using var data = DataFolder.Open(folder.Path);
        using var second = await Holder.Start(folder.Path);
        Assert.StartsWith("DATA_DIR:", second.Said, StringComparison.Ordinal);
        Assert.Contains($"in use by another VideoWall (process {Environment.ProcessId})", second.Said, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task TerminalsInterrupt_DoesNotReachPostgres()
    {
        await RunningPostgres.Fill(folder.Path);
        using var data = DataFolder.Open(folder.Path);
        await using var postgres = await RunningPostgres.Start(data);
        // Field 5 of stat is the process group: its own, so Ctrl+C goes past it.
        var stat = await File.ReadAllTextAsync($"/proc/{postgres.Pid}/stat");
        Assert.Equal(postgres.Pid!.Value.ToString(CultureInfo.InvariantCulture), stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[2]);
    }

    [RootFact]
    public async Task AsRoot_UnderFoldersThatOthersCannotEnter_Works()
    {
        // Like root's home: the checkout's binaries and DATA_DIR both lie under 0700.
        var binaries = folder.File("checkout");
        Commands.Run("cp", "-a", Path.GetFullPath(Path.Combine(RunningPostgres.Binaries.Folder, "..")), binaries);
        using var data = DataFolder.Open(folder.File("data"));
        await using var postgres = await PrivatePostgres.Start(
            data, PostgresBinaries.Find(folder: Path.Combine(binaries, "bin")), Microsoft.Extensions.Logging.Abstractions.NullLogger<PrivatePostgres>.Instance, TimeProvider.System);
        Assert.NotEqual("0", Status(postgres, "Uid"));
        Assert.Equal(folder.File("data/postgres/data"), Path.GetFullPath(Commands.Run("readlink", $"/proc/{postgres.Pid}/cwd")));
    }

    [RootFact]
    public async Task AsRoot_WithoutSetprivUnderClosedFolders_IsSaidWithTheCure()
    {
        using var data = DataFolder.Open(folder.Path);
        var fault = await Assert.ThrowsAsync<SettingException>(() => RunningPostgres.Start(data, Tools.OfThisMachine() with { Setpriv = null }));
        Assert.Contains("chmod o+x", fault.Message, StringComparison.Ordinal);
    }

    [RootFact]
    public async Task AsRoot_UnderOpenFolders_PostgresHasNoRightsBeyondItsUser()
    {
        using var open = new OpenFolder();
        await RunningPostgres.Fill(open.Path);
        using var data = DataFolder.Open(open.Path);
        await using var postgres = await RunningPostgres.Start(data);
        Assert.NotEqual("0", Status(postgres, "Uid"));
        Assert.Equal("0000000000000000", Status(postgres, "CapEff"));
    }

    [RootFact]
    public async Task AsAnOrdinaryUser_Works_AndRootLeavesTheDataToThatUser()
    {
        using var open = new OpenFolder();
        Commands.Run("chown", "daemon:daemon", open.Path);
        using (var holder = await Holder.Start(open.Path, user: "daemon"))
            Assert.Equal("ready", holder.Said);

        using var data = DataFolder.Open(open.Path);
        await using var postgres = await RunningPostgres.Start(data);
        Assert.Equal(Commands.Run("id", "-u", "daemon"), Status(postgres, "Uid"));
    }

    [Fact]
    public void DataFolder_Disposed_LetsTheNextIn()
    {
        DataFolder.Open(folder.Path).Dispose();
        DataFolder.Open(folder.Path).Dispose();
    }

    [Fact]
    public void DataFolder_ThatIsAFile_IsRefusedWithTheCure()
    {
        File.WriteAllText(folder.File("file"), "");
        var fault = Assert.Throws<SettingException>(() => DataFolder.Open(folder.File("file")));
        Assert.StartsWith("DATA_DIR:", fault.Message, StringComparison.Ordinal);
        Assert.Contains("set DATA_DIR to another folder", fault.Message, StringComparison.Ordinal);
    }

    int Postmaster(string? path = null) => int.Parse(
        File.ReadLines(Path.Combine(path ?? folder.Path, "postgres", "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>A zombie, which an orphan becomes where nobody collects it, has ended.</summary>
    static bool IsRunning(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>First value of a line of /proc/PID/status.</summary>
    static string Status(PrivatePostgres postgres, string name) => File.ReadLines($"/proc/{postgres.Pid}/status")
        .First(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Split('\t')[1].Trim();

    /// <summary>A temporary folder that others may enter.</summary>
    sealed class OpenFolder : IDisposable
    {
        readonly TemporaryFolder folder = new();

        public OpenFolder()
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder.Path, File.GetUnixFileMode(folder.Path) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
        }

        public string Path => folder.Path;
        public void Dispose() => folder.Dispose();
    }
}
