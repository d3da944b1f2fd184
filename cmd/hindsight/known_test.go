package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestImportKnown: an import of the same files into the same archive reads no
// text again; whatever has changed in either is seen.
func TestImportKnown(t *testing.T) {
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	dir, texts := newArchive(t), manyTexts(t, 5)
	imports := func(args ...string) (known bool, said string) {
		t.Helper()
		status, _, said := runVerb(t, "", append([]string{"import", "--archive", dir}, args...)...)
		if status != exitDone {
			t.Fatalf("status %d: %s", status, said)
		}
		return strings.Contains(said, "nothing has changed"), said
	}
	again := func() {
		t.Helper()
		if known, said := imports(texts); known || !strings.Contains(said, "0 new, 0 updated, 5 unchanged") {
			t.Fatal(said)
		}
		if known, said := imports(texts); !known || !strings.Contains(said, "0 new, 0 updated, 5 unchanged, 0 rejected, 0 failed") {
			t.Fatal(said)
		}
	}
	if known, said := imports(texts); known || !strings.Contains(said, "5 new") {
		t.Fatal(said)
	}
	if known, said := imports(texts); !known || !strings.Contains(said, "0 new, 0 updated, 5 unchanged, 0 rejected, 0 failed") {
		t.Fatalf("what was filed is not known: %s", said)
	}
	if err := os.RemoveAll(filepath.Join(cache, "hindsight", "receipts")); err != nil {
		t.Fatal(err)
	}
	again() // the same, read
	files, _ := filepath.Glob(filepath.Join(texts, "*"))
	written, _ := filepath.Glob(filepath.Join(dir, "content", "postmortems", "*", "*.md"))
	text, err := os.ReadFile(files[0])
	if err != nil || len(written) != 5 {
		t.Fatalf("%d files: %v", len(written), err)
	}
	if err := os.WriteFile(files[0], append(text, "\nOne more sentence about the outage.\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	if known, said := imports(texts); known || !strings.Contains(said, "1 ") {
		t.Fatal(said)
	}
	again()
	if err := os.Remove(written[2]); err != nil { // what was deleted comes back
		t.Fatal(err)
	}
	if known, said := imports(texts); known || !strings.Contains(said, "1 new") {
		t.Fatal(said)
	}
	if known, said := imports(texts); !known { // the archive is again what it was
		t.Fatal(said)
	}
	if known, said := imports(texts, "--organisation", "Example Inc"); known {
		t.Fatal(said)
	}
	for _, name := range []string{"organisations.yaml", "taxonomy.yaml"} { // each decides what becomes of a text
		text := map[string]string{"organisations.yaml": "status.nowhere.example: Nowhere\n", "taxonomy.yaml": "extends: built-in\n"}[name]
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if known, said := imports(texts); known {
			t.Fatalf("%s is new, and no text is read again: %s", name, said)
		}
		imports(texts)
	}
	if known, said := imports(texts); !known {
		t.Fatal(said)
	}
	t.Setenv(assistantVariable, "/nowhere/assistant")
	if known, said := imports(texts); known { // it may say something else of what is read
		t.Fatal(said)
	}
	t.Setenv(assistantVariable, "")
	link := filepath.Join(texts, "link.txt")
	if err := os.Symlink(files[1], link); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if known, said := imports(texts); known {
			t.Fatalf("a link among the files, and where it leads is not looked at: %s", said)
		}
	}
}
