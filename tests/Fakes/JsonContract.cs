using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Text.Json;
using VideoWall.Domain;

namespace VideoWall.Fakes;

/// <summary>
/// The JSON of types as text, one line each, held against a file in which somebody approved it: what was written once is
/// read by others, later or elsewhere.
/// </summary>
public static class JsonContract
{
    /// <param name="tests">The test project's assembly; its metadata names the project's folder.</param>
    /// <param name="name">Of the approved file below it: <c>{name}.approved.txt</c>.</param>
    /// <param name="cure">What to do about a difference.</param>
    public static void IsApproved(IEnumerable<Type> types, Assembly tests, string name, string cure)
    {
        var folder = tests.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectFolder").Value!;
        var approved = Path.Combine(folder, $"{name}.approved.txt");
        var received = Path.Combine(folder, $"{name}.received.txt");
        var contract = Of(types);
        if (File.Exists(approved) && File.ReadAllText(approved) == contract)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, contract);
        Assert.Fail($"The JSON is not what {approved} says. If every change only adds, approve it: move {received} over it. {cure}");
    }

    /// <summary>The names of a type's JSON members.</summary>
    public static IEnumerable<string> MembersOf(Type type) => Members(type).Select(m => m.Name);

    static string Of(IEnumerable<Type> types)
    {
        var text = new StringBuilder();
        foreach (var type in types)
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
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>) ? $"{{[key]: {Describe(type.GetGenericArguments()[1])}}}"
        : $"{{{string.Join(", ", Members(type).Select(m => $"{m.Name}{(m.Optional ? "?" : "")}: {Describe(m.Type)}"))}}}";

    static IEnumerable<(string Name, Type Type, bool Optional)> Members(Type type)
    {
        var nullability = new NullabilityInfoContext();
        var parameters = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters()
            .Where(p => p.ParameterType != type).ToList(); // the copy constructor of a record without members
        return parameters.Count > 0
            ? parameters.Select(p => (JsonNamingPolicy.CamelCase.ConvertName(p.Name!), p.ParameterType, nullability.Create(p).WriteState == NullabilityState.Nullable || p.HasDefaultValue))
            : type.GetProperties().Where(p => p.CanWrite).Select(p => (JsonNamingPolicy.CamelCase.ConvertName(p.Name), p.PropertyType, true));
    }
}
