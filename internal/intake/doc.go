// Package intake writes what a run of collect takes in: pages, the postings read from them, what was found in these,
// and when each was met.
//
// A run has one writer. Claim says whether a content is new; Pack prepares what was read from it on any core; Store
// queues it, and a batch is committed when it is large or when Flush is called. A batch holds whole inputs: a page, its
// postings with sections, groups and mentions, and the outcome of its source are written together or not at all, and
// a figure counts only after the commit.
//
// The rules by which running again adds nothing:
//
//   - A content (SHA-256) is one page, whatever gives it. Meeting it again is Meet, which touches last_seen and, once
//     in an ISO week, adds a sighting.
//   - A source's history has a row for each change of what it gives, not for each run.
//   - A posting on a new page that has the title, employer, place and text of one that the same source gave before is
//     that posting. With another text it is a new reading of the same advertisement: the two are one job, and the newer
//     speaks, unless it shrank to less than half.
//   - Which postings are one job is judged anew at the end of a run with news (package unique has the rule); only what
//     differs is written. Each merge is kept with its reason.
//   - A run without news has no row; it is counted in the row of the last one.
//
// StalePages and StalePostings list what an older reader or another vocabulary left; Reread and Rematch bring it up to
// date, each posting under the number that it has.
package intake
