package fetch

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"syscall"

	"jobsignal/internal/address"
)

// guard is called by the dialer after the name was resolved, on the very address that is about to be connected,
// for each address tried. A name that changes its answer between two lookups gains nothing.
func guard(_ context.Context, network, dialled string, _ syscall.RawConn) error {
	if network != "tcp4" && network != "tcp6" {
		return &Error{Kind: Blocked, Reason: fmt.Sprintf("blocked: %s connections are not made", network)}
	}
	at, err := netip.ParseAddrPort(dialled)
	if err != nil {
		return &Error{Kind: Blocked, Reason: fmt.Sprintf("blocked: %s is not an address", address.Quote(dialled))}
	}
	if kind := address.Special(at.Addr()); kind != "" {
		return &Error{Kind: Blocked, Reason: fmt.Sprintf("blocked: %s is %s", at.Addr().Unmap(), kind)}
	}
	return nil
}

// dialer makes the connections of one request. Only a host that the user named escapes the guard.
func (t *Transport) dialer(a *ask) *net.Dialer {
	d := &net.Dialer{Timeout: t.config.Limits.Connect, Resolver: t.config.Resolver, ControlContext: guard}
	if t.allowed(a) {
		d.ControlContext = nil
	}
	return d
}
