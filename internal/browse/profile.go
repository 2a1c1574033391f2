package browse

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// profilePrefix names the folders of profiles, so that a later run knows what a killed one left.
const profilePrefix = "jobsignal-browser-"

// newProfile makes an empty folder for the browser's profile, which only this user can read. Profiles that killed
// runs left are deleted: no run lasts a day.
func newProfile() (string, error) {
	entries, _ := os.ReadDir(os.TempDir()) // a folder that cannot be listed is no reason not to draw
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && info.IsDir() && strings.HasPrefix(e.Name(), profilePrefix) && time.Since(info.ModTime()) > 24*time.Hour {
			os.RemoveAll(filepath.Join(os.TempDir(), e.Name()))
		}
	}
	return os.MkdirTemp("", profilePrefix)
}

// removeProfile deletes a profile. The browser's helpers outlive it by a moment, and write while they end.
func removeProfile(dir string) error {
	var err error
	for range 50 {
		if err = os.RemoveAll(dir); err == nil {
			if _, err = os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
				return nil
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	return err
}
