using System.Text;

namespace VideoWall.WebFront.Access.Accounts.TwoFactor;

/// <summary>RFC 4648 section 6 without padding, as authenticator apps write their secrets.</summary>
static class Base32
{
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const int BitsOfLetter = 5;

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var b in bytes)
        {
            (bits, count) = ((bits << 8) | b, count + 8);
            for (; count >= BitsOfLetter; count -= BitsOfLetter)
            {
                text.Append(Letters[(bits >> (count - BitsOfLetter)) & 31]);
            }
            bits &= (1 << count) - 1;
        }
        return count == 0 ? text.ToString() : text.Append(Letters[(bits << (BitsOfLetter - count)) & 31]).ToString();
    }

    /// <exception cref="FormatException">It is no base32.</exception>
    public static byte[] Decode(string text)
    {
        var bytes = new List<byte>();
        var (bits, count) = (0, 0);
        foreach (var letter in text)
        {
            var value = Letters.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal);
            (bits, count) = value < 0 ? throw new FormatException($"'{letter}' is no letter of base32.") : ((bits << BitsOfLetter) | value, count + BitsOfLetter);
            if (count >= 8)
            {
                count -= 8;
                bytes.Add((byte)(bits >> count));
                bits &= (1 << count) - 1;
            }
        }
        return [.. bytes];
    }
}
