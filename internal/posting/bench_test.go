package posting

import (
	"fmt"
	"strings"
	"testing"

	"jobsignal/internal/job"
)

// adPage makes a job page of about the given size: an advertisement of a fifth of it amid styles, scripts,
// navigation and other jobs. Saved pages have more scripts and less text.
func adPage(size int) []byte {
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Data Engineer at Northwind Grid | Jobs</title>
<meta property="og:title" content="Data Engineer"><link rel="canonical" href="https://jobs.example.org/job/data-engineer-4711"><style>`)
	for i := 0; b.Len() < size*2/10; i++ {
		fmt.Fprintf(&b, ".c%d{margin:%dpx;padding:0 %dpx;color:#3%d3}\n", i, i, i, i%10)
	}
	b.WriteString(`</style><script>`)
	for i := 0; b.Len() < size*5/10; i++ {
		fmt.Fprintf(&b, "function f%d(a,b){return a*%d+(b||{}).x%d;}\n", i, i, i)
	}
	b.WriteString(`</script></head><body><nav class="main-menu"><ul>`)
	for i := 0; b.Len() < size*6/10; i++ {
		fmt.Fprintf(&b, `<li class="nav-item c%d"><a class="nav-link" href="/section/%d">Section %d</a></li>`, i, i, i)
	}
	b.WriteString(`</ul></nav><main class="layout c1"><div class="job-header c2"><h1 class="job-title">Data Engineer</h1><div class="company-name"><a href="/c/northwind">Northwind Grid</a></div><span class="job-location">Austin, TX</span></div><div class="job-description c3">`)
	for part := 0; b.Len() < size*8/10; part++ {
		fmt.Fprintf(&b, "<h2 class=\"c4\">%s</h2>\n<p class=\"c5\">You will join the team that moves the data of <strong>%d</strong> substations into our warehouse on AWS, and keeps it right.</p><ul class=\"c6\">", []string{"Responsibilities", "Requirements", "What we offer", "About the team"}[part%4], part)
		for i := range 8 {
			fmt.Fprintf(&b, "<li class=\"c7\"><span>Build and run pipelines with Spark, Airflow and Amazon S3 for region %d, with tests and dashboards that people trust &amp; use.</span></li>\n", i)
		}
		b.WriteString("</ul>")
	}
	b.WriteString(`<p>The salary range for this role is $120,000 - $150,000 per year. 5+ years of experience with data platforms.</p></div></main><aside class="similar-jobs"><h3>Similar jobs</h3>`)
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, `<div class="card c8"><a href="/job/other-role-%d"><h4>Other role %d</h4></a><span class="c9">Berlin</span></div>`, i, i)
	}
	b.WriteString(`</aside><footer class="site-footer"><p>Terms, privacy and cookies.</p></footer></body></html>`)
	return []byte(b.String())
}

// BenchmarkRead reads one web page of 60 KB, bytes to posting, on one core.
func BenchmarkRead(b *testing.B) {
	page := &job.Page{Source: "page.html", Body: adPage(60 << 10)}
	if r := Read(page); len(r.Postings) != 1 {
		b.Fatalf("Read(page) = %d postings (%s), want 1", len(r.Postings), r.Reason)
	}
	b.SetBytes(int64(len(page.Body)))
	b.ReportAllocs()
	for b.Loop() {
		Read(page)
	}
}
