using VideoWall.Domain;

namespace VideoWall.Simulation;

/// <summary>Ids in LiveKit's form: a prefix and twelve characters. Two kinds have a prefix of our own.</summary>
sealed class Sids(Random random)
{
    const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    internal string Room() => New(Identities.OwnRoom);

    internal string Participant() => New("PA_");

    internal string VideoTrack() => New("TR_VC");

    internal string DrawnTrack() => New(Identities.DrawnTrack);

    internal string Event() => New("EV_");

    internal string Password() => New("") + New("") + New("");

    internal string ClientId() => New("");

    internal long Ssrc() => random.NextInt64(1, uint.MaxValue);

    string New(string prefix) => prefix + random.GetString(Alphabet, 12);
}
