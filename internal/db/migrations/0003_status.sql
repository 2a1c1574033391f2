-- How a source fared lately, for collect status. Earlier failures were not counted.
ALTER TABLE source ADD COLUMN last_success TEXT NOT NULL DEFAULT ''; -- when it last did not fail
ALTER TABLE source ADD COLUMN failed_runs INTEGER NOT NULL DEFAULT 0; -- runs in a row in which it failed
UPDATE source SET last_success = CASE outcome WHEN 'failed' THEN coalesce((SELECT first_seen FROM page WHERE id = source.page AND outcome <> 'failed'), '') ELSE last_seen END,
  failed_runs = outcome = 'failed';
