using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;

namespace VideoWall.Domain.Tests;

/// <summary>
/// Runs a property on generated inputs. Each test has a seed of its own that stays, so that a build never fails by luck;
/// set <c>PROPERTY_RUNS</c> to a number to look for new counterexamples, that many inputs from a fresh seed.
/// </summary>
public static class Property
{
    const int Runs = 100;

    static readonly int? Soak = int.TryParse(Environment.GetEnvironmentVariable("PROPERTY_RUNS"), out var runs) ? runs : null;

    public static void Holds<T>(Gen<T[]> inputs, Action<T[]> check, int runs = Runs, [CallerMemberName] string name = "") =>
        Holds(inputs, Fewer, check, runs, name);

    public static void Holds<T>(Gen<T> inputs, Action<T> check, int runs = Runs, [CallerMemberName] string name = "") =>
        Holds(inputs, _ => [], check, runs, name);

    public static void Holds<TA, TB>(Gen<TA[]> a, Gen<TB[]> b, Action<TA[], TB[]> check, int runs = Runs, [CallerMemberName] string name = "") => Holds(
        from x in a from y in b select new Two<TA, TB>(x, y),
        two => Fewer(two.A).Select(x => two with { A = x }).Concat(Fewer(two.B).Select(y => two with { B = y })),
        two => check(two.A, two.B),
        runs,
        name);

    static void Holds<T>(Gen<T> inputs, Func<T, IEnumerable<T>> shrink, Action<T> check, int runs, string name)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(Soak ?? runs).WithEndSize(60).WithQuietOnSuccess(true);
        if (Soak is null)
        {
            var seed = name.Aggregate(20261121UL, (hash, letter) => (hash ^ letter) * 1099511628211UL);
            config = config.WithReplay(seed, seed | 1);
        }
        Check.One(config, Prop.ForAll(Arb.From(inputs, shrink), check));
    }

    // Leaves out ever smaller stretches: a failing script ends up with the few steps that matter.
    static IEnumerable<T[]> Fewer<T>(T[] items)
    {
        for (var stretch = items.Length; stretch > 0; stretch /= 2)
        {
            for (var from = 0; from + stretch <= items.Length; from += stretch)
            {
                yield return [.. items[..from], .. items[(from + stretch)..]];
            }
        }
    }

    sealed record Two<TA, TB>(TA[] A, TB[] B)
    {
        public override string ToString() => $"[{string.Join("; ", A)}] [{string.Join("; ", B)}]";
    }
}
