using System.Globalization;
using VideoWall.Domain;

namespace VideoWall.WebFront.Errors;

/// <summary>
/// Query parameters that are not text. Endpoints take them as text and read them here, because a refusal of the
/// framework's generated binding does not say which field was wrong.
/// </summary>
static class QueryField
{
    /// <summary>The refusal, or null when <paramref name="number"/> is good.</summary>
    public static Refusal? Number(string field, string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= least && number <= most
            ? null
            : Refusal.Invalid(field, $"{field} is '{text}'.", $"Choose a whole number from {least} to {most}.");

    /// <inheritdoc cref="Number"/>
    public static Refusal? Switch(string field, string text, out bool on) =>
        bool.TryParse(text, out on) ? null : Refusal.Invalid(field, $"{field} is '{text}'.", "Write true or false, or leave it out.");
}
