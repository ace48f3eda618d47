using VideoWall.Hosting;
using VideoWall.Standalone;

// The embedded host: one process, one machine.
return await Hall.Run(args, new MailboxActors());
