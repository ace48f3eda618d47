-- Where readiness tries whether the disk takes one more page. A row fills a page by itself, and none is ever used again, so each needs
-- room of its own, as events do. Nothing here is worth a log, or outlives a crash.
CREATE UNLOGGED TABLE readiness (
    filler text NOT NULL
);
ALTER TABLE readiness ALTER COLUMN filler SET STORAGE PLAIN;
