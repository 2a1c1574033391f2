package fetch

import (
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"

	"jobsignal/internal/address"
)

// named is a host that the user allowed by hand; port 0 means every port.
type named struct {
	host string
	port int
}

// parseNamed reads "host", "host:port", "1.2.3.4", "::1" or "[::1]:8080".
func parseNamed(s string) (named, error) {
	if strings.Contains(s, "/") {
		return named{}, fmt.Errorf("name one host, like 127.0.0.1 or intranet:8080, not an address")
	}
	host, port := s, ""
	if h, p, err := net.SplitHostPort(s); err == nil {
		host, port = h, p
	}
	if strings.Contains(host, ":") && !strings.HasPrefix(host, "[") {
		host = "[" + host + "]"
	}
	u, err := Parse("http://" + host + "/")
	if err != nil || u.Path != "/" || u.RawQuery != "" {
		return named{}, fmt.Errorf("name one host, like 127.0.0.1 or intranet:8080")
	}
	n := named{host: u.Hostname()}
	if port != "" {
		n.port, err = strconv.Atoi(port)
		if err != nil || n.port < 1 || n.port > 65535 {
			return named{}, fmt.Errorf("%q is not a port; name one host, like 127.0.0.1 or intranet:8080", port)
		}
	}
	return n, nil
}

// allowed reports whether the user named this very host and port, and no redirect led away from it: the permission
// is for the address that the user wrote, not for whoever points to it.
func (t *Transport) allowed(a *ask) bool {
	if !a.straight {
		return false
	}
	for _, n := range t.allow {
		if n.host == a.at.Hostname() && (n.port == 0 || n.port == address.Port(a.at)) {
			return true
		}
	}
	return false
}

// permittable is the host that the user could allow to get past the guard, or "" after a redirect, which nothing
// gets past.
func (a *ask) permittable() string {
	if !a.straight {
		return ""
	}
	return a.at.Hostname()
}

// port refuses other ports than 80 and 443, except on hosts that the user allowed.
func (t *Transport) port(a *ask) error {
	if p := address.Port(a.at); p != 80 && p != 443 && !t.allowed(a) {
		e := refuse(a.first, "blocked: %s uses port %d, only 80 and 443 are fetched", a.at.Hostname(), p)
		e.Allow = a.permittable()
		return e
	}
	return nil
}

// Parse reads an address that may be fetched (see address.Parse). The error is an *Error of kind Blocked.
func Parse(raw string) (*url.URL, error) {
	u, err := address.Parse(raw)
	if err != nil {
		return nil, &Error{Kind: Blocked, URL: Mask(raw), Reason: "blocked: " + err.Error()}
	}
	return u, nil
}

// Mask is address.Mask: an address for messages, without its secrets.
func Mask(raw string) string { return address.Mask(raw) }

// refuse is a refusal of our own guard.
func refuse(u *url.URL, format string, args ...any) *Error {
	return &Error{Kind: Blocked, URL: Mask(u.String()), Reason: fmt.Sprintf(format, args...)}
}
