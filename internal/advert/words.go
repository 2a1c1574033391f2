package advert

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jobsignal/internal/fact"
	"jobsignal/internal/job"
)

func WordSet(words ...string) map[string]bool {
	out := make(map[string]bool, len(words))
	for _, w := range words {
		out[w] = true
	}
	return out
}

func IsWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// Bare is a value without case, white space and punctuation, for comparing.
func Bare(s string) string {
	return strings.Map(func(r rune) rune {
		if !IsWordRune(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

func ContainsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// Texts returns the text of each block.
func Texts(blocks []job.Block) []string {
	out := make([]string, len(blocks))
	for i := range blocks {
		out[i] = blocks[i].Text
	}
	return out
}

// Length is the number of characters a reader sees.
func Length(blocks []job.Block) int {
	n := 0
	for i := range blocks {
		n += utf8.RuneCountInString(blocks[i].Text)
	}
	return n
}

// closedWords say that applications are no longer taken.
var closedWords = fact.NewPhrases(false, "no longer accepting applications", "no longer available", "position has been filled", "position is closed", "job has expired", "this job is closed", "job is no longer", "applications are closed", "applications have closed", "vacancy is closed", "vacancy has closed", "this position has been closed", "this posting has expired", "has been filled", "posting is closed", "job posting has expired", "this job posting is no longer", "this job has been closed", "applications closed",
	"nicht mehr verfügbar", "stelle ist besetzt", "bereits besetzt", "bewerbungsfrist ist abgelaufen", "stellenanzeige ist nicht mehr", "vacature is gesloten", "vacature is niet meer", "vacature is vervuld", "n'est plus disponible", "offre expirée", "offre est expirée", "ya no está disponible", "oferta cerrada", "oferta ha caducado", "proceso cerrado", "não está mais disponível", "vaga encerrada", "oferta wygasła", "ogłoszenie wygasło", "nabídka již není aktuální", "pozice je obsazena", "inzerát už není aktivní", "nabídka není aktivní", "ya no acepta solicitudes", "nimmt keine bewerbungen mehr")

// Closed reports whether a short line says that the job is closed.
func Closed(blocks []job.Block) bool {
	for i := range blocks {
		if len(blocks[i].Text) < 220 && closedWords.In(strings.ToLower(blocks[i].Text)) {
			return true
		}
	}
	return false
}
