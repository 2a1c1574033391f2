package page

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestLibrary holds the embedded chart library against its record, and says that no script can end its element.
func TestLibrary(t *testing.T) {
	raw, err := os.ReadFile("assets/echarts.json")
	if err != nil {
		t.Fatal(err)
	}
	var record struct {
		Version, SHA256 string
		Bytes           int
	}
	if err := json.Unmarshal(raw, &record); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(echartsJS))
	if got := hex.EncodeToString(sum[:]); got != record.SHA256 || len(echartsJS) != record.Bytes {
		t.Errorf("echarts.min.js: sha256 %s, %d bytes; echarts.json says %s, %d", got, len(echartsJS), record.SHA256, record.Bytes)
	}
	if len(echartsJS) > 700_000 {
		t.Errorf("echarts.min.js has %d bytes, want at most 700,000", len(echartsJS))
	}
	if !strings.HasPrefix(echartsJS, "/*! Apache ECharts "+record.Version) {
		t.Errorf("echarts.min.js has lost its licence notice")
	}
	for name, js := range Scripts() {
		for _, bad := range []string{"</script", "<!--"} {
			if strings.Contains(strings.ToLower(js), bad) {
				t.Errorf("script %d holds %q", name, bad)
			}
		}
	}
	if whole := len(strings.Join(Scripts(), "")) + len(styleCSS) + len(pageHTML); whole > 900_000 {
		t.Errorf("the page without data has %d bytes, want at most 900,000", whole)
	}
}

// TestContrast checks the palette: text at least 4.5 to 1 on its ground, marks of charts at least 3 to 1 in
// light (WCAG 1.4.11; the palette is Okabe and Ito's) and 4.5 to 1 in dark.
func TestContrast(t *testing.T) {
	for name, colours := range palettes(t) {
		text := []string{"ink", "muted", "link", "aws-text", "azure-text", "gcp-text", "other-text"}
		for _, c := range text {
			for _, ground := range []string{"ground", "raised"} {
				atLeast(t, name, colours, c, ground, 4.5)
			}
		}
		atLeast(t, name, colours, "thin", "thin-ground", 4.5)
		atLeast(t, name, colours, "ink", "mark", 4.5)
		for i := 1; i <= 5; i++ {
			atLeast(t, name, colours, "heat-ink-"+strconv.Itoa(i), "heat-"+strconv.Itoa(i), 4.5)
		}
		for _, c := range []string{"aws", "azure", "gcp", "other"} {
			want := 3.0
			if name == "dark" {
				want = 4.5
			}
			atLeast(t, name, colours, c, "ground", want)
		}
	}
}

func atLeast(t *testing.T, palette string, colours map[string]string, ink, ground string, want float64) {
	t.Helper()
	a, b := luminance(t, colours[ink]), luminance(t, colours[ground])
	if got := (max(a, b) + 0.05) / (min(a, b) + 0.05); got < want {
		t.Errorf("%s: %s %s on %s %s has contrast %.2f, want at least %.1f", palette, ink, colours[ink], ground, colours[ground], got, want)
	}
}

// palettes reads the colours out of the stylesheet: light, dark by system, dark by choice.
func palettes(t *testing.T) map[string]map[string]string {
	t.Helper()
	blocks := regexp.MustCompile(`color-scheme: (light|dark);([^}]*)`).FindAllStringSubmatch(styleCSS, -1)
	if len(blocks) != 3 {
		t.Fatalf("style.css: %d palettes, want 3", len(blocks))
	}
	if blocks[1][2] != blocks[2][2] && strings.Join(strings.Fields(blocks[1][2]), " ") != strings.Join(strings.Fields(blocks[2][2]), " ") {
		t.Error("style.css: the two dark palettes differ")
	}
	out := map[string]map[string]string{}
	for _, b := range blocks {
		out[b[1]] = map[string]string{}
		for _, m := range regexp.MustCompile(`--([a-z0-9-]+): (#[0-9a-f]{6})`).FindAllStringSubmatch(b[2], -1) {
			out[b[1]][m[1]] = m[2]
		}
	}
	return out
}

// luminance is the relative luminance of WCAG 2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil || hex == "" {
		t.Fatalf("colour %q", hex)
	}
	l := 0.0
	for shift, weight := range map[uint]float64{16: 0.2126, 8: 0.7152, 0: 0.0722} {
		c := float64(n>>shift&255) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		l += weight * c
	}
	return l
}
