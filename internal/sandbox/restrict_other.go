//go:build !linux && !darwin

package sandbox

// restrict does nothing: WebAssembly's own limit and the parent's clock bound the child.
func restrict() {}
