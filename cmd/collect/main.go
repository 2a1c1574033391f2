// Command collect reads job postings from files, folders, tables and web pages into the database.
//
//	collect [flags] SOURCE…          bring the database up to date with these sources
//	collect explain SOURCE…          show what is read in them and why, without a database
//	collect list, collect remove     see and take out postings
//	collect unknown, collect status  names the vocabulary does not know; how the sources fared
//	collect check, collect grade     examine a vocabulary, or the reading, against known answers
//
// The files, in the order in which a run goes through them: run.go has the flags and turns errors into exit codes;
// vocabulary.go finds the words to look for; network.go hands source the guarded way out; collect.go does the three
// steps over the database (read again, match again, gather), with order.go keeping the inputs in order while all
// cores work; reading.go is one page to postings and mentions; summary.go and screen.go tell of it. explain.go,
// list.go, unknown.go, status.go, check.go and grade.go serve their subcommands only; overrides.go is --overrides.
//
// Errors are returned and printed here and nowhere below, one line each: the thing, the cause, the way out.
//
// Exit codes: 0 done; 1 failed, nothing changed; 2 a flag or a vocabulary file is wrong; 3 some inputs failed, the
// rest is stored; 10 the database is damaged, foreign or newer; 11 another run holds it; 12 the disk is full or
// failed, the last batch was rolled back; 130 and 143 stopped by a signal after a clean commit.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"jobsignal/internal/sandbox"
)

func main() {
	if sandbox.Asked(os.Args) { // this process is to read one PDF, nothing else
		os.Exit(sandbox.Serve(os.Args, os.Stdin, os.Stdout, os.Stderr))
	}
	ctx, stop := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		first := stopped{<-signals}
		stop(first)
		second := stopped{<-signals}
		os.Exit(second.code())
	}()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// stopped is the cause of a context that a signal ended.
type stopped struct{ signal os.Signal }

func (s stopped) Error() string {
	return "stopped by a signal (" + s.signal.String() + "); what was read is stored, run again to go on"
}

// code is the exit code: 128 and the signal's number, as shells have it.
func (s stopped) code() int {
	if s.signal == syscall.SIGTERM {
		return 143
	}
	return 130
}
