//go:build linux || darwin

package sandbox

import "golang.org/x/sys/unix"

// restrict bounds the child's memory and processor time. Where a system refuses, the parent's clock remains.
func restrict() {
	for what, most := range map[int]uint64{unix.RLIMIT_AS: childSpace, unix.RLIMIT_CPU: childTime, unix.RLIMIT_CORE: 0} {
		var now unix.Rlimit
		if unix.Getrlimit(what, &now) == nil && most < now.Max {
			_ = unix.Setrlimit(what, &unix.Rlimit{Cur: most, Max: most})
		}
	}
}
