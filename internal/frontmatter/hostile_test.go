package frontmatter

import (
	"runtime"
	"strings"
	"testing"

	"hindsight/internal/hostile"
)

// TestHostileHeads: whatever stands in the head of a text costs no more than
// its 32 KB allow: the YAML library took 2.9 GB for brackets.
func TestHostileHeads(t *testing.T) {
	const most = 32<<10 - 100
	for name, head := range map[string]string{
		"YAML, brackets":             "---\nx: " + strings.Repeat("[", most),
		"YAML, braces":               "---\nx: " + strings.Repeat("{a: ", most/4),
		"YAML, hyphens":              "---\nx:\n  " + strings.Repeat("- ", most/2),
		"YAML, aliases":              "---\nx: &a [1, 2]\ny: &b [*a, *a]\nz: [" + strings.Repeat("*b, ", most/4),
		"YAML, keys":                 "---\n" + strings.Repeat("k: 1\n", most/5),
		"TOML, brackets":             "+++\nx = " + strings.Repeat("[", most/2) + strings.Repeat("]", most/2),
		"TOML, open brackets":        "+++\nx = " + strings.Repeat("[", most),
		"TOML, braces":               "+++\nx = " + strings.Repeat("{a=", most/3),
		"TOML, dotted keys":          "+++\n" + strings.Repeat("a.", most/2) + "b = 1",
		"TOML, tables":               "+++\n[" + strings.Repeat("a.", most/2) + "b]\nx = 1",
		"TOML, many long keys":       "+++\n" + strings.Repeat(strings.Repeat("a.", 500)+"b = 1\n", most/1010),
		"TOML, many tables in lists": "+++\n" + strings.Repeat("[[t]]\n", most/6),
	} {
		fence := head[:3]
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		Read(strings.Replace(head, fence+"\n", fence+"\n"+map[string]string{"---": "title: x", "+++": "title = \"x\""}[fence]+"\n", 1) + "\n" + fence + "\nThe text.\n")
		runtime.ReadMemStats(&after)
		if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 100 && !hostile.Raced {
			t.Errorf("%s: %d MB", name, mb)
		}
	}
}
