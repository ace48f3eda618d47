using VideoWall.Standalone;
using VideoWall.WebFront.Health;

// The embedded host: one process, one machine. Everything that can be wrong is said in one line and an exit code.
return args is [HealthCheck.Argument]
    ? await HealthCheck.Run(Environment.GetEnvironmentVariable, Console.Error.WriteLine)
    : await Hall.Run(args);
