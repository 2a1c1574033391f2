-- Which postings are one job is judged by likeness of texts from here on. Kept clusters stay until the next run,
-- which makes the sketches that are missing.

CREATE TABLE sketch (                          -- what the likeness of texts is judged by
  posting INTEGER PRIMARY KEY REFERENCES posting (id),
  minhash BLOB NOT NULL CHECK (length(minhash) = 524)
) STRICT;

CREATE TABLE merge (                           -- why postings are one job: members − 1 rows for each cluster
  a        INTEGER NOT NULL REFERENCES posting (id),
  b        INTEGER NOT NULL REFERENCES posting (id) CHECK (b > a),
  reason   TEXT NOT NULL,                      -- label
  likeness REAL NOT NULL CHECK (likeness BETWEEN 0 AND 1),
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX merge_b ON merge (b);

CREATE TABLE merge_rule (                      -- the rule that made the clusters: no row before the first run
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  text TEXT NOT NULL                           -- label
) STRICT;

CREATE VIEW merges AS
SELECT a.cluster AS posting, m.reason, round(m.likeness, 3) AS likeness, m.a, m.b,
  a.title AS title_a, b.title AS title_b, a.employer AS employer_a, b.employer AS employer_b,
  a.location AS location_a, b.location AS location_b
FROM merge m JOIN posting a ON a.id = m.a JOIN posting b ON b.id = m.b;
