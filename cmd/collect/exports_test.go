package main

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"jobsignal/internal/job"
	"jobsignal/internal/unpack"
)

// advert is a text long enough to be an advertisement.
const advert = "We look for somebody who builds pipelines with Python on AWS and keeps them running by day and by night.\nRequirements: three years of experience with SQL and SageMaker, patience with sensors that lie, and a licence for small boats."

// TestExports reads one row of each export that people share, by its own columns: title, employer, place, remote,
// kind of employment, pay, day, address.
func TestExports(t *testing.T) {
	for _, c := range []struct{ name, columns, cells, want string }{
		{"JobSpy", "id,site,job_url,job_url_direct,title,company,location,date_posted,job_type,salary_source,interval,min_amount,max_amount,currency,is_remote,description",
			"in-17|indeed|https://www.indeed.com/viewjob?jk=17||Data Engineer|Tidewater|Portland, ME, US|2026-09-14|fulltime|direct_data|yearly|92000.0|104000.0|USD|True|" + advert,
			"Data Engineer|Tidewater|Portland, ME, US|yes|full-time|92000–104000 USD year|2026-09-14|https://www.indeed.com/viewjob?jk=17"},
		{"LinkedIn", "job_id,company_name,title,description,max_salary,pay_period,location,med_salary,min_salary,formatted_work_type,applies,original_listed_time,remote_allowed,job_posting_url,application_url,expiry,closed_time,listed_time,work_type,currency,compensation_type",
			"17|Tidewater|Data Engineer|" + advert + "|50.0|HOURLY|Portland, ME||46.0|Full-time|3|1789374611000.0|1.0|https://www.linkedin.com/jobs/view/17/|https://x.example|1791966611000.0||1789374611000.0|FULL_TIME|USD|BASE_SALARY",
			"Data Engineer|Tidewater|Portland, ME|yes|full-time|46–50 USD hour|2026-09-14|https://www.linkedin.com/jobs/view/17/"},
		{"LinkedIn, two files", "job_link,last_processed_time,job_title,company,job_location,first_seen,search_city,search_country,search_position,job_level,job_type,job_summary",
			"https://www.linkedin.com/jobs/view/17|2026-09-15 01:00:00|Data Engineer|Tidewater|Portland, ME|2026-09-14|Bath|United States|Engineer|Mid senior|Remote|" + advert,
			"Data Engineer|Tidewater|Portland, ME|yes|-|-|2026-09-14|https://www.linkedin.com/jobs/view/17"},
		{"Glassdoor", ",Job Title,Salary Estimate,Job Description,Rating,Company Name,Location,Headquarters,Size,Founded,Type of ownership,Industry",
			"0|Data Engineer|$92K-$104K (Glassdoor est.)|" + advert + "|3.8|Tidewater\n3.8|Portland, ME|Oban|1 to 50|1871|Private|Sea",
			"Data Engineer|Tidewater|Portland, ME|-|-|-|-|-"},
		{"Indeed", "position,company,description,reviews,location", "Data Engineer|Tidewater|" + advert + "|12|Portland, ME", "Data Engineer|Tidewater|Portland, ME|-|-|-|-|-"},
		{"Monster", "country,date_added,has_expired,job_description,job_title,job_type,location,page_url,salary,sector,uniq_id",
			"United States|2026-09-14|No|" + advert + "|Data Engineer|Full Time Employee|Portland, ME 04101|http://jobview.example/17|$92,000.00 - $104,000.00 /year|Sea|a17",
			"Data Engineer|-|Portland, ME 04101|-|full-time|92000–104000 USD year|2026-09-14|http://jobview.example/17"},
		{"Dice", "advertiserurl,company,employmenttype_jobstatus,jobdescription,jobid,joblocation_address,jobtitle,postdate,skills,uniq_id",
			"https://www.dice.com/jobs/detail/17|Tidewater|Full Time, Contract W2|" + advert + "|D17|Portland, ME|Data Engineer|2026-09-14|see below|a17",
			"Data Engineer|Tidewater|Portland, ME|-|full-time|-|2026-09-14|https://www.dice.com/jobs/detail/17"},
		{"Adzuna as columns", "id,title,description,created,redirect_url,company.display_name,location.display_name,location.area,category.label,salary_min,salary_max,salary_is_predicted,contract_time",
			"17|Data Engineer|" + advert + "|2026-09-14T08:30:11Z|https://www.adzuna.co.uk/jobs/ad/17|Tidewater|Oban, Argyll|['UK', 'Scotland']|IT Jobs|52000|64000|0|full_time",
			"Data Engineer|Tidewater|Oban, Argyll|-|full-time|52000–64000 GBP year|2026-09-14|https://www.adzuna.co.uk/jobs/ad/17"},
		{"schema.org, snake", "title,hiring_organization,job_location,job_location_type,employment_type,date_posted,valid_through,base_salary,description,url",
			"Data Engineer|Tidewater|Oban|TELECOMMUTE|PART_TIME|2026-09-14|2026-12-01|£52,000 - £64,000 per year|" + advert + "|https://x.example/jobs/17",
			"Data Engineer|Tidewater|Oban|yes|part-time|52000–64000 GBP year|2026-09-14|https://x.example/jobs/17"},
		{"schema.org, camel, nested", "title,hiringOrganization.name,jobLocation.address.addressLocality,jobLocation.address.addressCountry,employmentType,datePosted,baseSalary.currency,baseSalary.value.minValue,baseSalary.value.maxValue,baseSalary.value.unitText,description",
			"Data Engineer|Tidewater|Oban|GB|CONTRACTOR|2026-09-14|GBP|520|640|DAY|" + advert,
			"Data Engineer|Tidewater|Oban, GB|-|contract|520–640 GBP day|2026-09-14|-"},
		{"schema.org, spaces", "Title,Hiring Organization,Job Location,Employment Type,Date Posted,Description", "Data Engineer|Tidewater|Oban|Full Time|14 Sep 2026|<p>" + advert + "</p>",
			"Data Engineer|Tidewater|Oban|-|full-time|-|2026-09-14|-"},
		{"paths with slashes", "positionName,company,location,salary/salaryMin,salary/salaryMax,salary/currency,postedAt,url,descriptionHTML",
			"Data Engineer|Tidewater|Oban|52000|64000|GBP|2026-09-14|https://x.example/jobs/17|<p>" + advert + "</p>",
			"Data Engineer|Tidewater|Oban|-|-|52000–64000 GBP year|2026-09-14|https://x.example/jobs/17"},
		{"German", "Stellenbezeichnung,Arbeitgeber,Arbeitsort,Beschreibung", "Data Engineer|Gezeiten GmbH|Husum|" + advert, "Data Engineer|Gezeiten GmbH|Husum|-|-|-|-|-"},
	} {
		var file strings.Builder
		w := csv.NewWriter(&file)
		w.Write(strings.Split(c.columns, ","))
		w.Write(strings.Split(c.cells, "|"))
		w.Flush()
		if got := readRows(file.String()); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s =\n  %s, want\n  %s", c.name, strings.Join(got, "\n  "), c.want)
		}
	}
}

// readRows reads a table's rows to one line a posting, or why there is none.
func readRows(content string) (lines []string) {
	in := unpack.Input{Page: job.Page{Source: "a.csv"}, Name: "a.csv", R: strings.NewReader(content), Size: -1}
	for p, err := range unpack.Pages(in, unpack.Options{Columns: columns(nil)}) {
		if err != nil {
			lines = append(lines, err.Error())
			continue
		}
		r := readPosting(p)
		if len(r.Postings) == 0 {
			lines = append(lines, fmt.Sprint(p.Part, ": ", r.Reason, ": ", r.Detail, r.Err))
		}
		for _, x := range r.Postings {
			pay := ""
			if s := x.Salary; s != nil {
				pay = fmt.Sprintf("%v–%v %s %s", s.Min, s.Max, s.Currency, s.Period)
			}
			fields := []string{x.Title, x.Employer, x.Location, string(x.Remote), x.EmploymentType, pay, x.Posted, x.URL}
			for i := range fields {
				if fields[i] == "" {
					fields[i] = "-"
				}
			}
			lines = append(lines, strings.Join(fields, "|"))
		}
	}
	return lines
}
