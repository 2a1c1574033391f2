package main

import (
	"context"
	"iter"
	"time"
)

// inOrder does work on the items with as many goroutines as jobs says, and hands the results to use in the order
// of the items, on the caller's goroutine. When nothing came for a second, idle is called. It stops taking items
// when ctx ends or use fails; what was begun is still used after ctx ended.
func inOrder[I, O any](ctx context.Context, jobs int, items iter.Seq[I], work func(I) O, use func(O) error, idle func() error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan chan O, 4*jobs)
	go feed(ctx, jobs, items, work, queue)
	quiet := time.NewTicker(time.Second)
	defer quiet.Stop()
	var failed error
	step := func(err error) {
		if failed == nil && err != nil {
			failed = err
			cancel()
		}
	}
	for {
		select {
		case next, more := <-queue:
			if !more {
				return failed
			}
			result := <-next
			if failed == nil {
				step(use(result))
			}
		case <-quiet.C:
			if failed == nil {
				step(idle())
			}
		}
	}
}

// feed starts the work and queues where its results will come from.
func feed[I, O any](ctx context.Context, jobs int, items iter.Seq[I], work func(I) O, queue chan<- chan O) {
	defer close(queue)
	turns := make(chan struct{}, jobs)
	for item := range items {
		next := make(chan O, 1)
		select {
		case turns <- struct{}{}:
		case <-ctx.Done():
			return
		}
		go func() {
			next <- work(item)
			<-turns
		}()
		select {
		case queue <- next:
		case <-ctx.Done():
			return
		}
	}
}
