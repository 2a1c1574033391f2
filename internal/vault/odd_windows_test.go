package vault

import "testing"

// oddFiles are things that are not regular files; none that a test can make here.
func oddFiles(*testing.T, string) map[string]string { return nil }
