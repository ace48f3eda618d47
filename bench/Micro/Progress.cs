using BenchmarkDotNet.EventProcessors;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace VideoWall.Micro;

/// <summary>One line for each benchmark while they run.</summary>
sealed class Progress(TextWriter output) : EventProcessor
{
    public override void OnEndRunBenchmark(BenchmarkCase benchmarkCase, BenchmarkReport report)
    {
        var median = report.ResultStatistics?.Median;
        output.WriteLine($"  {benchmarkCase.DisplayInfo.Split(':')[0],-38} {benchmarkCase.Parameters.DisplayInfo,-18} {(median is { } ns ? $"{ns / 1000:0.000} µs" : "failed")}");
    }
}
