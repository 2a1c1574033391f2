# Only Go and make are needed. Everything that is built or written lands in bin/, reports/ or *.db, which git ignores.

GO ?= go
SYSTEMS = linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64

export CGO_ENABLED = 0

.PHONY: help build demo test lint cross bench inputs gallery clean

help:                ## this list
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/'

build:               ## bin/collect and bin/report, stamped with the version that Go takes from the repository
	$(GO) build -trimpath -buildvcs=auto -o bin/ ./cmd/collect ./cmd/report

demo: build          ## read the example postings, write the report and print its path
	rm -f demo.db
	bin/collect --db demo.db examples/postings
	bin/report --db demo.db --out reports

test:                ## all tests; what needs a browser says so and skips where there is none
	$(GO) test $(TESTFLAGS) ./...

lint:                ## formatting, vet and staticcheck
	@unformatted=$$(gofmt -l *.go cmd internal); \
	if [ -n "$$unformatted" ]; then echo "gofmt -w is due for:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool -modfile=tools/go.mod staticcheck ./...

cross:               ## compile both programs for every system we promise
	@for s in $(SYSTEMS); do \
		echo "building for $$s"; \
		GOOS=$${s%/*} GOARCH=$${s#*/} $(GO) build -trimpath -buildvcs=auto -o bin/$$(echo $$s | tr / -)/ ./cmd/collect ./cmd/report || exit 1; \
	done

bench:               ## the measurements that stay: pages a second, MB/s, peak memory, time of a report
	$(GO) test -run '^$$' -bench . -benchtime 3x -benchmem ./...

inputs: build        ## what is left of files that are cut short, and the memory that large exports take
	$(GO) run ./bench/inputs -collect bin/collect cut
	$(GO) run ./bench/inputs -collect bin/collect memory 20 200

gallery:             ## the pictures of reports/sample.html in docs/gallery; needs a Chromium
	$(GO) run ./bench/gallery reports/sample.html docs/gallery

clean:               ## what build, demo and cross leave behind
	rm -rf bin demo.db demo.db.lock
