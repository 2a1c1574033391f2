// Command inputs checks what collect makes of files: whether every file of a collection is accounted for and why
// some hold no posting, how much memory a large export takes beside a small one, what hostile files do to it, and
// what is left of files that are cut short. It runs the real program, one process a run.
//
//	go build -o bin/ ./cmd/collect
//	go run ./bench/inputs -collect bin/collect account ../shared/corpus/pages ../shared/corpus/warc
//	go run ./bench/inputs -collect bin/collect memory 20 200 1000          (sizes in MB, unpacked)
//	go run ./bench/inputs -collect bin/collect hostile ../shared/corpus/hostile
//	go run ./bench/inputs -collect bin/collect cut
//
// It exits 1 when a file is not accounted for, a process crashes, takes more than 10 s for one file or more than
// 512 MiB, or when a record before a cut is lost.
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
	case "memory":
		var sizes []int
		for _, a := range args {
			mb, err := strconv.Atoi(a)
			if err != nil {
				return false, fmt.Errorf("a size in MB is wanted, not %q", a)
			}
			sizes = append(sizes, mb)
		}
		return b.memory(sizes)
	}
	return false, fmt.Errorf("measure what? account, memory, hostile or cut, not %q", what)
}
