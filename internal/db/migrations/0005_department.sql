-- The department that an applicant-tracking system states.
ALTER TABLE posting ADD COLUMN department TEXT NOT NULL DEFAULT '';

DROP VIEW postings;
CREATE VIEW postings AS
SELECT s.cluster AS id, p.title, p.employer, p.department, p.location, p.remote, p.posted, p.valid_through, p.closed,
  p.employment_type, p.salary_min, p.salary_max, p.salary_currency, p.salary_period, p.language, p.role,
  p.seniority, p.years, p.url, o.name AS source, o.part, s.members,
  s.first_seen, s.last_seen, strftime('%G-W%V', s.first_seen) AS week, p.id AS speaker
FROM speaker s JOIN posting p ON p.id = s.id JOIN page g ON g.id = p.page JOIN source o ON o.id = g.source;
