using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VideoWall.WebFront.Access;

namespace VideoWall.WebFront.Processes;

sealed record ProcessList(IReadOnlyList<WallProcess> Items);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(ProcessStatusConverter)])]
[JsonSerializable(typeof(ProcessList))]
sealed partial class ProcessJson : JsonSerializerContext;

/// <summary>Statuses in small letters, and never as numbers.</summary>
sealed class ProcessStatusConverter() : JsonStringEnumConverter<ProcessStatus>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>How each process of this wall is, for administrators: it names machines and addresses.</summary>
static class ProcessesApi
{
    public static void MapProcesses(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/v1/processes", List)
        .RequireRole(Role.Admin).WithTags("Health").WithName("listProcesses").WithSummary("List the processes of this wall")
        .WithDescription("Those gone within the last hour are the last. One that does not answer is listed with null for what it alone could tell.");

    static async Task<Ok<ProcessList>> List(IProcesses processes, CancellationToken cancellation) =>
        TypedResults.Ok(new ProcessList(await processes.List(cancellation)));
}
