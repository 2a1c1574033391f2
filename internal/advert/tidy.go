package advert

import (
	"strings"

	"jobsignal/internal/job"
)

// Tidy takes out of a body what repeats its title, what buttons say and what says nothing, ranks headings that the
// page does not, and counts list levels from 1.
func Tidy(blocks []job.Block, title string) []job.Block {
	out := make([]job.Block, 0, len(blocks))
	seen := map[string]bool{}
	least := 9
	for i := range blocks {
		b := blocks[i]
		if len(out) == 0 && b.Kind == job.Heading && Bare(b.Text) == Bare(title) {
			continue
		}
		if strings.IndexFunc(b.Text, IsWordRune) < 0 || Chatter(b.Text) {
			continue
		}
		if b.Kind == job.Paragraph && len(b.Text) <= 120 { // bars and boxes repeat what the top says
			if seen[b.Text] {
				continue
			}
			seen[b.Text] = true
		}
		if b.Kind == job.Item {
			least = min(least, b.Level)
		}
		out = append(out, b)
	}
	for i := range out {
		if out[i].Kind == job.Item {
			out[i].Level = max(out[i].Level-least+1, 1)
		}
	}
	promote(out)
	return out
}

// chatterLines are what buttons, bars and boxes around an advertisement say.
var chatterLines = WordSet("apply", "apply now", "apply for this job", "apply for this position", "apply online", "easy apply", "quick apply", "save", "save job", "save this job", "saved", "share", "share this job", "print", "report", "report this job", "sign in", "log in", "login", "register", "back", "back to jobs", "back to search", "see more", "show more", "show less", "read more", "view all jobs", "view job", "close", "dismiss", "next", "previous", "skip to content", "skip to main content", "menu", "follow", "copy link", "email", "e-mail", "facebook", "twitter", "linkedin", "xing", "whatsapp", "loading", "loading...", "cancel", "submit", "new", "home", "jobs", "search", "job search",
	"jetzt bewerben", "bewerben", "teilen", "speichern", "merken", "drucken", "mehr anzeigen", "zurück", "solliciteer", "solliciteer nu", "solliciteer direct", "delen", "opslaan", "postuler", "partager", "enregistrer", "inscríbete", "inscribirme", "compartir", "guardar", "solicitar", "candidati", "candidatar-se", "aplikuj", "aplikuj teraz", "udostępnij", "zapisz",
	"odpovědět", "odpovědět odpovědět", "uložit nabídku", "vytisknout", "sdílet na facebook", "sdílet na x", "poslat nabídku na email", "poslat nabídku na e-mail", "připomeň mi", "zavřít", "přihlásit", "zpět", "mira el resto de nuestras ofertas", "powered by", "apúntate")

// chatterStarts begin longer lines of the same kind.
var chatterStarts = []string{"odpovědět odpovědět", "poslat nabídku na", "uloženou nabídku najdete", "hotovo! nabídku jsme", "find more english speaking jobs", "click to apply", "click here to apply", "sdílet na ", "share on ", "share via ", "mira el resto"}

func Chatter(s string) bool {
	if len(s) > 110 {
		return false
	}
	low := strings.TrimFunc(strings.ToLower(s), func(r rune) bool { return !IsWordRune(r) })
	return chatterLines[low] || StartsWithAny(low, chatterStarts)
}
