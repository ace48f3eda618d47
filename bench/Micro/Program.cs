using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using VideoWall.Micro;

// dotnet VideoWall.Micro.dll [BenchmarkDotNet's own options, such as --filter '*Parse*' or --artifacts FOLDER]
// In this process: a project built anew for each benchmark would take minutes and bring nothing to code of this size.
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
    .WithWarmupCount(4).WithIterationCount(12).WithIterationTime(TimeInterval.FromMilliseconds(200));
var config = ManualConfig.CreateEmpty()
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Params, DefaultColumnProviders.Metrics)
    .AddColumn(StatisticColumn.Median, StatisticColumn.P95)
    .AddExporter(MarkdownExporter.GitHub, JsonExporter.BriefCompressed)
    .AddLogger(NullLogger.Instance) // what it says of each iteration is of no use at a terminal
    .AddEventProcessor(new Progress(Console.Out))
    .WithOptions(ConfigOptions.JoinSummary | ConfigOptions.DisableLogFile);
var summaries = BenchmarkSwitcher
    .FromTypes([typeof(WebhookBenchmarks), typeof(DecisionBenchmarks), typeof(DeltaBenchmarks), typeof(TokenBenchmarks)])
    .Run(args.Contains("--filter") ? args : [.. args, "--filter", "*"], config)
    .ToList();
foreach (var summary in summaries)
{
    MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Default);
}
return summaries.Count > 0 && summaries.All(s => !s.HasCriticalValidationErrors && s.Reports.All(r => r.Success)) ? 0 : 1;
