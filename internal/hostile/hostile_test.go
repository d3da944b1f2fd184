package hostile

import "testing"

// Every shape has the size that is asked for, give or take its head and end,
// and a name of its own within its kind.
func TestShapes(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Shapes() {
		if name := s.Kind + " " + s.Name; seen[name] {
			t.Errorf("%s stands there twice", name)
		} else {
			seen[name] = true
		}
		const size = 20_000
		if n := len(s.Make(size)); n < size || n > 2*size {
			t.Errorf("%s %s: %d bytes, want about %d", s.Kind, s.Name, n, size)
		}
	}
	if len(seen) < 223 {
		t.Errorf("%d shapes", len(seen))
	}
	t.Logf("%d shapes", len(seen))
}
