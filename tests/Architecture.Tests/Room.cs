using System.Xml.Linq;

namespace VideoWall.Architecture.Tests;

/// <summary>One room of the house: the projects and packages that it may use. A new room is one more line here.</summary>
/// <param name="MayUse">Projects that it may reference.</param>
/// <param name="Packages">Packages that it may reference, by prefix; null for any but those of <see cref="Guarded"/>.</param>
/// <param name="Keys">Prefixes of <see cref="Guarded"/> that it may use all the same.</param>
public sealed record Room(string Name, string[] MayUse, string[]? Packages = null, string[]? Keys = null)
{
    /// <summary>Packages that only the rooms with their key may use, however they come by them.</summary>
    public static readonly string[] Guarded = ["Microsoft.Orleans", "Orleans", "Npgsql"];

    static readonly string[] OrleansKeys = ["Microsoft.Orleans", "Orleans"];

    /// <summary>The arrows: they all point inward.</summary>
    public static readonly Room[] All =
    [
        new("Domain", [], Packages: []),
        new("Grains.Interfaces", ["Domain"], Keys: OrleansKeys),
        new("Grains", ["Grains.Interfaces", "Domain"], Keys: OrleansKeys),
        new("LiveKit", ["Domain"], Packages: ["Microsoft.IdentityModel"]),
        new("Simulation", ["LiveKit", "Domain"], Packages: []),
        new("Storage", ["Grains", "Grains.Interfaces", "Domain"], Keys: ["Npgsql"]),
        // Of Orleans it sees what Grains.Interfaces shows: grain references, and no more.
        new("WebFront", ["Grains.Interfaces", "LiveKit", "Simulation", "Domain"]),
        new("Silo", ["Domain", "Grains.Interfaces", "Grains", "LiveKit", "Simulation", "Storage", "WebFront"], Keys: [.. OrleansKeys, "Npgsql"]),
    ];

    public static Room Named(string name) =>
        All.FirstOrDefault(r => r.Name == name) ?? throw new InvalidOperationException($"{name} is no room of the house: give it a line in Room.All.");

    /// <summary>What a project file references against the rules, in words; none is well.</summary>
    public IEnumerable<string> Faults(XDocument project)
    {
        foreach (var reference in Includes(project, "ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/'))))
        {
            if (!MayUse.Contains(reference))
            {
                yield return $"{Name} references the project {reference}; it may use {(MayUse.Length == 0 ? "none" : string.Join(", ", MayUse))}.";
            }
        }
        foreach (var package in Includes(project, "PackageReference").Where(p => !MayUsePackage(p)))
        {
            yield return $"{Name} references the package {package}, which it must not.";
        }
        foreach (var framework in Includes(project, "FrameworkReference").Where(_ => Packages is []))
        {
            yield return $"{Name} references the framework {framework}; it may use the base class library only.";
        }
    }

    /// <summary>The same for the assemblies that its own assembly references.</summary>
    public IEnumerable<string> Faults(IEnumerable<string> assemblies) =>
        from assembly in assemblies
        let project = assembly.StartsWith("VideoWall.", StringComparison.Ordinal) ? assembly["VideoWall.".Length..] : null
        where project is not null ? !MayUse.Contains(project)
            : !IsOfTheBase(assembly) && (Packages is [] || !MayUsePackage(assembly))
        select $"{Name} uses the assembly {assembly}, which it must not.";

    bool MayUsePackage(string package) =>
        Guarded.Any(g => Is(package, g))
            ? Keys?.Any(k => Is(package, k)) == true
            : Packages is null || Packages.Any(p => Is(package, p));

    static bool IsOfTheBase(string assembly) => Is(assembly, "System") || assembly is "netstandard" or "mscorlib";

    static bool Is(string name, string prefix) => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal);

    static IEnumerable<string> Includes(XDocument project, string item) =>
        project.Descendants(item).Select(e => e.Attribute("Include")?.Value).OfType<string>();
}
