using Orleans.Dashboard;
using VideoWall.Silo.Settings;
using VideoWall.WebFront.Access;

namespace VideoWall.Silo.Cluster;

/// <summary>Orleans' own dashboard in the console's place, for administrators. Off by default: it times every call to a grain.</summary>
static class Dashboard
{
    const string Path = "/admin/orleans";

    public static void Add(ISiloBuilder silo) => silo.AddDashboard(o => o.HideTrace = true); // the log has its own place

    public static void MapDashboard(this WebApplication app, SiloSettings settings)
    {
        if (settings.Dashboard)
        {
            app.MapOrleansDashboard(Path).RequireRole(Role.Admin).ExcludeFromDescription();
        }
    }
}
