// Package receipt knows whether a site is still what a build would make: from
// the same inputs, byte for byte what the last build left there. Then there is
// nothing to do.
//
// A Receipt is kept in the user's own cache folder and not in the archive, where
// a pull request could put one. It may be deleted at any time: it is believed
// only as far as both hashes agree with what lies on the disk now, and without it
// a site is built. Nothing is taken from sizes or times: an edited file that has
// its old ones, and a damaged disk, are noticed. To read and hash a site of 10,000
// postmortems takes less than a second.
package receipt

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// A Receipt says what a build made, and from what.
type Receipt struct {
	Inputs Sum      `json:"inputs"` // of all that the build read, and of the program
	Site   Sum      `json:"site"`   // of what it left
	Said   []string `json:"said"`   // what it named as left out
	Done   string   `json:"done"`   // what it said at the end
}

// A Sum is a SHA-256.
type Sum [sha256.Size]byte

// MarshalText and UnmarshalText write it as hexadecimal digits.
func (s Sum) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(s[:])), nil }

func (s *Sum) UnmarshalText(b []byte) error {
	if len(b) != hex.EncodedLen(len(s)) {
		return errors.New("receipt: not a hash")
	}
	_, err := hex.Decode(s[:], b)
	return err
}

// abandoned is the age at which the receipt of another site goes: who has not
// built for so long can wait once.
const abandoned = 90 * 24 * time.Hour

// folder is where receipts lie.
func folder() (string, error) {
	cache, err := os.UserCacheDir()
	return filepath.Join(cache, "hindsight", "receipts"), err
}

// place is the file of the receipt for the site at out.
func place(out string) (string, error) {
	dir, err := folder()
	if err != nil {
		return "", err
	}
	if out, err = filepath.Abs(out); err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(out); err == nil {
		out = real
	}
	name := sha256.Sum256([]byte(out))
	return filepath.Join(dir, hex.EncodeToString(name[:12])+".json"), nil
}

// sealed is a receipt as it lies on the disk: a damaged one is none.
type sealed struct {
	Seal    Sum             `json:"seal"`
	Receipt json.RawMessage `json:"receipt"`
}

// Of reads the receipt for the site at out; false when there is none that can
// be believed.
func Of(out string) (r Receipt, ok bool) {
	path, err := place(out)
	if err != nil {
		return r, false
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return r, false
	}
	var s sealed
	if json.Unmarshal(data, &s) != nil || sha256.Sum256(s.Receipt) != s.Seal || json.Unmarshal(s.Receipt, &r) != nil {
		return Receipt{}, false
	}
	return r, true
}

// Keep writes the receipt for the site at out, and sweeps away old ones. An
// error costs the next build its time and no more.
func (r Receipt) Keep(out string) error {
	path, err := place(out)
	if err != nil {
		return fmt.Errorf("receipt: %w", err)
	}
	body, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("receipt: %w", err)
	}
	data, err := json.Marshal(sealed{sha256.Sum256(body), body})
	if err != nil {
		return fmt.Errorf("receipt: %w", err)
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("receipt: %w", err)
	}
	sweep(dir)
	f, err := os.CreateTemp(dir, "new-")
	if err != nil {
		return fmt.Errorf("receipt: %w", err)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return fmt.Errorf("receipt: %w", err)
	}
	return nil
}

// sweep deletes receipts that nobody has written for long.
func sweep(dir string) {
	list, _ := os.ReadDir(dir)
	for _, e := range list {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > abandoned {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}
