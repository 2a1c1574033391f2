// Command gallery takes the pictures of the sample report that docs/gallery shows: wide in light and dark, the sentences
// behind a bar, a phone, and the first printed page.
//
//	go run ./bench/gallery reports/sample.html docs/gallery
//
// It needs a Chromium. Each picture is reduced to 256 colours, and one above 250 KB is refused: a picture in the
// project is fetched by everybody who copies it.
package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// sizeMost is the most bytes of one picture.
const sizeMost = 250_000

// picture is one look at the page.
type picture struct {
	name          string
	width, height int64
	scale         float64
	dark          bool
	script        string // run before the picture is taken
	paper         bool   // the first printed page instead of the screen
}

// pictures are what the gallery shows. Evidence opens the sentences behind the first service.
func pictures() []picture {
	return []picture{
		{name: "wide-light", width: 1280, height: 1246, scale: 1},
		{name: "wide-dark", width: 1280, height: 1246, scale: 1, dark: true},
		{name: "evidence", width: 1280, height: 900, scale: 1, script: `document.getElementById('skills').scrollIntoView(); document.querySelector('#skills [data-key^="t:"]').click()`},
		{name: "phone", width: 390, height: 844, scale: 2},
		{name: "print", width: 1280, height: 900, scale: 1, paper: true},
	}
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: go run ./bench/gallery REPORT.html FOLDER")
		os.Exit(2)
	}
	if err := gallery(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

// gallery takes every picture of a report.
func gallery(report, folder string) error {
	file, err := filepath.Abs(report)
	if err != nil {
		return err
	}
	program, err := chromium()
	if err != nil {
		return err
	}
	ctx, stop := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU))
	defer stop()
	ctx, done := context.WithTimeout(ctx, 2*time.Minute)
	defer done()
	for _, p := range pictures() {
		shot, err := p.take(ctx, "file://"+file)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		if err := write(filepath.Join(folder, p.name+".png"), shot); err != nil {
			return err
		}
	}
	return nil
}

// chromium finds the browser.
func chromium() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no Chromium found: install one, the pictures are taken in it")
}

// take opens the page in a tab of its own, waits until every chart is drawn, and takes the picture.
func (p picture) take(ctx context.Context, url string) (image.Image, error) {
	tab, closeTab := chromedp.NewContext(ctx)
	defer closeTab()
	scheme := "light"
	if p.dark {
		scheme = "dark"
	}
	look := chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
		return err
	})
	size := []chromedp.EmulateViewportOption{chromedp.EmulateScale(p.scale)}
	if p.width < 500 {
		size = append(size, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	if err := chromedp.Do(tab, chromedp.EmulateViewport(p.width, p.height, size...), look, chromedp.Navigate(url)); err != nil {
		return nil, err
	}
	if _, err := chromedp.Run(tab, chromedp.Poll[bool](`document.documentElement.dataset.ready === '1'`, chromedp.WithPollingTimeout(20*time.Second))); err != nil {
		return nil, err
	}
	if p.script != "" {
		if _, err := chromedp.Run(tab, chromedp.Evaluate[any](p.script)); err != nil {
			return nil, err
		}
	}
	time.Sleep(500 * time.Millisecond) // what follows a click or a resize has been drawn
	if p.paper {
		return firstPage(tab)
	}
	body, err := chromedp.Run(tab, chromedp.CaptureScreenshot())
	if err != nil {
		return nil, err
	}
	return png.Decode(bytes.NewReader(body))
}

// firstPage prints the page as A4 and draws its first sheet.
func firstPage(tab context.Context) (image.Image, error) {
	pdf, err := chromedp.Run(tab, chromedp.Action[[]byte](func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
		r, err := cdp.Call(ctx, t, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69, PrintBackground: new(true)})
		return r.Data, err
	}))
	if err != nil {
		return nil, err
	}
	return drawPDF(pdf)
}

// write saves a picture with few colours; one that is too large for the project is an error.
func write(path string, shot image.Image) error {
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, reduce(shot)); err != nil {
		return err
	}
	if b.Len() > sizeMost {
		return fmt.Errorf("%s would have %d bytes, more than %d", path, b.Len(), sizeMost)
	}
	fmt.Printf("%s: %d × %d, %d KB\n", path, shot.Bounds().Dx(), shot.Bounds().Dy(), b.Len()/1000)
	return os.WriteFile(path, b.Bytes(), 0o644)
}
