using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Access.Accounts;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Tests.Access;

/// <summary>Two administrators who go at the same moment, each by way of another process: one of them stays, in whatever order the store gets the calls.</summary>
public sealed class LastAdministratorTests
{
    const int Orders = 1 << 10;

    static readonly Passwords Passwords = new(Options.Create(new PasswordHasherOptions()));

    public enum Act
    {
        Delete,
        Demote,
        ChangeRoleToAdmin,
    }

    [Theory]
    [InlineData(Act.Delete, Act.Delete)]
    [InlineData(Act.Delete, Act.Demote)]
    [InlineData(Act.Demote, Act.Demote)]
    public async Task TwoAdministrators_GoingAtOnceFromTwoProcesses_LeaveOneInEveryOrder(Act first, Act second)
    {
        for (var order = 0; order < Orders; order++)
        {
            var store = await TwoAdministrators();
            var (here, there) = (new SteppedDocuments(store), new SteppedDocuments(store));
            var (one, other) = (Run(here, "anna", first), Run(there, "ben", second));
            await Interleave(order, (here, one), (there, other));
            Assert.NotEmpty(await Administrators(store));
            Assert.False(await one is null && await other is null, $"both went, in order {order}");
        }
    }

    [Fact]
    public async Task AnAdministratorKept_WhileBeingDeletedAndTheOtherLeaves_LeavesOneInEveryOrder()
    {
        // One process deletes anna, one says that she is an administrator, and a third, between any two calls of these, deletes ben.
        for (var order = 0; order < Orders; order++)
        {
            for (var when = 0; when < 8; when++)
            {
                var store = await TwoAdministrators();
                var (here, there) = (new SteppedDocuments(store), new SteppedDocuments(store));
                var third = new Users(store, Passwords, TimeProvider.System);
                var calls = 0;
                await Interleave(order, (here, Run(here, "anna", Act.Delete)), (there, Run(there, "anna", Act.ChangeRoleToAdmin)),
                    async () => _ = calls++ == when ? await third.Remove("ben") : null);
                Assert.NotEmpty(await Administrators(store));
            }
        }
    }

    [Fact]
    public async Task AnAdministrator_WhoseDeletionWasBrokenOff_CanBeDeletedOrKeptLater()
    {
        var store = await TwoAdministrators();
        var broken = new SteppedDocuments(store);
        var users = new Users(store, Passwords, TimeProvider.System);
        var unfinished = Run(broken, "anna", Act.Delete);
        await broken.Arrived(unfinished);
        await broken.Step(unfinished);
        await broken.Step(unfinished); // marked; the process ends here
        Assert.Equal("last_admin", (await users.Remove("ben"))?.Code);
        Assert.Null((await users.Change("anna", null, Role.Admin)).Problem);
        Assert.Null(await users.Remove("ben"));
        Assert.Equal("last_admin", (await users.Remove("anna"))?.Code);
        Assert.Equal("anna", Assert.Single(await Administrators(store)));
    }

    static async Task<MemoryDocuments> TwoAdministrators()
    {
        var store = new MemoryStore().Documents;
        var users = new Users(store, Passwords, TimeProvider.System);
        foreach (var name in (string[])["anna", "ben"])
        {
            Assert.True(await users.Put(name, 0, new(name, Role.Admin, "", "", DateTimeOffset.UnixEpoch)));
        }
        return store;
    }

    static async Task<ImmutableArray<string>> Administrators(IDocuments store) =>
        [.. (await new Users(store, Passwords, TimeProvider.System).All()).Where(u => u.Value.Role == Role.Admin).Select(u => u.Key)];

    static async Task<Problem?> Run(SteppedDocuments store, string name, Act act)
    {
        var users = new Users(store, Passwords, TimeProvider.System);
        return act == Act.Delete ? await users.Remove(name)
            : (await users.Change(name, null, act == Act.Demote ? Role.Viewer : Role.Admin)).Problem;
    }

    /// <summary>The bits of <paramref name="order"/> say whose call is next.</summary>
    static async Task Interleave(
        int order, (SteppedDocuments Store, Task Work) zero, (SteppedDocuments Store, Task Work) one, Func<Task>? between = null)
    {
        await zero.Store.Arrived(zero.Work);
        await one.Store.Arrived(one.Work);
        for (; !zero.Work.IsCompleted || !one.Work.IsCompleted; order >>= 1)
        {
            await (between?.Invoke() ?? Task.CompletedTask);
            var (store, work) = one.Work.IsCompleted || ((order & 1) == 0 && !zero.Work.IsCompleted) ? zero : one;
            await store.Step(work);
        }
    }

    /// <summary>One process' way to the store: each call waits until the test lets it through.</summary>
    sealed class SteppedDocuments(IDocuments store) : IDocuments
    {
        readonly Channel<bool> arrived = Channel.CreateUnbounded<bool>();
        readonly Channel<bool> turns = Channel.CreateUnbounded<bool>();

        /// <summary>Until the work makes its next call, or is done.</summary>
        public async Task Arrived(Task work) => await Task.WhenAny(work, arrived.Reader.ReadAsync().AsTask());

        public async Task Step(Task work)
        {
            turns.Writer.TryWrite(true);
            await Arrived(work);
        }

        public Task<Document?> Get(string kind, string key, CancellationToken cancellation = default) => InTurn(() => store.Get(kind, key, cancellation));

        public Task<ImmutableArray<Document>> Get(string kind, IReadOnlyCollection<string> keys, CancellationToken cancellation = default) =>
            InTurn(() => store.Get(kind, keys, cancellation));

        public Task<ImmutableArray<Document>> All(string kind, CancellationToken cancellation = default) => InTurn(() => store.All(kind, cancellation));

        public Task<bool> Put(Document document, CancellationToken cancellation = default) => InTurn(() => store.Put(document, cancellation));

        public Task<bool> Delete(string kind, string key, long? version = null, CancellationToken cancellation = default) =>
            InTurn(() => store.Delete(kind, key, version, cancellation));

        async Task<T> InTurn<T>(Func<Task<T>> call)
        {
            arrived.Writer.TryWrite(true);
            await turns.Reader.ReadAsync();
            return await call();
        }
    }
}
