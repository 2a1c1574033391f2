package posting

import (
	"strings"
)

// site says what one job site or applicant-tracking system calls the parts of its job pages: names of elements
// (class, id, data-test and the like), tried in order. A site is known by an element that only it has, since
// saved pages often have lost their address.
type site struct {
	name     string
	marks    []string // names of which one must be there
	host     string   // or this must be in the page's address
	title    []string
	employer []string
	location []string
	kind     []string // employment type
	pay      []string
	posted   []string
	body     []string
}

// sites is the table of known sites.
var sites = []site{
	{name: "linkedin", marks: []string{"topcard__title", "top-card-layout__title"}, title: []string{"topcard__title", "top-card-layout__title"}, employer: []string{"topcard__org-name-link", "topcard__flavor"}, location: []string{"topcard__flavor--bullet"}, posted: []string{"posted-time-ago__text"}, body: []string{"show-more-less-html__markup", "description__text"}},
	{name: "seek", marks: []string{"job-detail-title"}, title: []string{"job-detail-title"}, employer: []string{"advertiser-name"}, location: []string{"job-detail-location"}, kind: []string{"job-detail-work-type"}, pay: []string{"job-detail-salary"}, body: []string{"jobaddetails"}},
	{name: "indeed", marks: []string{"jobdescriptiontext", "jobsearch-jobdescriptiontext"}, title: []string{"jobsearch-jobinfoheader-title", "jobsearch-jobinfoheader-title-container"}, employer: []string{"inlineheader-companyname", "jobsearch-inlinecompanyrating", "jobsearch-companyinfocontainer"}, location: []string{"inlineheader-companylocation", "job-location", "jobsearch-jobinfoheader-companylocation"}, pay: []string{"salaryinfoandjobtype"}, body: []string{"jobdescriptiontext"}},
	{name: "greenhouse", marks: []string{"job__title", "app-title"}, title: []string{"app-title", "job__title"}, employer: []string{"company-name"}, location: []string{"job__location", "location"}, body: []string{"job__description", "content"}},
	{name: "lever", marks: []string{"posting-headline", "posting-header"}, title: []string{"posting-headline"}, location: []string{"location", "posting-categories"}, kind: []string{"commitment"}},
	{name: "workable", marks: []string{"job-title"}, host: "workable.com", title: []string{"job-title"}, location: []string{"job-location"}, kind: []string{"job-employment-type"}, body: []string{"job-breakdown"}},
	{name: "workday", marks: []string{"jobpostingheader"}, title: []string{"jobpostingheader"}, location: []string{"locations"}, kind: []string{"time"}, posted: []string{"postedon"}, body: []string{"jobpostingdescription"}},
	{name: "stackoverflow", marks: []string{"job-details--header", "js-jobdetail"}, title: []string{"job-details--header"}},
	{name: "we work remotely", marks: []string{"listing-header-container"}, title: []string{"listing-header-container"}, employer: []string{"company-card"}, body: []string{"job-listing-show-container", "listing-container"}},
	{name: "smartrecruiters", marks: []string{"job-ad-display", "jobad-main"}, title: []string{"job-title"}, location: []string{"job-details"}, body: []string{"jobad-main", "job-sections"}},
	{name: "icims", marks: []string{"icims_jobcontent", "icims_maincolumn"}, title: []string{"icims_header"}, location: []string{"icims_jobheaderdata"}, body: []string{"icims_jobcontent"}},
	{name: "recruitee", marks: []string{"job-post", "c-job-post"}, body: []string{"job-post"}},
	{name: "personio", marks: []string{"job-name"}, host: "personio", title: []string{"job-name"}, body: []string{"job-description", "job-details"}},
	{name: "teamtailor", marks: []string{"block-job-description", "company-link-style"}, body: []string{"block-job-description", "job-body"}},
	{name: "breezy", marks: []string{"banner-header"}, host: "breezy.hr", title: []string{"banner-header"}, location: []string{"location"}, kind: []string{"type"}, body: []string{"description"}},
	{name: "bamboohr", marks: []string{"bamboohr-ats-board"}, body: []string{"jss-e73", "resumatorjobdescription"}},
	{name: "jobvite", marks: []string{"jv-header", "jv-job-detail-description"}, title: []string{"jv-header"}, location: []string{"jv-job-detail-meta"}, body: []string{"jv-job-detail-description"}},
	{name: "glassdoor", marks: []string{"jobdescriptioncontainer"}, title: []string{"job-title"}, employer: []string{"employer-name"}, location: []string{"location"}, body: []string{"jobdescriptioncontainer"}},
	{name: "peoplestrong", marks: []string{"job-detail-top-ul-page-1"}, location: []string{"job-detail-top-li-page-3"}},
	{name: "stepstone", marks: []string{"job-ad-content"}, title: []string{"header-job-title"}, employer: []string{"header-company-name"}, location: []string{"header-location"}, body: []string{"job-ad-content"}},
}

// site returns the entry for the page, nil when no site is known.
func (w *webPage) site() *site {
	address := w.doc.URL + " " + w.page.URL
	for i := range sites {
		s := &sites[i]
		if s.host != "" && !strings.Contains(address, s.host) {
			continue
		}
		for _, m := range s.marks {
			if w.Index.Find(m) >= 0 {
				return s
			}
		}
	}
	return nil
}
