// Command inputs checks what collect makes of files: whether every file of a collection is accounted for and why
// some hold no posting, how much memory a large export takes beside a small one, what hostile files do to it, and
// what is left of files that are cut short; and how long a report over many postings takes. It runs the real programs,
// one process a run.
//
//	go build -o bin/ ./cmd/collect
//	go run ./bench/inputs -collect bin/collect account ../shared/corpus/pages ../shared/corpus/warc
//	go run ./bench/inputs -collect bin/collect memory 20 200 1000          (sizes in MB, unpacked)
//	go run ./bench/inputs -collect bin/collect hostile ../shared/corpus/hostile
//	go run ./bench/inputs -collect bin/collect cut
//	go run ./bench/inputs -collect bin/collect report 5000 20000 100000    (unique postings; bin/report beside it)
//
// It exits 1 when a file is not accounted for, a process crashes, takes more than 10 s for one file or more than
// 512 MiB, when a record before a cut is lost, or when a report takes longer than it may.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

func main() {
	collect := flag.String("collect", "bin/collect", "the program to run")
	flag.Parse()
	program, err := filepath.Abs(*collect)
	ok := false
	if err == nil {
		ok, err = measure(program, flag.Arg(0), flag.Args()[min(1, flag.NArg()):])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "inputs:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

// measure runs one of the measurements and reports whether its bar holds.
func measure(program, what string, args []string) (ok bool, err error) {
	dir, err := os.MkdirTemp("", "inputs")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	b := bench{program: program, dir: dir}
	switch what {
	case "account":
		return b.account(args)
	case "hostile":
		return b.hostile(args)
	case "cut":
		return b.cut()
	case "memory", "report":
		sizes, err := numbers(args)
		if err != nil {
			return false, err
		}
		if what == "report" {
			return b.report(sizes)
		}
		return b.memory(sizes)
	}
	return false, fmt.Errorf("measure what? account, memory, hostile, cut or report, not %q", what)
}

// numbers are the sizes that stand behind the name of a measurement.
func numbers(args []string) (out []int, err error) {
	for _, a := range args {
		n, err := strconv.Atoi(a)
		if err != nil {
			return nil, fmt.Errorf("a size is wanted, not %q", a)
		}
		out = append(out, n)
	}
	return out, nil
}
