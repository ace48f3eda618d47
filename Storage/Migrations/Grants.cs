namespace VideoWall.Storage.Migrations;

/// <summary>
/// What the program's own role may do where another one owns the tables: read and write them all, but neither change nor delete an event,
/// nor touch the schema. So what was once acknowledged stays, whatever gets hold of the program.
/// </summary>
internal static class Grants
{
    /// <summary>To be run by the owner after each migration; tables of others in the same schema are left alone.</summary>
    public static string To(string role) => $"""
        DO $grants$
        DECLARE
            servant text := '{role.Replace("'", "''", StringComparison.Ordinal)}';
            own regclass;
        BEGIN
            EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), servant);
            FOR own IN SELECT oid FROM pg_class
                WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relowner = current_user::regrole
            LOOP
                EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %I', own, servant);
            END LOOP;
            EXECUTE format('REVOKE UPDATE, DELETE ON events FROM %I', servant);
            EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON schema_migrations, orleansquery FROM %I', servant);
            EXECUTE format('GRANT TRUNCATE ON readiness TO %I', servant);
        END $grants$
        """;
}
