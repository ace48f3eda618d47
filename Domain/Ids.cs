namespace VideoWall.Domain;

/// <summary>Names one service (one event). Opaque; lower-case letters and digits when made here.</summary>
public readonly record struct ServiceId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Names one church: of the registry, of one service (joined by code), or a guest (its LiveKit identity).</summary>
public readonly record struct ChurchId(string Value)
{
    public override string ToString() => Value;
}
