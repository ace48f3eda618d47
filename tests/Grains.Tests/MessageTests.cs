using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains.Tests;

/// <summary>Messages between silos: all of them travel whole, and two versions of the program understand each other.</summary>
public sealed class MessageTests : IDisposable
{
    readonly ServiceProvider services = new ServiceCollection().AddMessages().BuildServiceProvider();

    /// <summary>All that the grains' methods take and return, with the kinds of what is abstract.</summary>
    public static TheoryData<Type> Messages => [.. Travelling().OrderBy(t => t.Name, StringComparer.Ordinal)];

    Serializer Serializer => services.GetRequiredService<Serializer>();

    public void Dispose() => services.Dispose();

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_ThatTravels_ArrivesWhole(Type message)
    {
        var sent = Samples.Of(message);
        var arrived = Serializer.Deserialize<object>(Serializer.SerializeToArray(sent));
        Assert.Equal(message, arrived!.GetType());
        Assert.Null(Samples.Difference(sent, arrived));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_WithinTheProcess_IsNotCopied(Type message)
    {
        var sent = Samples.Of(message);
        Assert.Same(sent, services.GetRequiredService<DeepCopier>().Copy(sent));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_OfANewerSilo_IsUnderstood(Type message)
    {
        // Members may be added; who does not know one passes over it.
        var json = JsonSerializer.SerializeToNode(Samples.Of(message), MessageJson.Default.GetTypeInfo(message)!)!.AsObject();
        json["memberOfANewerVersion"] = 1;
        Assert.NotNull(JsonSerializer.Deserialize(json, MessageJson.Default.GetTypeInfo(message)!));
    }

    [Fact]
    public void PassingFault_FromAnotherSilo_KeepsItsType()
    {
        var arrived = Serializer.Deserialize<Exception>(Serializer.SerializeToArray<Exception>(new JournalUnavailableException("The database is away.")));
        Assert.Equal("The database is away.", Assert.IsType<JournalUnavailableException>(arrived).Message);
    }

    [Fact]
    public void UnknownOutcome_FromAnotherSilo_KeepsItsType()
    {
        var arrived = Serializer.Deserialize<Exception>(Serializer.SerializeToArray<Exception>(new OutcomeUnknownException("The connection broke.")));
        Assert.Equal("The connection broke.", Assert.IsType<OutcomeUnknownException>(arrived).Message);
    }

    [Fact]
    public void KeyOfACommand_Travels()
    {
        var sent = new Act(ServiceAction.Next, IfRevision: 7) { Key = "next-1" };
        Assert.Equal(sent, Serializer.Deserialize<object>(Serializer.SerializeToArray<object>(sent)));
    }

    [Fact]
    public void MessagesAreWrittenAsApproved() => JsonContract.IsApproved(
        Travelling().OrderBy(t => t.Name, StringComparer.Ordinal), typeof(MessageTests).Assembly, "messages",
        "Otherwise undo it: silos of two versions run side by side while a cluster is updated.");

    static HashSet<Type> Travelling()
    {
        var found = new HashSet<Type>();
        foreach (var method in ((Type[])[typeof(IServiceGrain), typeof(IChurchGrain), typeof(IServiceObserver)])
            .SelectMany(t => t.GetInterfaces().Append(t)).Where(t => t.Namespace?.StartsWith("VideoWall", StringComparison.Ordinal) == true).SelectMany(t => t.GetMethods()))
        {
            foreach (var type in method.GetParameters().Select(p => p.ParameterType).Concat(method.ReturnType.GetGenericArguments()).Select(Plain).Where(IsOurs))
            {
                found.UnionWith(type.IsAbstract ? type.Assembly.GetTypes().Where(t => t.IsAssignableTo(type) && !t.IsAbstract) : [type]);
            }
        }
        return found;
    }

    static Type Plain(Type type) => Samples.ElementOf(type) ?? Nullable.GetUnderlyingType(type) ?? type;

    static bool IsOurs(Type type) => type.Namespace?.StartsWith("VideoWall", StringComparison.Ordinal) == true && !type.IsInterface;
}
