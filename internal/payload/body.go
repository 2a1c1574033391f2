package payload

import (
	"strings"

	"jobsignal/internal/advert"
	"jobsignal/internal/data"
	"jobsignal/internal/job"
)

// Body lays out a record's text. Where its known fields hold too little, the long texts anywhere inside it are taken;
// words alone, such as a list of skills, advertise nothing.
func (r *Record) Body() []job.Block {
	blocks := r.parts(r.description())
	if advert.Length(blocks) < EnoughText {
		if deep := r.Prose(); advert.Length(deep) > advert.Length(blocks)+80 {
			blocks = deep
		}
	}
	if !data.IsProse(blocks) {
		return nil
	}
	return blocks
}

// description lays out the first of the names for a description that holds text.
func (r *Record) description() []job.Block {
	for _, n := range names["description"] {
		if v := r.Fields[n]; !data.Blank(v) {
			if out := data.LayOut(v); advert.Length(out) > 0 {
				return out
			}
		}
	}
	return nil
}

// parts adds the fields that hold further parts of the advertisement and are not in its description already.
func (r *Record) parts(out []job.Block) []job.Block {
	known := advert.Bare(strings.Join(advert.Texts(out), ""))
	for _, s := range sectionNames {
		v := r.Fields[s.name]
		if data.Blank(v) {
			continue
		}
		part := data.LayOut(v)
		text := advert.Bare(strings.Join(advert.Texts(part), ""))
		if text == "" || strings.Contains(known, text[:min(len(text), 80)]) {
			continue
		}
		known += text
		heading := s.heading
		if h, ok := r.Fields[s.name+"header"].(string); ok {
			heading = h
		}
		if heading != "" && (len(part) == 0 || part[0].Kind != job.Heading) {
			part = append([]job.Block{{Kind: job.Heading, Level: 2, Text: heading}}, part...)
		}
		if s.name == "opening" || s.name == "companydescription" && len(out) > 0 {
			out = append(part, out...)
			continue
		}
		out = append(out, part...)
	}
	return out
}
