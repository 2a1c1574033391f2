-- Grades: how well labelled postings were read, kept by `collect grade --save`.
CREATE TABLE grade (
  id         INTEGER PRIMARY KEY,
  made       TEXT NOT NULL,                    -- RFC 3339, UTC
  documents  INTEGER NOT NULL CHECK (documents > 0),
  vocabulary TEXT NOT NULL,                    -- digest
  reader     TEXT NOT NULL
) STRICT;

CREATE TABLE grade_group (
  grade            INTEGER NOT NULL REFERENCES grade (id),
  term_kind        TEXT NOT NULL,              -- platform, service, skill, tool, certification
  right_of_found   INTEGER NOT NULL,
  found            INTEGER NOT NULL,
  found_worth      REAL NOT NULL,              -- found pairs as independent ones
  found_of_there   INTEGER NOT NULL,
  there            INTEGER NOT NULL,
  there_worth      REAL NOT NULL,
  PRIMARY KEY (grade, term_kind)
) STRICT, WITHOUT ROWID;

CREATE VIEW grades AS
SELECT g.made, g.documents, x.term_kind, x.found, x.there,
  CASE WHEN x.found > 0 THEN 1.0 * x.right_of_found / x.found END AS "precision",
  CASE WHEN x.there > 0 THEN 1.0 * x.found_of_there / x.there END AS recall,
  g.vocabulary, g.reader
FROM grade g JOIN grade_group x ON x.grade = g.id;
