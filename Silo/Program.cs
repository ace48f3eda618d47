using VideoWall.Hosting;
using VideoWall.Silo;

// The cluster host: one silo and its web front. Run as many as needed on one database.
return await Hall.Run(args, new ClusterHost());
