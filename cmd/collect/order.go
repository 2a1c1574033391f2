package main

import (
	"context"
	"iter"
	"time"
)

// The order of inputs decides the numbers of postings and which of two equal files is read, so that two runs over
// the same files give the same database whatever the cores do. Each item therefore gets a channel of its own for its
// result, and these channels are queued in the order of the items. The queue is short: that bounds how many pages are
// in memory, and makes whoever finds pages wait for whoever writes them.

// inOrder does work on the items with as many goroutines as jobs says, and hands the results to use in the order
// of the items, on the caller's goroutine. When nothing came for a second, idle is called. It ends when the items
// do, when use fails, or when ctx ends; then what was begun is still used, but an item that is waited for (a slow
// server, a keyboard) is not.
func inOrder[I, O any](ctx context.Context, jobs int, items iter.Seq[I], work func(I) O, use func(O) error, idle func() error) error {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan chan O, 4*jobs)
	go feed(inner, jobs, items, work, queue)
	quiet := time.NewTicker(time.Second)
	defer quiet.Stop()
	for {
		select {
		case next, more := <-queue:
			if !more {
				return nil
			}
			if err := use(<-next); err != nil {
				return err
			}
		case <-quiet.C:
			if err := idle(); err != nil {
				return err
			}
		case <-ctx.Done():
			return drain(queue, use)
		}
	}
}

// drain uses what is queued already.
func drain[O any](queue <-chan chan O, use func(O) error) error {
	for {
		select {
		case next, more := <-queue:
			if !more {
				return nil
			}
			if err := use(<-next); err != nil {
				return err
			}
		default:
			return nil
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
