using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;

namespace VideoWall.Grains.Interfaces;

/// <summary>
/// How the messages of the grains travel: as JSON between processes, as themselves within one. Their types know nothing
/// of Orleans; here it is told about them.
/// </summary>
public static class Messages
{
    /// <summary>The types that travel.</summary>
    public static bool Contains(Type type) => MessageJson.Default.GetTypeInfo(type) is not null;

    /// <summary>For silos and clients alike.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services)
    {
        services.AddSerializer(serializer => serializer.AddJsonSerializer(
            isSerializable: Contains, isCopyable: _ => false, options => options.Configure(o => o.SerializerOptions = MessageJson.Default.Options)));
        // Faults travel as themselves: callers tell a passing one by its type.
        services.Configure<ExceptionSerializationOptions>(o => o.SupportedNamespacePrefixes.Add(nameof(VideoWall)));
        services.AddSingleton<SameCopier>();
        services.AddSingleton<IGeneralizedCopier>(p => p.GetRequiredService<SameCopier>());
        return services;
    }

    /// <summary>Messages are immutable: whoever gets one within the process gets the one that was sent.</summary>
    sealed class SameCopier : IGeneralizedCopier, IOptionalDeepCopier
    {
        public bool IsSupportedType(Type type) => Contains(type);

        public bool IsShallowCopyable() => true;

        [return: NotNullIfNotNull(nameof(input))]
        public object? DeepCopy(object? input, CopyContext context) => input;
    }
}
