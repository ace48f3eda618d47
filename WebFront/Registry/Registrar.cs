using VideoWall.Domain.Churches;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Errors;
using VideoWall.WebFront.Registry.Import;

namespace VideoWall.WebFront.Registry;

/// <summary>What concerns more than one church: no two have one external id, and an import makes no duplicates.</summary>
/// <remarks>Such changes come one after the other in this process. Of two servers asked in the same instant the database refuses one.</remarks>
sealed class Registrar(IGrainFactory grains, IListings listings) : IDisposable
{
    // As many appends as share a transaction anyway; more would only wait.
    const int AtOnce = 64;

    readonly SemaphoreSlim changing = new(1);

    public Task<(ChurchState? Church, Problem? Problem)> Register(string id, ChurchProfile profile, string by, string? key) => Alone(async () =>
        await ExternalIdTaken(profile.ExternalId, butNot: id) is { } taken ? (null, taken) : await Send(id, Registration(id, profile) with { Key = key }, by));

    public Task<(ChurchState? Church, Problem? Problem)> Change(string id, ChangeProfile change, string by) =>
        string.IsNullOrEmpty(change.ExternalId)
            ? Send(id, change, by)
            : Alone(async () => await ExternalIdTaken(change.ExternalId, id) is { } taken ? (null, taken) : await Send(id, change, by));

    public async Task<(ChurchState? Church, Problem? Problem)> Send(string id, RegistryCommand command, string by)
    {
        var church = grains.Church(new(id));
        var reply = await church.Command(command, by);
        return reply.Refusal is { } refusal ? (null, new(refusal))
            : await AfterChange.Do(church.Read()) is { } state ? (state, null)
            : (null, null);
    }

    /// <summary>Imports all rows, or none when one is bad or <paramref name="dryRun"/> is asked for.</summary>
    /// <exception cref="OutcomeUnknownException">Some rows may be in; the same import again brings the others.</exception>
    public Task<ImportReport> Import(ParsedFile file, bool dryRun, string by) => Alone(async () =>
    {
        var plan = ImportPlan.Make(file, await listings.AllChurches());
        if (!dryRun && plan.Report.Errors.Count == 0)
        {
            await AfterChange.Do(Parallel.ForEachAsync(plan.Steps, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (step, _) => await Carry(step, by)));
        }
        return plan.Report;
    });

    public void Dispose() => changing.Dispose();

    async Task Carry(ImportStep step, string by)
    {
        var (row, known, id) = (step.Row, step.Known, RandomText.Id());
        var (_, problem) = known is null
            ? await Send(id, Registration(id, ChurchProfile.Clean(row.Name, row.City, row.ExternalId, false)), by)
            : await Send(known.Id, new ChangeProfile(row.Name, row.City, row.ExternalId), by);
        if (problem is { Code: not "unknown_church" }) // deleted since the list was read: its row waits for the next import
        {
            throw new InvalidOperationException($"Row {row.Number} passed the checks, but was refused: {problem.Title}");
        }
    }

    static Register Registration(string id, ChurchProfile profile) => new(new(id), profile, RandomText.LinkKey());

    async Task<Problem?> ExternalIdTaken(string? externalId, string butNot) =>
        externalId is not null && (await listings.AllChurches()).FirstOrDefault(c => c.ExternalId == externalId && c.Id != butNot) is { } other
            ? new(409, "external_id_taken", $"'{other.Name}' has this external id already.", "Use another, or change that church instead.", "externalId")
            : null;

    async Task<T> Alone<T>(Func<Task<T>> change)
    {
        await changing.WaitAsync();
        try
        {
            return await change();
        }
        finally
        {
            changing.Release();
        }
    }
}
