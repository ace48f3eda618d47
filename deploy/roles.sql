-- Who may do what in the database. The program works as videowall_app, which can neither change nor delete an event, nor touch the
-- schema; videowall_owner owns the tables and is used for migrations only (--migrate), which also grant videowall_app what it needs.
-- The superuser never leaves this server. Run by it when the database is first made (roles.sh), and again after a restore or by
-- somebody who comes from a version with one role for all: twice does no harm.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'videowall_owner') THEN
        CREATE ROLE videowall_owner;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'videowall_app') THEN
        CREATE ROLE videowall_app;
    END IF;
END $$;
ALTER ROLE videowall_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';
ALTER ROLE videowall_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'app_password';

DO $$
DECLARE
    name text;
BEGIN
    EXECUTE format('ALTER DATABASE %I OWNER TO videowall_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO videowall_app', current_database());
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    GRANT ALL ON SCHEMA public TO videowall_owner;
    -- What an earlier version, or a restore, made as the superuser.
    FOR name IN SELECT format('TABLE %s', oid::regclass) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        UNION ALL SELECT format('FUNCTION %s', oid::regprocedure) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    LOOP
        EXECUTE format('ALTER %s OWNER TO videowall_owner', name);
    END LOOP;
END $$;
