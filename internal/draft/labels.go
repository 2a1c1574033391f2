package draft

import (
	"strings"
	"time"

	"jobsignal/internal/advert"
	"jobsignal/internal/fact"
	"jobsignal/internal/job"
	"jobsignal/internal/pay"
)

// Labels maps the labels in front of facts on pages and in texts to the field they state.
var Labels = map[string]string{
	"job title": "title", "title": "title", "position": "title", "position title": "title", "role": "title", "job": "title", "stelle": "title", "functie": "title", "poste": "title", "puesto": "title", "pozice": "title", "stanowisko": "title",
	"company": "employer", "employer": "employer", "company name": "employer", "organization": "employer", "organisation": "employer", "hiring company": "employer", "unternehmen": "employer", "arbeitgeber": "employer", "firma": "employer", "bedrijf": "employer", "entreprise": "employer", "empresa": "employer", "azienda": "employer", "společnost": "employer", "zaměstnavatel": "employer", "pracodawca": "employer", "agency": "employer",
	"location": "location", "locations": "location", "job location": "location", "work location": "location", "office location": "location", "place of work": "location", "primary location": "location", "city": "location", "duty station": "location", "based in": "location", "where": "location", "standort": "location", "arbeitsort": "location", "ort": "location", "locatie": "location", "plaats": "location", "standplaats": "location", "lieu": "location", "localisation": "location", "ubicación": "location", "localización": "location", "lugar": "location", "lugar de trabajo": "location", "sede": "location", "luogo": "location", "local": "location", "lokalizacja": "location", "miejsce pracy": "location", "lokalita": "location", "místo pracoviště": "location", "místo výkonu práce": "location", "adresa": "location", "miesto práce": "location", "localitat": "location", "ubicació": "location", "població": "location",
	"job type": "type", "employment type": "type", "type of employment": "type", "position type": "type", "contract type": "type", "time type": "type", "type": "type", "schedule": "type", "job schedule": "type", "work type": "type", "anstellungsart": "type", "umfang": "type", "beschäftigung": "type", "stundenumfang": "type", "beschäftigungsart": "type", "vertragsart": "type", "arbeitszeit": "type", "dienstverband": "type", "type de contrat": "type", "tipo de contrato": "type", "jornada": "type", "contratto": "type", "typ pracovního poměru": "type", "úvazek": "type", "rodzaj umowy": "type", "employment": "type", "pracovní poměr": "type", "druh pracovního poměru": "type",
	"salary": "salary", "salary range": "salary", "compensation": "salary", "pay": "salary", "pay range": "salary", "base salary": "salary", "annual salary": "salary", "rate": "salary", "pay rate": "salary", "hourly rate": "salary", "day rate": "salary", "gehalt": "salary", "vergütung": "salary", "salaris": "salary", "salaire": "salary", "rémunération": "salary", "salario": "salary", "salari": "salary", "retribució": "salary", "mzda": "salary", "plat": "salary", "wynagrodzenie": "salary",
	"posted": "posted", "date posted": "posted", "posted on": "posted", "posting date": "posted", "published": "posted", "published on": "posted", "posted date": "posted", "veröffentlicht": "posted", "geplaatst": "posted", "publié": "posted", "fecha de publicación": "posted", "zveřejněno": "posted",
	"closing date": "valid", "apply by": "valid", "application deadline": "valid", "deadline": "valid", "valid through": "valid", "expires": "valid", "bewerbungsfrist": "valid", "sluitingsdatum": "valid", "date limite": "valid", "fecha límite": "valid", "applications close": "valid",
	"remote": "remote", "workplace": "remote", "workplace type": "remote", "work arrangement": "remote", "remote status": "remote", "work mode": "remote", "arbeitsmodell": "remote", "work model": "remote", "modalidad": "remote",
	"job id": "key", "requisition id": "key", "req id": "key", "reference": "key", "job number": "key", "job requisition id": "key", "requisition number": "key",
}

// Labelled reads a "Label: value" line into the draft; it reports whether it was one that it knows.
func (d *Draft) Labelled(line, origin string, now time.Time) bool {
	label, value, ok := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	if !ok || value == "" || len(label) > 40 || len(value) > 160 {
		return false
	}
	field := Labels[advert.PlainHeading(label)]
	d.State(field, value, origin, now)
	return field != ""
}

// State fills the field that a label names; an unknown label fills none. Labels come late: what is filled stays, and
// raises no warning, since "Title:" and "Company:" also stand in forms and in the texts of other jobs.
func (d *Draft) State(field, value, origin string, now time.Time) {
	switch field {
	case "title":
		if d.Title == "" {
			d.SetTitle(value, origin)
		}
	case "employer":
		if d.Employer == "" && strings.Count(value, " ") < 9 {
			d.SetEmployer(value, origin)
		}
	case "location":
		if d.Location == "" && !strings.Contains(value, ". ") {
			d.SetLocation(value, origin)
		}
	case "type":
		if d.EmploymentType == "" {
			d.SetEmployment(fact.EmploymentTag(value), origin)
		}
	case "salary":
		if d.Salary == nil {
			s := pay.In(value, d.Location)
			d.SetSalary(s, origin)
		}
	case "posted":
		if d.Posted == "" {
			d.SetPosted(fact.Date(value, now), origin)
		}
	case "valid":
		if d.ValidThrough == "" {
			d.SetValidThrough(fact.Date(value, now), origin)
		}
	case "remote":
		d.SetRemote(remoteValue(value), origin)
	case "key":
		d.SetKey(value, origin)
	}
}

// remoteValue reads "Remote: yes" as well as "Workplace: hybrid".
func remoteValue(s string) job.Answer {
	switch strings.ToLower(s) {
	case "yes", "true", "ja", "ano", "oui", "sí":
		return job.Yes
	case "no", "false", "nein", "nee", "non":
		return job.No
	}
	return fact.RemoteTag(s)
}
