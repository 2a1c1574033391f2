-- Overrides: a person's word on single mentions, applied after every match.
CREATE TABLE overrides (                       -- the file in force; no row: none
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  digest TEXT NOT NULL,                        -- label
  yaml   TEXT NOT NULL
) STRICT;

ALTER TABLE posting ADD COLUMN overrides TEXT NOT NULL DEFAULT ''; -- digest of the overrides that were applied to it

CREATE TABLE overridden (                      -- what overrides changed
  posting  INTEGER NOT NULL REFERENCES posting (id),
  ordinal  INTEGER NOT NULL,
  hash     TEXT NOT NULL,                      -- posting, term and sentence as the file names them
  term     TEXT NOT NULL,                      -- label
  was      TEXT NOT NULL,                      -- kind before
  verdict  TEXT NOT NULL,                      -- drop, or the kind now
  sentence TEXT NOT NULL,
  PRIMARY KEY (posting, ordinal)
) STRICT, WITHOUT ROWID;
