package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// cut writes files of twelve postings, cuts each at every 97th byte, reads all pieces in one run, and counts the
// records that were whole before their cut and are not read.
func (b *bench) cut() (ok bool, err error) {
	ok = true
	for _, form := range []struct {
		ending string
		make   func(pages []string) (file []byte, ends []int)
	}{{"jsonl", jsonl}, {"warc", warc}, {"zip", zipped}} {
		file, ends := form.make(pages(12))
		dir := filepath.Join(b.dir, form.ending)
		if err := os.Mkdir(dir, 0o755); err != nil {
			return false, err
		}
		whole := map[string]int{}
		for at := 97; at < len(file); at += 97 {
			name := filepath.Join(dir, fmt.Sprintf("%06d.%s", at, form.ending))
			if err := os.WriteFile(name, file[:at], 0o644); err != nil {
				return false, err
			}
			for _, end := range ends {
				if end <= at {
					whole[name]++
				}
			}
		}
		r, err := b.collect(dir)
		if err != nil {
			return false, err
		}
		total, lost := lostRecords(whole, r.lines)
		fmt.Printf("%-6s %d bytes cut at %d places: exit %d, of %d records before a cut %d lost; %.1f s, %.0f MiB\n", form.ending, len(file), len(file)/97, r.code, total, lost, r.spent.Seconds(), r.peakMiB)
		ok = ok && lost == 0 && !r.crashed()
	}
	return ok, nil
}

// lostRecords counts what should have been read, and what of it was not.
func lostRecords(whole map[string]int, lines []line) (total, lost int) {
	read := map[string]int{}
	for _, l := range lines {
		if l.what == "read" || l.what == "known" {
			read[l.source]++
		}
	}
	for name, n := range whole {
		total += n
		lost += max(0, n-read[name])
	}
	return total, lost
}

// pages invents n advertisements.
func pages(n int) (out []string) {
	for i := range n {
		title, employer, text := posting(i)
		out = append(out, fmt.Sprintf("<html><title>%s - %s</title><body><h1>%s</h1><p>%s</p></body></html>", title, employer, title, text))
	}
	return out
}

// jsonl is one record a line; a record is whole when its line is, with or without the line's end.
func jsonl(pages []string) (file []byte, ends []int) {
	for i, p := range pages {
		line, _ := json.Marshal(map[string]string{"title": fmt.Sprintf("Engineer %d", i), "company": "Tidewater", "description": p})
		file = append(file, line...)
		ends = append(ends, len(file))
		file = append(file, '\n')
	}
	return file, ends
}

func warc(pages []string) (file []byte, ends []int) {
	for i, p := range pages {
		answer := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + p
		file = fmt.Appendf(file, "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://tidewater.example/jobs/%d\r\nWARC-Date: 2026-10-01T10:00:00Z\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s", i, len(answer), answer)
		ends = append(ends, len(file))
		file = append(file, "\r\n\r\n"...)
	}
	return file, ends
}

// zipped is one member a page; a member is whole when the next one begins.
func zipped(pages []string) (file []byte, ends []int) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i, p := range pages {
		m, err := w.Create(fmt.Sprintf("%d.html", i))
		if err != nil {
			return nil, nil
		}
		m.Write([]byte(p))
		w.Flush()
		if i > 0 {
			ends = append(ends, bytes.LastIndex(b.Bytes(), []byte("PK\x03\x04")))
		}
	}
	w.Close()
	return b.Bytes(), ends
}
