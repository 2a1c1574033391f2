package demand

import (
	"fmt"
	"time"

	"jobsignal/internal/sample"
)

// WeekOf is the ISO 8601 week of a day, as the house writes it: "2026-W47".
func WeekOf(t time.Time) string {
	year, week := t.ISOWeek()
	return fmt.Sprintf("%04d-W%02d", year, week)
}

// Monday is the first day of an ISO week; ok is false when the text is not one.
// Example: 2026-W01 starts on 2025-12-29, for the week with the year's first Thursday is its first.
func Monday(week string) (day time.Time, ok bool) {
	var y, w int
	if n, err := fmt.Sscanf(week, "%4d-W%2d", &y, &w); n != 2 || err != nil {
		return time.Time{}, false
	}
	fourth := time.Date(y, time.January, 4, 0, 0, 0, 0, time.UTC)
	day = fourth.AddDate(0, 0, (w-1)*7-int(fourth.Weekday()+6)%7)
	return day, WeekOf(day) == week
}

// weeksMost bounds the list of weeks, so that one wrong date cannot fill it with gaps.
const weeksMost = 520

// weeks computes platform shares by ISO week of first sight. A week without postings is a gap, not a zero.
func (s selection) weeks(r *Result) {
	of := map[string][]int{}
	var first, last time.Time
	for i := range s.List {
		monday, ok := Monday(s.List[i].Row.Week)
		if !ok {
			continue
		}
		of[s.List[i].Row.Week] = append(of[s.List[i].Row.Week], i)
		if first.IsZero() || monday.Before(first) {
			first = monday
		}
		if monday.After(last) {
			last = monday
		}
	}
	for t := first; len(of) > 0 && !t.After(last) && len(r.Weeks) < weeksMost; t = t.AddDate(0, 0, 7) {
		w := Week{Week: WeekOf(t), Platforms: map[string]Proportion{}}
		here := of[w.Week]
		w.Postings = s.Count(here)
		for _, p := range r.Platforms {
			if k := s.Index.Number(p.ID); w.Postings > 0 {
				w.Platforms[p.ID] = s.Share(here, s.Where(here, func(q *sample.Posting) bool { return q.Asks.Has(k) }))
			}
		}
		r.Weeks = append(r.Weeks, w)
	}
}
