-- The command behind an event, where its sender gave it a key: a command that comes again is known by it.
ALTER TABLE events ADD COLUMN command text COLLATE "C";
CREATE INDEX events_command ON events (stream, command) WHERE command IS NOT NULL;
