using System.Xml.Linq;

namespace VideoWall.Architecture.Tests;

/// <summary>The arrows between the rooms, as the design draws them.</summary>
public sealed class ArrowTests
{
    public static TheoryData<string> Projects => [.. House.Projects.Select(p => Path.GetFileNameWithoutExtension(p.Name))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_OfTheHouse_UsesOnlyWhatItsRoomMay(string name)
    {
        var project = House.Projects.Single(p => Path.GetFileNameWithoutExtension(p.Name) == name);
        Assert.Empty(Room.Named(name).Faults(House.Read(project)));
    }

    [Theory]
    [InlineData("Domain")]
    [InlineData("Grains.Interfaces")]
    [InlineData("Grains")]
    [InlineData("LiveKit")]
    [InlineData("Simulation")]
    [InlineData("Storage")]
    public void Assembly_OfAnInnerRoom_UsesOnlyWhatItsRoomMay(string name) =>
        Assert.Empty(Room.Named(name).Faults(House.References($"VideoWall.{name}")));

    [Fact]
    public void Domain_AsBuilt_UsesNothingButTheBaseClassLibrary() =>
        Assert.All(House.References("VideoWall.Domain"), a => Assert.StartsWith("System.", a, StringComparison.Ordinal));

    [Fact]
    public void Rooms_ThatUseEachOther_MakeNoCircle()
    {
        var built = new List<string>();
        foreach (var room in Room.All)
        {
            Assert.All(room.MayUse, used => Assert.Contains(used, built));
            built.Add(room.Name);
        }
    }

    // Each rule is seen to fail: a project file that breaks it, and the word that the fault must name.
    [Theory]
    [InlineData("Domain", "<ProjectReference Include='../Grains/Grains.csproj' />", "Grains")]
    [InlineData("Domain", "<PackageReference Include='NodaTime' />", "NodaTime")]
    [InlineData("Domain", "<FrameworkReference Include='Microsoft.AspNetCore.App' />", "Microsoft.AspNetCore.App")]
    [InlineData("Grains.Interfaces", "<ProjectReference Include='..\\Grains\\Grains.csproj' />", "Grains")]
    [InlineData("Grains.Interfaces", "<PackageReference Include='Npgsql' />", "Npgsql")]
    [InlineData("LiveKit", "<ProjectReference Include='../Grains/Grains.csproj' />", "Grains")]
    [InlineData("Storage", "<ProjectReference Include='../WebFront/WebFront.csproj' />", "WebFront")]
    [InlineData("Storage", "<PackageReference Include='Orleans.Storage' />", "Orleans.Storage")]
    [InlineData("WebFront", "<ProjectReference Include='../Storage/Storage.csproj' />", "Storage")]
    [InlineData("WebFront", "<ProjectReference Include='../Grains/Grains.csproj' />", "Grains")]
    [InlineData("WebFront", "<PackageReference Include='Npgsql' />", "Npgsql")]
    [InlineData("WebFront", "<PackageReference Include='Microsoft.Orleans.Server' />", "Microsoft.Orleans.Server")]
    [InlineData("Grains", "<ProjectReference Include='../Storage/Storage.csproj' />", "Storage")]
    [InlineData("Grains", "<PackageReference Include='Npgsql.OpenTelemetry' />", "Npgsql.OpenTelemetry")]
    public void Reference_AgainstTheArrows_IsNamed(string room, string item, string named) => Assert.Contains(
        $" {named}", Assert.Single(Room.Named(room).Faults(Project(item))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Storage", "<PackageReference Include='Npgsql' />")]
    [InlineData("Grains", "<PackageReference Include='Microsoft.Orleans.Sdk' />")]
    [InlineData("Silo", "<ProjectReference Include='../Grains/Grains.csproj' />")]
    [InlineData("WebFront", "<PackageReference Include='CsvHelper' />")]
    public void Reference_AlongTheArrows_IsNoFault(string room, string item) => Assert.Empty(Room.Named(room).Faults(Project(item)));

    [Theory]
    [InlineData("Domain", "VideoWall.Grains")]
    [InlineData("Domain", "Microsoft.Extensions.Logging.Abstractions")]
    [InlineData("Grains", "VideoWall.Storage")]
    [InlineData("Storage", "Orleans.Core")]
    [InlineData("WebFront", "Npgsql")]
    public void Assembly_AgainstTheArrows_IsNamed(string room, string assembly) =>
        Assert.Contains(assembly, Assert.Single(Room.Named(room).Faults([assembly, "System.Runtime"])), StringComparison.Ordinal);

    [Fact]
    public void Project_WithoutARoom_IsAskedForOne() =>
        Assert.Contains("Room.All", Assert.Throws<InvalidOperationException>(() => Room.Named("Cellar")).Message, StringComparison.Ordinal);

    static XDocument Project(string item) => XDocument.Parse($"<Project><ItemGroup>{item}</ItemGroup></Project>");
}
