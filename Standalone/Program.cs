using VideoWall.Standalone;

// The embedded host: one process, one machine. Everything that can be wrong is said in one line and an exit code.
return await Hall.Run(args);
