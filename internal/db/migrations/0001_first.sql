-- Times are ISO-8601 text in UTC ("2026-11-23T06:15:00Z"), days "2026-11-23", weeks ISO weeks ("2026-W48").
-- Empty text means: not stated. docs/database.md tells every table and column.

CREATE TABLE vocabulary (
  id       INTEGER PRIMARY KEY,
  digest   TEXT NOT NULL UNIQUE,               -- label
  yaml     TEXT NOT NULL,
  custom   INTEGER NOT NULL CHECK (custom IN (0, 1)),
  since    TEXT NOT NULL,
  in_force INTEGER NOT NULL CHECK (in_force IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX vocabulary_in_force ON vocabulary (in_force) WHERE in_force = 1;

CREATE TABLE term (                            -- the terms of the vocabulary in force, for joins
  id       TEXT PRIMARY KEY,
  name     TEXT NOT NULL,                      -- label
  kind     TEXT NOT NULL,
  platform TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
  id          INTEGER PRIMARY KEY,
  started     TEXT NOT NULL,                   -- label
  finished    TEXT,                            -- empty: the run was stopped hard
  program     TEXT NOT NULL,
  reader      TEXT NOT NULL,
  vocabulary  INTEGER NOT NULL REFERENCES vocabulary (id),
  found       INTEGER NOT NULL DEFAULT 0,
  read        INTEGER NOT NULL DEFAULT 0,
  no_posting  INTEGER NOT NULL DEFAULT 0,
  failed      INTEGER NOT NULL DEFAULT 0,
  rematched   INTEGER NOT NULL DEFAULT 0,
  repeated    INTEGER NOT NULL DEFAULT 0,      -- later runs that found nothing new
  repeated_at TEXT
) STRICT;

CREATE TABLE source (
  id            INTEGER PRIMARY KEY,
  name          TEXT NOT NULL,                 -- label: path or URL
  part          TEXT NOT NULL,                 -- place inside a container
  page          INTEGER REFERENCES page (id),  -- the page it gave last; a page with a posting is not replaced by one without
  outcome       TEXT NOT NULL CHECK (outcome IN ('read', 'no posting', 'failed')),
  reason        TEXT NOT NULL,
  etag          TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  first_seen    TEXT NOT NULL,
  last_seen     TEXT NOT NULL,
  UNIQUE (name, part)
) STRICT;
CREATE INDEX source_page ON source (page);

CREATE TABLE page (
  id         INTEGER PRIMARY KEY,
  hash       BLOB NOT NULL UNIQUE CHECK (length(hash) = 32), -- SHA-256 of the bytes as received
  source     INTEGER NOT NULL REFERENCES source (id),        -- who gave it first
  url        TEXT NOT NULL,                                  -- label
  format     TEXT NOT NULL,
  media_type TEXT NOT NULL,
  given      TEXT NOT NULL,                                  -- JSON object: what a list of sources says of it
  retrieved  TEXT,
  size       INTEGER NOT NULL,                               -- bytes as received
  reader     TEXT NOT NULL,                                  -- version of the reader that read it
  outcome    TEXT NOT NULL CHECK (outcome IN ('read', 'no posting', 'failed')),
  reason     TEXT NOT NULL,
  detail     TEXT NOT NULL,
  first_seen TEXT NOT NULL
) STRICT;

CREATE TABLE page_body (
  page INTEGER PRIMARY KEY REFERENCES page (id),
  body BLOB NOT NULL                           -- zstd of the bytes as received
) STRICT;

CREATE TABLE outcome (                         -- one row when the outcome of a source changes
  id      INTEGER PRIMARY KEY,
  source  INTEGER NOT NULL REFERENCES source (id),
  run     INTEGER NOT NULL REFERENCES run (id),
  page    INTEGER REFERENCES page (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('read', 'no posting', 'failed')), -- label
  reason  TEXT NOT NULL
) STRICT;
CREATE INDEX outcome_source ON outcome (source);

CREATE TABLE posting (
  id              INTEGER PRIMARY KEY,
  page            INTEGER NOT NULL REFERENCES page (id), -- the newest page that carries it
  ordinal         INTEGER NOT NULL,                      -- place on that page, from 0
  title           TEXT NOT NULL,                         -- label
  employer        TEXT NOT NULL,
  location        TEXT NOT NULL,
  remote          TEXT NOT NULL,
  posted          TEXT NOT NULL,
  valid_through   TEXT NOT NULL,
  closed          INTEGER NOT NULL CHECK (closed IN (0, 1)),
  employment_type TEXT NOT NULL,
  salary_min      REAL,
  salary_max      REAL,
  salary_currency TEXT,
  salary_period   TEXT,
  salary_text     TEXT,
  language        TEXT NOT NULL,
  role            TEXT NOT NULL,
  seniority       TEXT NOT NULL,
  years           INTEGER NOT NULL,
  url             TEXT NOT NULL,
  key             TEXT NOT NULL,
  origins         TEXT NOT NULL,                         -- JSON object: field, where it came from
  warnings        TEXT NOT NULL,                         -- JSON array
  mentions        INTEGER NOT NULL,                      -- how many rows in mention
  vocabulary      INTEGER NOT NULL REFERENCES vocabulary (id), -- what matched it
  found           BLOB NOT NULL,                         -- digest of its sections, groups and mentions
  same            BLOB NOT NULL,                         -- digest of normalised title, employer, place and text
  complete        INTEGER NOT NULL,                      -- how much it states; the most complete member speaks for a cluster
  cluster         INTEGER NOT NULL REFERENCES posting (id), -- first posting of those that advertise the same job
  yields          INTEGER REFERENCES posting (id),       -- a better reading of the same advertisement from the same source
  removed         TEXT,                                  -- when a person took it out
  first_seen      TEXT NOT NULL,
  last_seen       TEXT NOT NULL,
  UNIQUE (page, ordinal)
) STRICT;
CREATE INDEX posting_same ON posting (same);
CREATE INDEX posting_cluster ON posting (cluster);

CREATE TABLE page_posting (                    -- which pages carry which postings; an older page keeps its line
  page    INTEGER NOT NULL REFERENCES page (id),
  ordinal INTEGER NOT NULL,
  posting INTEGER NOT NULL REFERENCES posting (id),
  PRIMARY KEY (page, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_posting_posting ON page_posting (posting);

CREATE TABLE posting_body (
  posting INTEGER PRIMARY KEY REFERENCES posting (id),
  blocks  BLOB NOT NULL                        -- zstd of a JSON array of blocks
) STRICT;

CREATE TABLE section (
  posting INTEGER NOT NULL REFERENCES posting (id),
  ordinal INTEGER NOT NULL,
  kind    TEXT NOT NULL,
  heading TEXT NOT NULL,                       -- label
  text    TEXT NOT NULL,
  PRIMARY KEY (posting, ordinal)
) STRICT;

CREATE TABLE posting_group (                   -- one thing asked for; its members are the mentions with its number
  posting INTEGER NOT NULL REFERENCES posting (id),
  ordinal INTEGER NOT NULL,
  open    INTEGER NOT NULL CHECK (open IN (0, 1)),
  PRIMARY KEY (posting, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention (
  posting        INTEGER NOT NULL REFERENCES posting (id),
  ordinal        INTEGER NOT NULL,
  term           TEXT NOT NULL,                -- label
  kind           TEXT NOT NULL CHECK (kind IN ('required', 'preferred', 'duty', 'context', 'negated')),
  rule           TEXT NOT NULL,
  group_no       INTEGER NOT NULL,
  part           INTEGER NOT NULL,             -- mentions of a group with one part are named in one breath
  section_no     INTEGER NOT NULL,
  start_byte     INTEGER NOT NULL,             -- in the section's text, UTF-8
  end_byte       INTEGER NOT NULL,
  sentence_start INTEGER NOT NULL,
  sentence_end   INTEGER NOT NULL,
  PRIMARY KEY (posting, ordinal),
  FOREIGN KEY (posting, section_no) REFERENCES section (posting, ordinal),
  FOREIGN KEY (posting, group_no) REFERENCES posting_group (posting, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE sighting (                        -- in which weeks a posting was met
  posting INTEGER NOT NULL REFERENCES posting (id),
  week    TEXT NOT NULL,                       -- label
  run     INTEGER NOT NULL REFERENCES run (id),
  PRIMARY KEY (posting, week)
) STRICT, WITHOUT ROWID;

CREATE TABLE robots (
  origin  TEXT PRIMARY KEY,                    -- label: scheme://host:port
  fetched TEXT NOT NULL,
  body    TEXT NOT NULL                        -- empty: the host has no rules
) STRICT, WITHOUT ROWID;

CREATE TABLE host (
  name         TEXT PRIMARY KEY,               -- label: registrable domain
  next_request TEXT NOT NULL,                  -- not to be asked sooner
  not_before   TEXT NOT NULL                   -- the site itself asked to be left alone until then
) STRICT, WITHOUT ROWID;

-- speaker: one posting for each unique posting. A reading that yields to a better one, and a removed one, do not speak.
CREATE VIEW speaker AS
SELECT id, cluster, members, first_seen, last_seen FROM (
  SELECT id, cluster,
    count(*) OVER w AS members, min(first_seen) OVER w AS first_seen, max(last_seen) OVER w AS last_seen,
    row_number() OVER (PARTITION BY cluster ORDER BY yields IS NOT NULL, complete DESC, id) AS place
  FROM posting WHERE removed IS NULL
  WINDOW w AS (PARTITION BY cluster)
) WHERE place = 1;

CREATE VIEW postings AS
SELECT s.cluster AS id, p.title, p.employer, p.location, p.remote, p.posted, p.valid_through, p.closed,
  p.employment_type, p.salary_min, p.salary_max, p.salary_currency, p.salary_period, p.language, p.role,
  p.seniority, p.years, p.url, o.name AS source, o.part, s.members,
  s.first_seen, s.last_seen, strftime('%G-W%V', s.first_seen) AS week, p.id AS speaker
FROM speaker s JOIN posting p ON p.id = s.id JOIN page g ON g.id = p.page JOIN source o ON o.id = g.source;

CREATE VIEW mentions AS
SELECT s.cluster AS posting, p.title, p.employer, m.term, coalesce(t.name, m.term) AS name,
  coalesce(t.kind, '') AS term_kind, coalesce(t.platform, '') AS platform,
  m.kind, m.rule, m.group_no AS "group", g.open, x.kind AS section, x.heading,
  CAST(substr(CAST(x.text AS BLOB), m.start_byte + 1, m.end_byte - m.start_byte) AS TEXT) AS text,
  CAST(substr(CAST(x.text AS BLOB), m.sentence_start + 1, m.sentence_end - m.sentence_start) AS TEXT) AS sentence,
  m.start_byte AS start, m.end_byte AS "end"
FROM speaker s
JOIN posting p ON p.id = s.id
JOIN mention m ON m.posting = p.id
JOIN posting_group g ON g.posting = m.posting AND g.ordinal = m.group_no
JOIN section x ON x.posting = m.posting AND x.ordinal = m.section_no
LEFT JOIN term t ON t.id = m.term;

-- demand: in how many unique postings a term is asked for, by its strongest kind there. The report's platform
-- shares also count services that bind their platform; see docs/method.md.
CREATE VIEW demand AS
SELECT d.term, coalesce(t.name, d.term) AS name, coalesce(t.kind, '') AS kind, coalesce(t.platform, '') AS platform,
  count(*) AS postings, round(1.0 * count(*) / (SELECT count(*) FROM speaker), 4) AS share,
  sum(d.strength = 0) AS required, sum(d.strength = 1) AS preferred, sum(d.strength = 2) AS duty
FROM (
  SELECT m.posting, m.term, min(CASE m.kind WHEN 'required' THEN 0 WHEN 'preferred' THEN 1 ELSE 2 END) AS strength
  FROM speaker s JOIN mention m ON m.posting = s.id
  WHERE m.kind IN ('required', 'preferred', 'duty')
  GROUP BY m.posting, m.term
) d LEFT JOIN term t ON t.id = d.term
GROUP BY d.term;
