package main

import (
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"
)

// openCommand shows the newest report in the browser. Its path is printed in any case: where no browser is, as on a
// server, that is all it does, and it is no failure.
func openCommand(o *options, stdout, stderr io.Writer) *cobra.Command {
	return &cobra.Command{
		Use:   "open",
		Short: "Open the newest report in the browser",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage{fmt.Errorf("argument %q is not used; report open opens the newest report in --out", args[0])}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			entries, err := shelf{dir: o.out}.entries()
			if err != nil {
				return err
			}
			if len(entries) == 0 {
				return fmt.Errorf("no report in %s: run report first", o.out)
			}
			path, err := filepath.Abs(filepath.Join(o.out, entries[0].File))
			if err != nil {
				return err
			}
			fmt.Fprintln(stdout, path)
			name, args := browser(runtime.GOOS, path)
			if err := exec.CommandContext(cmd.Context(), name, args...).Run(); errors.Is(err, exec.ErrNotFound) {
				fmt.Fprintln(stderr, "no browser was found on this machine; open the file above where there is one")
			} else if err != nil {
				return fmt.Errorf("opening %s: %w", path, err)
			}
			return nil
		},
	}
}

// browser is the system's own command to open a file.
func browser(system, path string) (name string, args []string) {
	switch system {
	case "darwin":
		return "open", []string{path}
	case "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler", path}
	}
	return "xdg-open", []string{path}
}
