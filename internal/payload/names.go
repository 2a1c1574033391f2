package payload

import (
	"slices"

	"jobsignal/internal/data"
)

// A record's fields are found by name: names are compared in lower case without anything but letters and digits, so
// that "job_title", "jobTitle", "Job Title" and "job-title" are one.

// names lists the names of each field, the best first. They are those of schema.org, of job boards' exports
// (JobSpy, LinkedIn, Indeed, Kaggle collections, Adzuna), of applicant-tracking systems, and their
// translations in hand-made tables.
var names = map[string][]string{
	"title": {"title", "jobtitle", "positiontitle", "postingtitle", "positionname", "jobname", "jobopeningname", "vacancytitle", "requisitiontitle", "position",
		"designation", "jobrole", "role", "matchedtitle", "stellenbezeichnung", "stellentitel", "stellenangebotstitel", "functietitel", "vacature", "intitule", "puesto", "poste", "cargo"},
	"weak title": {"name", "text", "job", "headline"},
	"employer": {"companyname", "company", "employername", "employer", "hiringorganization", "legalemployer", "organizationname", "organization", "organisation", "organisationname",
		"subcompany", "companydisplayname", "brand", "parentcompanyname", "companydetails", "orgname", "positionorganization", "startup", "startupname", "unternehmen", "firma", "arbeitgeber", "bedrijf", "empresa", "entreprise"},
	"department": {"department", "departments", "departmentname", "departmentlabel", "teamname", "jobfamily"},
	"location": {"fulllocation", "location", "joblocation", "locationname", "locationdisplayname", "positionlocationdisplay", "formattedlocation", "locationtext", "locationstext", "primarylocation",
		"worklocation", "worklocations", "atslocation", "joblocations", "locations", "joblocationaddress", "positionlocation", "candidaterequiredlocation", "office", "offices", "place", "standort", "arbeitsort", "ort", "plaats", "lieu", "lieutravail", "ubicacion"},
	"more places": {"secondarylocations", "secondarylocationnames", "additionallocations", "additionaloffices", "alllocations"},
	"description": {"descriptionhtml", "jobdescriptionhtml", "htmlcontent", "contenthtml", "jobdescription", "description", "content", "externaldescriptionstr", "jobdescriptions",
		"descriptionplain", "descriptiontext", "positionformatteddescription", "fulldescription", "descriptionbody", "body", "details", "jobad", "commenttext", "contentencoded", "encoded", "html", "beschreibung", "stellenbeschreibung", "stellenangebotsbeschreibung", "omschrijving", "descripcion", "overview", "jobsummary", "summary", "descriptionteaser",
		"shortdescriptionstr", "shortdescription", "snippet", "text", "advertisement", "contenttext"},
	"url": {"joburl", "postingurl", "publicurl", "portalurl", "careersitejoburl", "canonicalurl", "url", "absoluteurl", "hostedurl", "positionuri", "positionurl", "careersurl", "externalurl", "joblink", "link", "jobpostingurl", "jobopeningshareurl", "redirecturl", "shortlink", "canonicalpositionurl", "pageurl",
		"applyurl", "applicationlink", "originalurl", "advertiserurl", "externalpath", "href", "path", "ref"},
	"key": {"id", "jobid", "guid", "uuid", "identifier", "jobkey", "shortcode", "uniqueid", "externalid", "reqid", "requisitionid", "reference", "jobreqid", "documentid", "positionid", "matchedobjectid", "objectid", "externalpath", "slug", "publicslug"},
	"posted": {"dateposted", "postedat", "publishedat", "publishedon", "firstpublished", "firstpublishedat", "posteddate", "publisheddate", "releaseddate", "postdate", "publicationstartdate", "publicationdate", "datepublished", "pubdate", "externalpostedstartdate",
		"listedat", "originallistedat", "originallistedtime", "listedtime", "postingdate", "postedon", "postedts", "posted", "published", "createdat", "createdon", "created", "datecreated", "createdate", "dateadded", "date", "tcreate", "firstseen", "time", "lastupdate"},
	"valid": {"validthrough", "expiresat", "expirydate", "postingexpirydate", "expirationdate", "dateexpired", "expiredat", "applicationdeadline", "deadlineat", "deadline", "closingdate", "applicationclosedate", "publicationenddate", "externalpostedenddate", "postingenddate", "advertisetodatetimeutc", "enddate", "closeat", "closesat", "closedat"},
	"type": {"employmenttype", "employmenttypes", "employmenttypetext", "jobtype", "jobtypes", "typeofemployment", "contracttime", "contracttype", "employmenttypecode", "employmentstatus", "employmentstatuslabel", "commitment", "schedule", "worktype", "workingtime", "timetype", "formattedemploymentstatus", "formattedworktype",
		"positionschedule", "positiontype", "jobschedule", "type", "contractlabel", "employmenttypejobstatus", "typecontrat"},
	"remote": {"isremote", "remote", "joblocationtype", "workplacetype", "workplace", "workmode", "worktype", "remoteallowed", "workfromhome", "telecommuting", "fullyremote", "workremoteallowed", "remotetype", "remotestatus", "workmodel", "workmodality", "worklocationoption", "workarrangement", "homeoffice", "teleworkeligible", "remoteindicator", "locationtype", "jobtype"},
	"salary": {"basesalary", "salary", "salaryrange", "compensation", "payrange", "payrangedetails", "payinputranges", "positionremuneration", "estimatedsalary", "pay", "jobsalary", "salarytext", "payrate",
		"scrapeablecompensationsalarysummary", "compensationtiersummary", "salarydescriptionplain"},
	"min":               {"salarymin", "minsalary", "minamount", "salaryminimum", "minimumsalary", "salaryminvalue", "compensationminimum", "salaryfrom", "min", "minvalue", "from", "minimumrange", "rangestart", "mincents", "payrangemin", "lowersalary"},
	"max":               {"salarymax", "maxsalary", "maxamount", "salarymaximum", "maximumsalary", "salarymaxvalue", "compensationmaximum", "salaryto", "max", "maxvalue", "to", "maximumrange", "rangeend", "maxcents", "payrangemax", "uppersalary"},
	"currency":          {"salarycurrency", "compensationcurrency", "currency", "currencycode", "currencytype", "currencysymbol", "unit"},
	"period":            {"salaryperiod", "payperiod", "salaryinterval", "salarytimeunit", "compensationfrequency", "interval", "period", "unittext", "unit", "rateintervalcode", "remunerationrateintervalcode", "frequency", "salarytype"},
	"parent of comment": {"parentid", "parent"},
	"text of key":       {"value", "text", "oid", "id"},
	"closed":            {"closed", "isclosed", "jobstate", "jobpostingstate", "status", "positionopeningstatuscode", "isarchived", "expired"},
}

// sectionNames are fields that hold further parts of the advertisement, in the order in which they are read.
var sectionNames = []struct{ name, heading string }{
	{"opening", ""}, {"companyprofile", "About the company"}, {"companydescription", "About the company"}, {"corporatedescriptionstr", "About the company"},
	{"responsibilities", "Responsibilities"}, {"keyresponsibilities", "Responsibilities"}, {"externalresponsibilitiesstr", "Responsibilities"}, {"jobresponsibilities", "Responsibilities"},
	{"majorduties", "Duties"}, {"duties", "Duties"}, {"examplesofduties", "Duties"}, {"tasks", "Tasks"}, {"lists", ""},
	{"requirements", "Requirements"}, {"jobrequirements", "Requirements"}, {"qualifications", "Qualifications"}, {"qualificationsummary", "Qualifications"}, {"externalqualificationsstr", "Qualifications"},
	{"experiencerequirements", "Experience"}, {"educationrequirements", "Education"}, {"skillsknowledgeexpertise", "Skills"}, {"requiredskills", "Required skills"}, {"skills", "Skills"}, {"skillsdesc", "Skills"},
	{"nicetohaveskills", "Nice to have"}, {"nicetohave", "Nice to have"}, {"preferredqualifications", "Preferred qualifications"}, {"education", "Education"},
	{"benefits", "Benefits"}, {"jobbenefits", "Benefits"}, {"whatweoffer", "What we offer"}, {"additional", ""}, {"additionalinformation", "Additional information"}, {"supplementalinformation", "Additional information"},
}

// site is what a job board leaves unsaid in its records because all of them have it in common.
type site struct {
	host     string // of the advertisement's address, or the end of it behind a dot
	remote   bool   // it lists nothing but remote jobs
	currency string // in which it states all pay
}

var sites = []site{
	{"remoteok.com", true, "USD"}, {"remoteok.io", true, "USD"}, {"remotive.com", true, ""}, {"remotive.io", true, ""}, {"weworkremotely.com", true, ""}, {"himalayas.app", true, ""}, {"jobicy.com", true, ""}, {"workingnomads.com", true, ""},
	{"usajobs.gov", false, "USD"},
	{"adzuna.co.uk", false, "GBP"}, {"adzuna.com", false, "USD"}, {"adzuna.ca", false, "CAD"}, {"adzuna.com.au", false, "AUD"}, {"adzuna.co.nz", false, "NZD"}, {"adzuna.in", false, "INR"}, {"adzuna.sg", false, "SGD"}, {"adzuna.co.za", false, "ZAR"},
	{"adzuna.pl", false, "PLN"}, {"adzuna.ch", false, "CHF"}, {"adzuna.com.br", false, "BRL"}, {"adzuna.com.mx", false, "MXN"}, {"adzuna.at", false, "EUR"}, {"adzuna.be", false, "EUR"}, {"adzuna.de", false, "EUR"}, {"adzuna.es", false, "EUR"}, {"adzuna.fr", false, "EUR"}, {"adzuna.it", false, "EUR"}, {"adzuna.nl", false, "EUR"},
}

// Columns reports whether a table with these columns can hold postings: one of them is a title or a text.
func Columns(columns []string) bool {
	for _, c := range columns {
		for _, field := range []string{"title", "weak title", "description"} {
			if slices.Contains(names[field], data.Name(c)) {
				return true
			}
		}
	}
	return false
}

// Known reports whether a field of this name is read.
func Known(field string) bool {
	field = data.Name(field)
	for _, list := range names {
		if slices.Contains(list, field) {
			return true
		}
	}
	for _, s := range sectionNames {
		if s.name == field {
			return true
		}
	}
	return false
}
