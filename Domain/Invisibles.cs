using System.Globalization;
using System.Text;

namespace VideoWall.Domain;

/// <summary>Characters that show nothing by themselves: with them one name has many spellings that nobody can tell apart.</summary>
static class Invisibles
{
    const int NonJoiner = 0x200C;
    const int Joiner = 0x200D;

    /// <summary>Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt 15), and the marks of interlinear annotations.</summary>
    public static bool Contains(Rune rune) => rune.Value is
        0x00AD or 0x034F or 0x061C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or (>= 0x200B and <= 0x200F)
        or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or 0xFFA0
        or (>= 0xFFF0 and <= 0xFFFB) or (>= 0x1BCA0 and <= 0x1BCA3) or (>= 0x1D173 and <= 0x1D17A) or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>
    /// Whether such a character changes what is seen between these two: it joins emoji into one, chooses the form of a letter in scripts that
    /// have several, or spells the flag of a region.
    /// </summary>
    /// <param name="before">What was kept last; null at the beginning.</param>
    /// <param name="after">What follows; null at the end.</param>
    public static bool IsNeeded(Rune? before, Rune rune, Rune? after) => (before, rune.Value) switch
    {
        (null, _) => false,
        ({ } letter, NonJoiner or Joiner) when after is { } next =>
            (HasForms(letter) && HasForms(next)) || (rune.Value == Joiner && EndsEmoji(letter) && IsSymbol(next)),
        ({ } symbol, 0xFE0E or 0xFE0F) => IsSymbol(symbol) || Rune.IsDigit(symbol) || symbol.Value is '#' or '*' or 0x203C or 0x2049,
        ({ } ideograph, (>= 0xE0100 and <= 0xE01EF) or (>= 0xFE00 and <= 0xFE02)) => Rune.GetUnicodeCategory(ideograph) == UnicodeCategory.OtherLetter,
        ({ Value: >= 0x1800 and <= 0x18AF }, (>= 0x180B and <= 0x180D) or 0x180F) => true,
        ({ Value: 0x1F3F4 or (>= 0xE0020 and <= 0xE007E) }, >= 0xE0020 and <= 0xE007F) => true,
        _ => false,
    };

    // Arabic, Syriac, the scripts of India and their neighbours.
    static bool HasForms(Rune rune) => rune.Value is (>= 0x0600 and <= 0x109F) or (>= 0x1700 and <= 0x1CFF) or (>= 0xA800 and <= 0xABFF) or (>= 0x10A00 and <= 0x11FFF);

    static bool EndsEmoji(Rune rune) => IsSymbol(rune) || rune.Value is 0xFE0F or (>= 0x1F3FB and <= 0x1F3FF) or 0xE007F;

    static bool IsSymbol(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol;
}
