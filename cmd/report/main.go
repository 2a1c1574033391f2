// Command report reads the database that collect fills and writes what it says: one self-contained page for the week,
// and exports beside it.
//
//	report [flags]     write this week's report and the list of reports
//	report open        open the newest report in the browser
//	report --verify    check that a report is what the database gives
//
// The files: run.go has the flags, turns errors into exit codes and goes the way of a report: read, measure, write,
// tell; shelf.go is the folder of reports, where every file is written whole or not at all and nothing of anybody else
// is replaced; verify.go makes a report again to compare it; open.go finds the browser. What the figures mean is in
// demand, how they look in report.
//
// The path of the page, and of every export, goes to standard output, one a line, so that a script can take it; the
// answer in one sentence, and what weakens it, go to standard error.
//
// Exit codes: 0 done; 1 failed, nothing changed; 2 a flag is wrong; 10 the database is damaged, foreign, older or newer;
// 11 another run holds it; 12 the disk is full or failed; 130 and 143 stopped by a signal before anything was written.
package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(door()) }

// door ends the run on a signal: 130 for an interrupt, 143 for a request to stop. A run looks at its context until it
// begins to write; writing takes milliseconds and is finished, so that nothing half written stays behind.
func door() int {
	ctx, stop := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	go func() {
		code := stopped(130) // 128 and the signal's number, as shells have it
		if <-signals == syscall.SIGTERM {
			code = 143
		}
		stop(code)
	}()
	return run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
}

// stopped is the cause of a run ended by a signal: its exit code.
type stopped int

func (stopped) Error() string { return "stopped" }

// exitStopped is the exit code when ctx was ended by a signal, 0 when it was not.
func exitStopped(ctx context.Context) int {
	var s stopped
	if errors.As(context.Cause(ctx), &s) {
		return int(s)
	}
	return 0
}
