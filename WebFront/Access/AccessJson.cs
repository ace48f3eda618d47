using System.Text.Json.Serialization;
using VideoWall.WebFront.Access.Accounts;
using VideoWall.WebFront.Access.Accounts.TwoFactor;
using VideoWall.WebFront.Access.Keys;

namespace VideoWall.WebFront.Access;

/// <summary>JSON of the documents and messages of this folder, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(RoleConverter)])]
[JsonSerializable(typeof(UserAccount))]
[JsonSerializable(typeof(SetupTicket))]
[JsonSerializable(typeof(AppliedSetting))]
[JsonSerializable(typeof(ApiKey))]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(SetupRequest))]
[JsonSerializable(typeof(SetupToken))]
[JsonSerializable(typeof(SessionReply))]
[JsonSerializable(typeof(AccountReply))]
[JsonSerializable(typeof(PasswordChange))]
[JsonSerializable(typeof(PresentPassword))]
[JsonSerializable(typeof(FirstCode))]
[JsonSerializable(typeof(SecretReply))]
[JsonSerializable(typeof(RecoveryReply))]
[JsonSerializable(typeof(NewUser))]
[JsonSerializable(typeof(UserChange))]
[JsonSerializable(typeof(UserReply))]
[JsonSerializable(typeof(UserList))]
[JsonSerializable(typeof(KeyRequest))]
[JsonSerializable(typeof(KeyReply))]
[JsonSerializable(typeof(NewKeyReply))]
[JsonSerializable(typeof(KeyList))]
sealed partial class AccessJson : JsonSerializerContext;

/// <summary>Roles in small letters, and never as numbers.</summary>
sealed class RoleConverter() : JsonStringEnumConverter<Role>(System.Text.Json.JsonNamingPolicy.CamelCase, allowIntegerValues: false);
