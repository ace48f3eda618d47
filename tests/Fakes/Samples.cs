using System.Collections;
using System.Collections.Immutable;
using System.Reflection;

namespace VideoWall.Fakes;

/// <summary>
/// Makes a value of any type of the domain, no part of it empty or default, so that whatever JSON loses shows.
/// </summary>
public static class Samples
{
    /// <summary>Every event that can happen to what derives from <typeparamref name="TEvent"/>.</summary>
    public static IEnumerable<Type> KindsOf<TEvent>() =>
        typeof(TEvent).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(TEvent)) && !t.IsAbstract).OrderBy(t => t.Name, StringComparer.Ordinal);

    public static object Of(Type type, string name = "value")
    {
        if (type == typeof(string))
        {
            return $"{name} \"é\" \U0001F3A5";
        }
        if (type == typeof(int))
        {
            return 42;
        }
        if (type == typeof(long))
        {
            return 1_795_209_078_123L;
        }
        if (type == typeof(bool))
        {
            return true;
        }
        if (type == typeof(DateTimeOffset))
        {
            return new DateTimeOffset(2026, 11, 22, 10, 42, 7, 123, TimeSpan.Zero);
        }
        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue(values.Length - 1)!;
        }
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Of(inner, name);
        }
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>))
        {
            var (key, value) = (type.GetGenericArguments()[0], type.GetGenericArguments()[1]);
            return typeof(Samples).GetMethod(nameof(One), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(key, value).Invoke(null, [name])!;
        }
        if (ElementOf(type) is { } element)
        {
            return typeof(Samples).GetMethod(nameof(Two), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(element).Invoke(null, [name])!;
        }
        // Longest: of a record's constructors that is the primary one.
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var made = constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType, p.Name!))]);
        foreach (var property in constructor.GetParameters().Length == 0 ? type.GetProperties().Where(p => p.CanWrite) : [])
        {
            property.SetValue(made, Of(property.PropertyType, property.Name));
        }
        return made;
    }

    public static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>Where two values differ; null when they do not. Lists are compared by what is in them.</summary>
    public static string? Difference(object? one, object? other, string path = "")
    {
        if (one is null || other is null || one is string || one.GetType().IsPrimitive || one is DateTimeOffset || one.GetType().IsEnum)
        {
            return Equals(one, other) ? null : $"{path}: {one ?? "null"} became {other ?? "null"}";
        }
        if (one is IEnumerable these && other is IEnumerable those)
        {
            var (a, b) = (these.Cast<object>().ToList(), those.Cast<object>().ToList());
            return a.Count != b.Count
                ? $"{path}: {a.Count} became {b.Count}"
                : a.Zip(b).Select((pair, i) => Difference(pair.First, pair.Second, $"{path}[{i}]")).FirstOrDefault(d => d is not null);
        }
        return one.GetType() != other.GetType()
            ? $"{path}: {one.GetType()} became {other.GetType()}"
            : one.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => Difference(p.GetValue(one), p.GetValue(other), $"{path}.{p.Name}")).FirstOrDefault(d => d is not null);
    }

    static ImmutableSortedDictionary<TKey, TValue> One<TKey, TValue>(string name)
        where TKey : notnull => ImmutableSortedDictionary<TKey, TValue>.Empty.Add((TKey)Of(typeof(TKey), name), (TValue)Of(typeof(TValue), name));

    static ImmutableArray<T> Two<T>(string name) => [(T)Of(typeof(T), $"{name} one"), (T)Of(typeof(T), $"{name} two")];
}
