// Command report reads the database that collect fills and writes what it says: one self-contained page, and
// exports beside it. See docs/method.md for every figure and README.md for the flags.
package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(door()) }

// door ends the run on a signal: 130 for an interrupt, 143 for a request to stop. Nothing half written stays behind.
func door() int {
	ctx, stop := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	go func() {
		code := stopped(130)
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
