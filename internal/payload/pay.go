package payload

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"

	"jobsignal/internal/data"
	"jobsignal/internal/document"
	"jobsignal/internal/job"
	"jobsignal/internal/pay"
)

// salary reads pay from a record: numbers with their currency and period, or words. What a site reckons itself is not
// what the employer states.
func (r *Record) salary(place string) *job.Salary {
	if predicted := data.Line(r.Fields["salaryispredicted"]); predicted == "1" || predicted == "true" {
		return nil
	}
	s := r.salaryNumbers(place, "salary")
	for _, n := range names["salary"] {
		if s == nil {
			s = r.payIn(r.Fields[n], place)
		}
	}
	if s == nil {
		s = r.payIn(r.labelled("salary", "pay range", "compensation"), place)
	}
	if s != nil && s.Currency == "" {
		s.Currency = r.board().currency
	}
	return s
}

// payIn reads pay from the value of one field: numbers in an object, the first of several such, words, or one number
// whose currency stands beside it.
func (r *Record) payIn(v any, place string) *job.Salary {
	if list, ok := v.([]any); ok && len(list) > 0 {
		v = list[0]
	}
	if m, ok := v.(map[string]any); ok {
		return payObject(New(m, nil, ""), place)
	}
	if x := money(v); x > 0 && currencyCode(r.Text("currency"), place) != "" {
		return r.salaryOf(x, x, place)
	}
	if s, ok := v.(string); ok {
		return pay.In(document.Text(s), place)
	}
	return nil
}

// payObject reads schema.org's MonetaryAmount and its like, and the components of Ashby's compensation.
func payObject(r *Record, place string) *job.Salary {
	for _, k := range []string{"summarycomponents", "compensationtiers", "components", "remunerationrange"} {
		list, ok := r.Fields[k].([]any)
		if m, single := r.Fields[k].(map[string]any); !ok && single {
			list = []any{m}
		}
		for _, y := range list {
			m, ok := y.(map[string]any)
			if !ok {
				continue
			}
			c := New(m, nil, k)
			if kind, _ := c.Fields["compensationtype"].(string); kind != "" && kind != "Salary" {
				continue
			}
			if s := payObject(c, place); s != nil {
				return s
			}
		}
	}
	if m, ok := r.Fields["value"].(map[string]any); ok {
		inner := New(m, r, "value")
		for _, k := range []string{"currency", "unittext"} {
			if data.Blank(inner.Fields[k]) {
				inner.Fields[k] = r.Fields[k]
			}
		}
		return inner.salaryNumbers(place, "")
	}
	return r.salaryNumbers(place, "")
}

// salaryNumbers reads a lower and an upper end. In a whole record only names that say "salary" count.
func (r *Record) salaryNumbers(place, must string) *job.Salary {
	pick := func(field string) (any, float64) {
		for _, n := range names[field] {
			if must != "" && !strings.Contains(n, "salary") && !strings.Contains(n, "amount") && !strings.Contains(n, "compensation") && !strings.Contains(n, "payrange") {
				continue
			}
			if x := money(r.Fields[n]); x > 0 {
				if strings.HasSuffix(n, "cents") {
					x /= 100
				}
				return r.Fields[n], x
			}
		}
		return nil, 0
	}
	_, low := pick("min")
	stated, high := pick("max")
	if low == 0 && high == 0 && must == "" {
		low = cmp.Or(money(r.Fields["value"]), money(r.Fields["amount"]))
		high = low
	}
	if low == 0 && high == 0 {
		return nil
	}
	s := r.salaryOf(low, high, place)
	if m, ok := stated.(map[string]any); ok && s.Currency == "" {
		s.Currency = currencyCode(data.Line(m["@currencyID"]), place)
	}
	return s
}

// salaryOf is pay between two bounds, with the currency and the period that the record states, or that the size tells.
func (r *Record) salaryOf(low, high float64, place string) *job.Salary {
	s := &job.Salary{Min: low, Max: high, Currency: currencyCode(r.Text("currency"), place), Period: periodName(r.Text("period"))}
	if s.Period == "" {
		s.Period = pay.PeriodOf(max(low, high), s.Currency)
	}
	return s
}

// money reads a number that may be written with marks.
func money(v any) float64 {
	switch x := v.(type) {
	case map[string]any: // an XML element with attributes
		return money(x["#text"])
	case json.Number:
		f, err := x.Float64()
		if err != nil || f < 0 || f > 1e12 {
			return 0
		}
		return f
	case string:
		s := strings.Trim(strings.NewReplacer(",", "", " ", "", "$", "", "€", "", "£", "").Replace(x), "+")
		f, err := strconv.ParseFloat(s, 64)
		if err != nil || f < 0 || f > 1e12 {
			return 0
		}
		return f
	}
	return 0
}

func currencyCode(s, place string) string {
	s = strings.ToUpper(strings.TrimSpace(s))
	if len(s) == 3 && periodName(s) == "" && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return s
	}
	return pay.CurrencyOf(s, place)
}

// periodName reads "YEAR", "1 YEAR", "per-year-salary", "Per Hour", "yearly", "annual", "PA".
func periodName(s string) string {
	low := strings.ToLower(s)
	for _, p := range []struct{ mark, period string }{{"hour", job.PeriodHour}, {"day", job.PeriodDay}, {"dai", job.PeriodDay}, {"week", job.PeriodWeek},
		{"month", job.PeriodMonth}, {"year", job.PeriodYear}, {"annu", job.PeriodYear}} {
		if strings.Contains(low, p.mark) {
			return p.period
		}
	}
	if low == "pa" {
		return job.PeriodYear
	}
	if low == "ph" {
		return job.PeriodHour
	}
	return ""
}
