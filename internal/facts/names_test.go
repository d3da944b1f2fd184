package facts

import (
	"strings"
	"testing"

	"hindsight/internal/prose"
)

func TestNames(t *testing.T) {
	names, err := ReadNames("organisations.yaml", []byte("# ours\nparcelwise.example: Parcelwise\nwww.Globex.example: Globex Corp\ngithub.com/acme: Acme Inc\nstatus.acme.example: Acme Inc\n"))
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]string{
		"https://blog.parcelwise.example/2021/down": "Parcelwise", "http://globex.example": "Globex Corp", "https://GitHub.com/Acme/web/issues/1": "Acme Inc",
		"https://github.com/acmeville/web": "", "https://acme.example/": "", "https://status.acme.example/i/1": "Acme Inc", "": "", "%": "",
	} {
		if got := names.Of(address); got != want {
			t.Errorf("%q is of %q, want %q", address, got, want)
		}
	}
	for _, c := range []struct{ title, body, want string }{
		{"Down", "The hosts db1.parcelwise.example and db2.parcelwise.example were full.", "Parcelwise"},
		{"Down", "The host db1.parcelwise.example was full.", ""},
		{"Globex Corp was down", "The disks of Globex Corp were full.", "Globex Corp"},
		{"Down", "Parcelwise was down. Globex Corp was down. Parcelwise is up. Globex Corp is up.", ""}, // two
		{"Down", strings.Repeat("We looked at the disks. ", 40) + "Parcelwise. Parcelwise.", ""},        // far from the opening
	} {
		if got := names.In(prose.Parse(c.title, c.body)); got != c.want {
			t.Errorf("%s: %.60s\ngot  %q\nwant %q", c.title, c.body, got, c.want)
		}
	}
	for _, bad := range []string{"a", "- a", "acme: Acme", "acme.example: ''", "https://acme.example: Acme", "acme.example: [A]"} {
		if got, err := ReadNames("x", []byte(bad)); err == nil {
			t.Errorf("%q is read as %v", bad, got)
		}
	}
}
