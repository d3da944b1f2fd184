package search

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hindsight"
)

// What people type, the texts that are found (by letter, the best first), and
// what was searched besides.
var meant = []struct{ query, found, also string }{
	{"k8s", "ab", "kubernetes"}, {"kubernetes", "ba", "k8s"}, {`"k8s"`, "a", ""}, {"-k8s kubernetes", "b", "k8s"}, {"k8s nodes", "b", "kubernetes"},
	{"OOM", "c", "out of memory"}, {"out of memory", "cd", ""}, {`"out of memory"`, "dc", ""}, {"memory", "dc", ""}, {"oom pod", "", "out of memory"},
	{"LB", "ef", "load balancer"}, {"load balancer", "gef", "lb"}, {"load-balancer", "fe", "lb"}, {"balancer", "gf", ""}, {"balancer load", "gf", ""}, {`"load balancer"`, "f", ""},
	{"load balancer tls", "f", "lb"}, {"big load balancer", "", "lb"}, {"certs", "hi", "certificate"}, {"certificates", "ih", "cert"}, {"certificat", "i", ""},
	{"lb OR k8s", "aebf", "load balancer kubernetes"}, {"kubernets", "ba", "k8s"}, {"nothing kubernetes OR certs", "", "k8s certificate"},
}

func TestSynonyms(t *testing.T) {
	var entries []hindsight.Entry
	for i, body := range []string{
		"The k8s pod.", "Kubernetes nodes.", "It ran out of memory.", "Memory was short.", "The LB fell.", "A load balancer with TLS.", "A balancer of the load.",
		"The certs expired.", "A certificate expired.",
	} {
		e := hindsight.Entry{Path: fmt.Sprintf("%sx/%c.md", hindsight.Folder, 'a'+i)}
		e.Body = body
		entries = append(entries, e)
	}
	_, r := built(t, entries)
	for _, m := range meant {
		res, err := r.Search(m.query, Query{Limit: 9})
		if err != nil {
			t.Fatal(err)
		}
		found := ""
		for _, h := range res.Hits {
			found += strings.TrimSuffix(h.URL[len(h.URL)-6:], ".html")
			if len(h.Marks) == 0 {
				t.Errorf("%s: nothing is marked in %q", m.query, h.Excerpt)
			}
		}
		if also := strings.Join(res.Also, " "); found != m.found && !res.Partial || also != m.also {
			t.Errorf("%s: found %q (partial %v), also %q; want %q, %q", m.query, found, res.Partial, also, m.found, m.also)
		}
	}
}

// TestReadSynonyms: the shipped file is right, and what is wrong is said with its line.
func TestReadSynonyms(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(repoRoot(t), SynonymsName))
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := ReadSynonyms(SynonymsName, data, nil)
	if err != nil || len(shipped) < 50 {
		t.Fatalf("%d groups, %v", len(shipped), err)
	}
	for _, c := range []struct{ data, want string }{
		{"- [a1, b1]\n", ""}, {"", ""}, {"# nothing\n", ""},
		{"k8s: kubernetes\n", "s.yaml:1: a list of groups is expected: - [k8s, kubernetes]"},
		{"- [pod, node]\n- [pod]\n", "s.yaml:2: a group has 2 to 8 members, this one 1"},
		{"- [x1, x2, x3, x4, x5, x6, x7, x8, x9]\n", "s.yaml:1: a group has 2 to 8 members, this one 9"},
		{"- [pod, one two three four five]\n", `s.yaml:1: "one two three four five" is longer than 4 words or 40 characters`},
		{"- [pod, of the]\n- [node, '!']\n", "s.yaml:1: \"of the\" has no word that a text is searched for\ns.yaml:2: \"!\" has no word that a text is searched for"},
		{"- [pod, [node]]\n", "s.yaml:1:"}, {"- pod\n", "s.yaml:1:"}, {"- [pod, node\n", "s.yaml:"},
		{"- [pod, a1, a2, a3, a4, a5, a6, a7]\n- [pod, b1, b2, b3, b4, b5, b6, b7]\n", `s.yaml:1: "pod" has 14 equivalents in its groups, more than 12`},
		{strings.Repeat("# much\n", 10_000), "s.yaml:1: 70000 bytes, more than 65536"},
	} {
		list, err := ReadSynonyms("s.yaml", []byte(c.data), shipped)
		if c.want == "" && (err != nil || len(list) < len(shipped)) || c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), c.want)) {
			t.Errorf("%.40q: %d groups, %v; want %q", c.data, len(list), err, c.want)
		}
	}
}
