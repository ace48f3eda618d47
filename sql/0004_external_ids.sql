-- A church's number in the hall's own books is one church's, whichever server was asked.
CREATE UNIQUE INDEX churches_external_id_key ON churches (external_id) WHERE external_id IS NOT NULL AND NOT deleted;
