package main

import (
	"image"
	"image/draw"
	"time"

	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
)

// dpi is the resolution at which paper is drawn: A4 is 827 dots wide.
const dpi = 100

// drawPDF draws the first sheet of a document, with the reader of PDF that collect uses.
func drawPDF(body []byte) (image.Image, error) {
	pool, err := webassembly.Init(webassembly.Config{MinIdle: 1, MaxIdle: 1, MaxTotal: 1})
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	engine, err := pool.GetInstance(time.Minute)
	if err != nil {
		return nil, err
	}
	defer engine.Close()
	doc, err := engine.OpenDocument(&requests.OpenDocument{File: &body})
	if err != nil {
		return nil, err
	}
	sheet, err := engine.RenderPageInDPI(&requests.RenderPageInDPI{DPI: dpi, Page: requests.Page{ByIndex: &requests.PageByIndex{Document: doc.Document}}})
	if err != nil {
		return nil, err
	}
	defer sheet.Cleanup()
	out := image.NewRGBA(sheet.Result.RenderedImage.Bounds()) // the original lies in memory that Cleanup takes back
	draw.Draw(out, out.Bounds(), sheet.Result.RenderedImage, out.Bounds().Min, draw.Src)
	return out, nil
}
