package incidentpage_test

import (
	"testing"

	"hindsight/internal/incidentpage"
)

func TestAffected(t *testing.T) {
	for _, tt := range []struct {
		names []string
		want  string
	}{
		{nil, ""},
		{[]string{"Web", "A & B <c>"}, `Affected: Web, A & B \<c>.`},
		{[]string{"No components were affected by this update."}, ""},
		{[]string{"none", "-", " N/A "}, ""},
		{[]string{"No components were affected by this update.", "Acme Inc."}, "Affected: Acme Inc."},
		{[]string{"Node pools", "No-code editor"}, "Affected: Node pools, No-code editor."},
	} {
		if got := incidentpage.Affected(tt.names...); got != tt.want {
			t.Errorf("Affected(%q) = %q, want %q", tt.names, got, tt.want)
		}
	}
}
