using FsCheck;
using FsCheck.Fluent;

namespace VideoWall.Domain.Tests;

/// <summary>
/// Runs a property on generated inputs. The seed is fixed, so that a build never fails by luck; set
/// <c>PROPERTY_RUNS</c> to a number to look for new counterexamples, that many inputs from a fresh seed.
/// </summary>
public static class Property
{
    const int Runs = 200;

    static readonly int? Soak = int.TryParse(Environment.GetEnvironmentVariable("PROPERTY_RUNS"), out var runs) ? runs : null;

    public static void Holds<T>(Gen<T[]> inputs, Action<T[]> check, int runs = Runs) => Holds(inputs, Fewer, check, runs);

    public static void Holds<T>(Gen<T> inputs, Action<T> check, int runs = Runs) => Holds(inputs, _ => [], check, runs);

    public static void Holds<TA, TB>(Gen<TA[]> a, Gen<TB[]> b, Action<TA[], TB[]> check, int runs = Runs) => Holds(
        from x in a from y in b select new Two<TA, TB>(x, y),
        two => Fewer(two.A).Select(x => two with { A = x }).Concat(Fewer(two.B).Select(y => two with { B = y })),
        two => check(two.A, two.B),
        runs);

    static void Holds<T>(Gen<T> inputs, Func<T, IEnumerable<T>> shrink, Action<T> check, int runs)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(Soak ?? runs).WithEndSize(60).WithQuietOnSuccess(true);
        if (Soak is null)
        {
            config = config.WithReplay(20261121UL, 7UL);
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
