// Package internal documents the house; the plan below is executed by plan_test.go.
//
// Imports point down only, never sideways on a floor. A line reads: package, "pure" or "-", what it may import
// of ours, and the outside modules that live there. golang.org/x/... and test helpers are free for all.
// A pure package touches no network, disk or clock and logs nothing.
//
//	plan:
//	job       pure  -
//	chart     pure  -                        github.com/go-echarts/go-echarts/v2
//	phrase    pure  -                        -
//	lexicon   pure  phrase                   -
//	taxonomy  pure  job phrase lexicon       go.yaml.in/yaml/v4
//	lines     pure  job                      -
//	markup    pure  job lines                -
//	message   pure  -                        -
//	office    pure  job lines                -
//	document  pure  job lines markup message office github.com/PuerkitoBio/goquery github.com/gogs/chardet howett.net/plist
//	fact      pure  job                      -
//	pay       pure  job fact                 -
//	unique    pure  job                      github.com/zeebo/xxh3
//	advert    pure  job markup fact          -
//	draft     pure  job document fact pay advert -
//	data      pure  job document advert      -
//	payload   pure  job document fact pay advert draft data -
//	posting   pure  job document fact pay advert draft payload -
//	extract   pure  job taxonomy             -
//	chance    pure  -                        -
//	sample    pure  job taxonomy chance      -
//	fit       pure  taxonomy chance sample   -
//	demand    pure  job taxonomy chance sample fit -
//	browse    -     -                        github.com/chromedp/chromedp github.com/chromedp/cdproto
//	address   pure  -                        github.com/nlnwa/whatwg-url
//	robots    pure  -                        github.com/jimsmart/grobotstxt
//	fetch     -     address robots           -
//	records   pure  -                        -
//	warc      pure  -                        github.com/andybalholm/brotli github.com/klauspost/compress
//	sheet     pure  records                  -
//	unpack    pure  job records sheet warc   github.com/klauspost/compress
//	board     pure  -                        -
//	source    -     job board fetch unpack   github.com/gocolly/colly/v2
//	paper     pure  job lines                -
//	sandbox   -     job document paper       github.com/klippa-app/go-pdfium github.com/tetratelabs/wazero
//	vault     -     -                        modernc.org/sqlite github.com/gofrs/flock
//	db        -     job demand vault         -
//	intake    -     job unique db            github.com/klauspost/compress
//	names     pure  -                        -
//	prose     pure  demand                   -
//	page      pure  prose                    -
//	brief     pure  taxonomy demand names prose -
//	inlay     pure  job taxonomy demand prose brief -
//	verdict   pure  taxonomy demand chart prose page brief -
//	wanted    pure  taxonomy demand chart prose page brief -
//	market    pure  demand chart prose page brief -
//	report    pure  job demand prose page brief inlay verdict wanted market github.com/xuri/excelize/v2
//
// github.com/klauspost/compress has three homes: unpack reads zstd exports, warc stored answers that a server packed with
// it, intake keeps pages compressed with it.
// The commands (cmd/collect, cmd/report) wire everything and are home to cobra, the progress bar and the terminal.
package internal
