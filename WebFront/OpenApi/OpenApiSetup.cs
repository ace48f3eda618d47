using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace VideoWall.WebFront.OpenApi;

/// <summary>The contract in the form that programs read: OpenAPI 3.1, made from the endpoints themselves.</summary>
/// <remarks>
/// Made when somebody first asks: what makes it (the API explorer of MVC, the OpenAPI library) is several megabytes in
/// memory, which a hall that nobody asks never needs. So it is not among the app's services but among copies of them.
/// </remarks>
public static class OpenApiSetup
{
    const string Name = "v1";

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services) => services.AddSingleton(new AppServices(services));

    public static void MapOpenApiDocument(this IEndpointRouteBuilder endpoints)
    {
        var document = new Lazy<Task<byte[]>>(() => Make(endpoints.ServiceProvider));
        endpoints.MapGet($"/openapi/{Name}.json", async () => Results.Bytes(await document.Value, "application/json; charset=utf-8")).ExcludeFromDescription();
    }

    static async Task<byte[]> Make(IServiceProvider app)
    {
        var services = new ServiceCollection();
        foreach (var service in app.GetRequiredService<AppServices>().All)
        {
            ((ICollection<ServiceDescriptor>)services).Add(service);
        }
        services.AddSingleton(app.GetRequiredService<EndpointDataSource>()); // those that are mapped, of the app itself
        services.AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer(DocumentTransformer.Complete);
            options.AddOperationTransformer(QueryTypeTransformer.Complete);
            options.AddOperationTransformer(ProblemResponseTransformer.Complete);
            options.AddOperationTransformer(ExampleTransformer.Complete);
        });
        await using var copies = services.BuildServiceProvider();
        var document = await copies.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync();
        return Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
    }

    sealed record AppServices(IServiceCollection All);
}
