package pay

import (
	"strings"

	"jobsignal/internal/fact"
)

// currencySign is how a text writes a currency, and its ISO 4217 code. "$" stays "$": which dollar it is, only
// a place can say.
type currencySign struct{ sign, code string }

// currencySigns, longest first where one begins with another. Signs of letters need a word boundary.
var currencySigns = []currencySign{
	{"us$", "USD"}, {"u$s", "USD"}, {"usd$", "USD"}, {"ca$", "CAD"}, {"cad$", "CAD"}, {"cdn$", "CAD"}, {"c$", "CAD"}, {"au$", "AUD"}, {"aud$", "AUD"},
	{"a$", "AUD"}, {"nz$", "NZD"}, {"s$", "SGD"}, {"hk$", "HKD"}, {"r$", "BRL"}, {"mx$", "MXN"}, {"nt$", "TWD"},
	{"$", "$"}, {"€", "EUR"}, {"£", "GBP"}, {"¥", "JPY"}, {"₹", "INR"}, {"₽", "RUB"}, {"₩", "KRW"}, {"₪", "ILS"}, {"₺", "TRY"}, {"₴", "UAH"},
	{"euros", "EUR"}, {"euro", "EUR"}, {"eur", "EUR"}, {"usd", "USD"}, {"us dollars", "USD"}, {"gbp", "GBP"}, {"chf", "CHF"}, {"cad", "CAD"},
	{"aud", "AUD"}, {"nzd", "NZD"}, {"sgd", "SGD"}, {"hkd", "HKD"}, {"inr", "INR"}, {"rs.", "INR"}, {"pln", "PLN"}, {"zł", "PLN"}, {"zl", "PLN"},
	{"czk", "CZK"}, {"kč", "CZK"}, {"kc", "CZK"}, {"huf", "HUF"}, {"ron", "RON"}, {"lei", "RON"}, {"sek", "SEK"}, {"nok", "NOK"}, {"dkk", "DKK"},
	{"brl", "BRL"}, {"mxn", "MXN"}, {"jpy", "JPY"}, {"ils", "ILS"}, {"aed", "AED"}, {"zar", "ZAR"}, {"try", "TRY"}, {"uah", "UAH"}, {"bgn", "BGN"},
	{"sar", "SAR"}, {"php", "PHP"}, {"idr", "IDR"}, {"myr", "MYR"}, {"thb", "THB"}, {"vnd", "VND"}, {"krw", "KRW"}, {"cny", "CNY"}, {"rmb", "CNY"},
}

// currencyAt reads a currency at s[i], s in lower case; n is 0 when there is none.
func currencyAt(s string, i int) (code string, n int) {
	if i >= len(s) {
		return "", 0
	}
	if c := s[i]; c != '$' && c < 0x80 && (c < 'a' || c > 'z') {
		return "", 0
	}
	for _, c := range currencySigns {
		if !strings.HasPrefix(s[i:], c.sign) {
			continue
		}
		last := c.sign[len(c.sign)-1]
		first := c.sign[0]
		if first >= 'a' && first <= 'z' && i > 0 && !digit(s[i-1]) && !fact.Boundary(s, i) {
			continue
		}
		if last >= 'a' && last <= 'z' || c.sign == "kč" || c.sign == "zł" {
			if end := i + len(c.sign); end < len(s) && !digit(s[end]) && !fact.Boundary(s, end) {
				continue
			}
		}
		return c.code, len(c.sign)
	}
	return "", 0
}

// dollars maps a country to its dollar.
var dollars = map[string]string{"US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "MX": "MXN", "TW": "TWD"}

// Currency settles what "$" is by the place; any other currency is what it is. It is empty where the place
// does not say.
func Currency(sign, place string) string {
	if sign != "$" {
		return sign
	}
	return dollars[fact.Country(place)]
}
