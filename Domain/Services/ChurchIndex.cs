using System.Collections.Immutable;

namespace VideoWall.Domain.Services;

/// <summary>
/// Finds the churches of a service by what they go by, without looking at all of them: whoever joins is compared with thousands.
/// Follows from the churches alone, so no snapshot holds it.
/// </summary>
/// <param name="Names">How many go by each name (<see cref="Texts.NameKey"/>).</param>
/// <param name="Devices">The guest of each device.</param>
/// <param name="Guests">How many are not of the registry.</param>
sealed record ChurchIndex(ImmutableDictionary<string, int> Names, ImmutableDictionary<string, ChurchId> Devices, int Guests)
{
    static readonly ChurchIndex Empty = new(
        ImmutableDictionary.Create<string, int>(StringComparer.Ordinal), ImmutableDictionary.Create<string, ChurchId>(StringComparer.Ordinal), 0);

    public static ChurchIndex Of(IEnumerable<Attendee> churches) => churches.Aggregate(Empty, (index, church) => index.With(null, church));

    /// <param name="before">The same church as it was; null when it is new.</param>
    public ChurchIndex With(Attendee? before, Attendee church)
    {
        if (before is not null && before.Name == church.Name && DeviceOf(before) == DeviceOf(church) && before.Registered == church.Registered)
        {
            return this;
        }
        var (names, devices) = (Names, Devices);
        if (before is not null)
        {
            names = Count(names, before.Name, -1);
            devices = DeviceOf(before) is { } old && devices.GetValueOrDefault(old) == before.Id ? devices.Remove(old) : devices;
        }
        return new(
            Count(names, church.Name, 1),
            DeviceOf(church) is { } device ? devices.SetItem(device, church.Id) : devices,
            Guests + (church.Registered ? 0 : 1) - (before is { Registered: false } ? 1 : 0));
    }

    /// <summary>The guest that came with a device.</summary>
    public ChurchId? ByDevice(string device) => Devices.TryGetValue(device, out var id) ? id : null;

    /// <summary>
    /// The name itself, or with a number when others go by it: as people would tell two churches of one name apart. A church that has a number keeps it.
    /// </summary>
    /// <param name="self">The church that is to go by it, when it is here.</param>
    public string Unique(string name, Attendee? self)
    {
        var key = Texts.NameKey(name);
        var own = self is null ? null : Texts.NameKey(self.Name);
        if (IsFree(key))
        {
            return name;
        }
        if (self is not null && NumberOf(self.Name, key) is { } kept)
        {
            return Numbered(name, kept);
        }
        // Others are looked up by doubling and halving: a thousand of one name cost twenty looks, not a thousand.
        var (taken, free) = (1, 2);
        while (!IsFree(Numbered(key, free)))
        {
            (taken, free) = (free, free * 2);
        }
        while (free - taken > 1)
        {
            var middle = (taken + free) / 2;
            (taken, free) = IsFree(Numbered(key, middle)) ? (taken, middle) : (middle, free);
        }
        return Numbered(name, free);

        bool IsFree(string label) => Names.GetValueOrDefault(label) <= (label == own ? 1 : 0);
    }

    static string Numbered(string name, int number) => $"{name} ({number})";

    // The number by which a label tells its church from others of that name.
    static int? NumberOf(string label, string key)
    {
        var at = label.LastIndexOf(" (", StringComparison.Ordinal);
        return at > 0 && label[^1] == ')' && int.TryParse(label.AsSpan(at + 2, label.Length - at - 3), out var number)
            && Texts.NameKey(label[..at]) == key
            ? number
            : null;
    }

    // Churches of the registry are found by their ids.
    static string? DeviceOf(Attendee church) => church.Registered ? null : church.Device;

    static ImmutableDictionary<string, int> Count(ImmutableDictionary<string, int> names, string name, int more)
    {
        var key = Texts.NameKey(name);
        var count = names.GetValueOrDefault(key) + more;
        return count > 0 ? names.SetItem(key, count) : names.Remove(key);
    }
}
