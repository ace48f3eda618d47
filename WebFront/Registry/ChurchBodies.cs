using System.Text.Json.Serialization;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Registry;

/// <param name="Name">1 to 80 characters.</param>
/// <param name="ExternalId">The church's number in the hall's own books; no two churches have the same.</param>
/// <param name="Trusted">Admitted without asking where a producer admits.</param>
sealed record NewChurch(string? Name, string? City = null, string? ExternalId = null, bool? Trusted = null);

/// <summary>Changes what is there.</summary>
/// <param name="Revoked">True: the personal link opens nothing until this is false again or a new link is made.</param>
sealed record ChurchChange(string? Name = null, string? City = null, bool? Trusted = null, bool? Revoked = null)
{
    /// <summary>Null or empty takes it away.</summary>
    [JsonConverter(typeof(GivenConverter<string>))]
    public Given<string> ExternalId { get; init; }
}

/// <param name="JoinUrl">The personal link; whoever has it joins as this church.</param>
sealed record ChurchBody(
    string Id, string Name, string City, string? ExternalId, string JoinUrl, bool Revoked, bool Trusted, DateTimeOffset CreatedAt);

/// <param name="Next">The cursor of the following page; null on the last.</param>
sealed record ChurchPage(IReadOnlyList<ChurchBody> Items, string? Next, long Total);
