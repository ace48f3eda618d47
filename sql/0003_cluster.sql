-- Orleans' ADO.NET providers (clustering, reminders, grain storage; 10.x). They bring no SQL of their own: they look up
-- their statements in orleansquery by key and care for nothing but the names of parameters and columns. So the tables
-- are ours. Only the cluster host reads them; for a standalone host they stay empty.

-- One row a cluster: every change of its membership names the version that it was decided on.
CREATE TABLE silo_clusters (
    id         text COLLATE "C" PRIMARY KEY,
    version    integer NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE silos (
    cluster       text COLLATE "C" NOT NULL REFERENCES silo_clusters (id),
    address       text COLLATE "C" NOT NULL,
    port          integer NOT NULL,
    generation    integer NOT NULL,
    name          text NOT NULL,
    host_name     text NOT NULL,
    status        integer NOT NULL,
    proxy_port    integer,
    suspect_times text,
    started_at    timestamptz(3) NOT NULL,
    alive_at      timestamptz(3) NOT NULL,
    PRIMARY KEY (cluster, address, port, generation)
);

CREATE TABLE reminders (
    service_id text COLLATE "C" NOT NULL,
    grain_id   text COLLATE "C" NOT NULL,
    name       text COLLATE "C" NOT NULL,
    starts_at  timestamptz(3) NOT NULL,
    period     bigint NOT NULL,
    grain_hash integer NOT NULL,
    version    integer NOT NULL DEFAULT 0,
    PRIMARY KEY (service_id, grain_id, name)
);
CREATE INDEX reminders_by_hash ON reminders (service_id, grain_hash);

CREATE TABLE grain_states (
    service_id text COLLATE "C" NOT NULL,
    type       text COLLATE "C" NOT NULL,
    n0         bigint NOT NULL,
    n1         bigint NOT NULL,
    extension  text COLLATE "C" NOT NULL,
    version    integer NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    data       bytea,
    PRIMARY KEY (service_id, type, n0, n1, extension)
);

CREATE TABLE orleansquery (
    querykey  text PRIMARY KEY,
    querytext text NOT NULL
);

INSERT INTO orleansquery (querykey, querytext) VALUES

-- Membership ---------------------------------------------------------------------------------------------------------

('InsertMembershipVersionKey', '
    WITH added AS (INSERT INTO silo_clusters (id) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*)::integer FROM added'),

('InsertMembershipKey', '
    WITH moved AS (
        UPDATE silo_clusters SET version = version + 1, changed_at = now()
        WHERE id = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT FROM silos WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING 1),
    added AS (
        INSERT INTO silos (cluster, address, port, generation, name, host_name, status, proxy_port, started_at, alive_at)
        SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort,
               @StartTime::timestamptz, @IAmAliveTime::timestamptz FROM moved
        RETURNING 1)
    SELECT count(*)::integer FROM added'),

('UpdateMembershipKey', '
    WITH moved AS (
        UPDATE silo_clusters SET version = version + 1, changed_at = now()
        WHERE id = @DeploymentId AND version = @Version AND EXISTS (
            SELECT FROM silos WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING 1),
    changed AS (
        UPDATE silos SET status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime::timestamptz
        WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
          AND EXISTS (SELECT FROM moved)
        RETURNING 1)
    SELECT count(*)::integer FROM changed'),

('UpdateIAmAlivetimeKey', '
    UPDATE silos SET alive_at = @IAmAliveTime::timestamptz
    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation'),

-- The cluster's row comes back even when no silo matches.
('MembershipReadRowKey', '
    SELECT c.id AS deploymentid, s.address, s.port, s.generation, s.name AS siloname, s.host_name AS hostname, s.status,
           s.proxy_port AS proxyport, s.suspect_times AS suspecttimes, s.started_at AS starttime, s.alive_at AS iamalivetime, c.version
    FROM silo_clusters c
    LEFT JOIN silos s ON s.cluster = c.id AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
    WHERE c.id = @DeploymentId'),

('MembershipReadAllKey', '
    SELECT c.id AS deploymentid, s.address, s.port, s.generation, s.name AS siloname, s.host_name AS hostname, s.status,
           s.proxy_port AS proxyport, s.suspect_times AS suspecttimes, s.started_at AS starttime, s.alive_at AS iamalivetime, c.version
    FROM silo_clusters c LEFT JOIN silos s ON s.cluster = c.id
    WHERE c.id = @DeploymentId'),

('GatewaysQueryKey', '
    SELECT address, proxy_port AS proxyport, generation FROM silos
    WHERE cluster = @DeploymentId AND status = @Status AND proxy_port > 0'),

('DeleteMembershipTableEntriesKey', '
    WITH emptied AS (DELETE FROM silos WHERE cluster = @DeploymentId RETURNING 1)
    DELETE FROM silo_clusters WHERE id = @DeploymentId AND (SELECT count(*) FROM emptied) >= 0'),

-- 3 is Orleans'' SiloStatus.Active.
('CleanupDefunctSiloEntriesKey', '
    DELETE FROM silos WHERE cluster = @DeploymentId AND alive_at < @IAmAliveTime::timestamptz AND status <> 3'),

-- Reminders ----------------------------------------------------------------------------------------------------------

('UpsertReminderRowKey', '
    INSERT INTO reminders AS r (service_id, grain_id, name, starts_at, period, grain_hash)
    VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime::timestamptz, @Period, @GrainHash)
    ON CONFLICT (service_id, grain_id, name) DO UPDATE
    SET starts_at = excluded.starts_at, period = excluded.period, grain_hash = excluded.grain_hash, version = r.version + 1
    RETURNING version'),

('ReadReminderRowsKey', '
    SELECT grain_id AS grainid, name AS remindername, starts_at AS starttime, period, version
    FROM reminders WHERE service_id = @ServiceId AND grain_id = @GrainId'),

('ReadReminderRowKey', '
    SELECT grain_id AS grainid, name AS remindername, starts_at AS starttime, period, version
    FROM reminders WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName'),

('ReadRangeRows1Key', '
    SELECT grain_id AS grainid, name AS remindername, starts_at AS starttime, period, version
    FROM reminders WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash'),

-- A range of the ring that runs over its end.
('ReadRangeRows2Key', '
    SELECT grain_id AS grainid, name AS remindername, starts_at AS starttime, period, version
    FROM reminders WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)'),

('DeleteReminderRowKey', '
    WITH gone AS (
        DELETE FROM reminders
        WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName AND version = @Version
        RETURNING 1)
    SELECT count(*)::integer FROM gone'),

('DeleteReminderRowsKey', '
    DELETE FROM reminders WHERE service_id = @ServiceId'),

-- Grain storage: a version that did not move means that another writer was first. ------------------------------------

('ReadFromStorageKey', '
    SELECT data AS payloadbinary, now() AS readat, version FROM grain_states
    WHERE service_id = @ServiceId AND type = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1
      AND extension = coalesce(@GrainIdExtensionString::text, '''')'),

('WriteToStorageKey', '
    WITH added AS (
        INSERT INTO grain_states (service_id, type, n0, n1, extension, version, data)
        SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString::text, ''''), 1, @PayloadBinary::bytea
        WHERE @GrainStateVersion::integer IS NULL
        ON CONFLICT DO NOTHING RETURNING version),
    changed AS (
        UPDATE grain_states SET data = @PayloadBinary::bytea, version = version + 1, written_at = now()
        WHERE service_id = @ServiceId AND type = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1
          AND extension = coalesce(@GrainIdExtensionString::text, '''') AND version = @GrainStateVersion::integer
        RETURNING version)
    SELECT coalesce((SELECT version FROM added), (SELECT version FROM changed), @GrainStateVersion::integer) AS newgrainstateversion'),

('ClearStorageKey', '
    UPDATE grain_states SET data = NULL, version = version + 1, written_at = now()
    WHERE service_id = @ServiceId AND type = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1
      AND extension = coalesce(@GrainIdExtensionString::text, '''') AND version = @GrainStateVersion::integer
    RETURNING version AS newgrainstateversion'),

('DeleteStorageKey', '
    DELETE FROM grain_states
    WHERE service_id = @ServiceId AND type = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1
      AND extension = coalesce(@GrainIdExtensionString::text, '''') AND version = @GrainStateVersion::integer
    RETURNING version + 1 AS newgrainstateversion');
