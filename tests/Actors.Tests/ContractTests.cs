using System.Reflection;
using System.Text;
using System.Text.Json;
using VideoWall.Actors.Kernel;
using VideoWall.Domain;
using VideoWall.Domain.Churches;
using VideoWall.Domain.Services;

namespace VideoWall.Actors.Tests;

/// <summary>
/// The journal keeps events for ever, so their JSON is a contract: names and types that were written once are read for
/// ever. New optional members and new events are fine; anything else needs a new event.
/// </summary>
public sealed class ContractTests
{
    static readonly string Folder = typeof(ContractTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectFolder").Value!;

    [Fact]
    public void EventsAreWrittenAsApproved()
    {
        var approved = Path.Combine(Folder, "contract.approved.txt");
        var received = Path.Combine(Folder, "contract.received.txt");
        var contract = Contract();
        if (File.Exists(approved) && File.ReadAllText(approved) == contract)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, contract);
        Assert.Fail(
            $"The JSON of the journal's events is not what {approved} says. If every change only adds (a new event, or an optional member), "
            + $"approve it: move {received} over it. Otherwise undo it: journals that exist could not be read.");
    }

    /// <summary>The description above is made from the types; this holds it against what is really written.</summary>
    [Fact]
    public void WhatIsDescribedIsWhatIsWritten()
    {
        foreach (var type in Samples.KindsOf<ServiceEvent>().Concat(Samples.KindsOf<RegistryEvent>()))
        {
            using var json = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(Samples.Of(type), ActorJson.Default.GetTypeInfo(type)!));
            Assert.Equal(Members(type).Select(m => m.Name).Order(), json.RootElement.EnumerateObject().Select(p => p.Name).Order());
        }
    }

    static string Contract()
    {
        var text = new StringBuilder();
        foreach (var type in Samples.KindsOf<ServiceEvent>().Concat(Samples.KindsOf<RegistryEvent>()))
        {
            text.Append(type.Name).Append(' ').Append(Describe(type)).Append('\n');
        }
        return text.ToString();
    }

    static string Describe(Type type) =>
        type == typeof(string) || type == typeof(ChurchId) || type == typeof(ServiceId) ? "string"
        : type == typeof(int) || type == typeof(long) ? "number"
        : type == typeof(bool) ? "boolean"
        : type == typeof(DateTimeOffset) ? "time"
        : type.IsEnum ? string.Join('|', Enum.GetNames(type).Select(n => $"\"{n}\""))
        : Nullable.GetUnderlyingType(type) is { } inner ? Describe(inner)
        : Samples.ElementOf(type) is { } element ? $"[{Describe(element)}]"
        : $"{{{string.Join(", ", Members(type).Select(m => $"{m.Name}{(m.Optional ? "?" : "")}: {Describe(m.Type)}"))}}}";

    static IEnumerable<(string Name, Type Type, bool Optional)> Members(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters()
            .Where(p => p.ParameterType != type) // the copy constructor of a record without members
            .Select(p => (JsonNamingPolicy.CamelCase.ConvertName(p.Name!), p.ParameterType, nullability.Create(p).WriteState == NullabilityState.Nullable || p.HasDefaultValue));
    }
}
