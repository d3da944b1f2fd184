package content

import (
	"slices"
	"strings"
	"testing"

	"hindsight"
)

// What files say of each other: alone, then together.
func TestCheckAccounts(t *testing.T) {
	const a, b, c = "acme/2019-02-25-degraded-ingestion-0a1b2c", "acme/2019-02-26-blog-0a1b2c", "globex/2019-02-27-more-0a1b2c"
	for _, tc := range []struct {
		name string
		keys [3]string // what the front matter of each ends with
		want []string
	}{
		{"confirmed by one", [3]string{"same-as: " + b}, nil},
		{"confirmed by both, as a list", [3]string{"same-as: [" + b + ", " + c + "]", "same-as: " + a}, nil},
		{"denied", [3]string{"not-same-as: " + b}, nil},
		{"itself", [3]string{"same-as: " + a}, []string{a + ".md:27: same-as: " + a + " is this postmortem itself"}},
		{"twice", [3]string{"same-as: [" + b + ", " + b + "]"}, []string{a + ".md:27: same-as: " + b + " twice"}},
		{"no id", [3]string{"same-as: yesterday"}, []string{a + `.md:27: same-as: "yesterday" names no postmortem`}},
		{"not there", [3]string{"not-same-as: acme/2019-02-25-gone-0a1b2c"}, []string{a + ".md:27: not-same-as: acme/2019-02-25-gone-0a1b2c is not there"}},
		{"both in one file", [3]string{"same-as: " + b + "\nnot-same-as: " + b}, []string{a + ".md:28: not-same-as: " + b + " stands under same-as, too"}},
		{"one against the other", [3]string{"same-as: " + b, "not-same-as: " + a}, []string{b + ".md:27: not-same-as: same-as in another file makes " + a}},
		{"by way of a third", [3]string{"same-as: " + b, "same-as: " + c, "not-same-as: " + a}, []string{c + ".md:27: not-same-as: same-as in another file makes " + a}},
	} {
		var entries []hindsight.Entry
		var problems []string
		data := map[string][]byte{}
		for n, id := range []string{a, b, c} {
			path := hindsight.Folder + id + ".md"
			text := file("publish: full\n", "publish: full\n"+strings.TrimSpace(tc.keys[n]+"\n")+"\n")
			data[path] = []byte(strings.Replace(text, "full\n\n---", "full\n---", 1))
			e, err := Parse(path, data[path])
			if err != nil {
				t.Fatalf("%s: %v", tc.name, err)
			}
			for _, err := range Check(path, data[path], hindsight.Taxonomy{{ID: "locking"}}) {
				problems = append(problems, err.Error())
			}
			again, err := Marshal(e)
			if back, err2 := Parse(path, again); err != nil || err2 != nil || !slices.Equal(back.SameAs, e.SameAs) || !slices.Equal(back.NotSameAs, e.NotSameAs) {
				t.Errorf("%s: %v %v: written and read again: %v %v", tc.name, err, err2, back.SameAs, back.NotSameAs)
			}
			entries = append(entries, e)
		}
		for _, err := range CheckAccounts(entries, func(path, key string) int { return LineOf(data[path], key) }) {
			problems = append(problems, err.Error())
		}
		if !slices.EqualFunc(problems, tc.want, func(got, want string) bool { return strings.HasPrefix(got, hindsight.Folder+want) }) {
			t.Errorf("%s: %q, want %q", tc.name, problems, tc.want)
		}
	}
}

// A new version of a text keeps what a person said of its incident.
func TestAccountsAreKept(t *testing.T) {
	old, err := Parse(good, []byte(file("publish: full", "publish: full\nsame-as: acme/x\nnot-same-as: [acme/y]")))
	if err != nil {
		t.Fatal(err)
	}
	e := old
	e.SameAs, e.NotSameAs, e.Body = nil, nil, "Another text.\n"
	if now := merge(old, e); !slices.Equal(now.SameAs, old.SameAs) || !slices.Equal(now.NotSameAs, old.NotSameAs) {
		t.Errorf("same-as %v, not-same-as %v", now.SameAs, now.NotSameAs)
	}
}
