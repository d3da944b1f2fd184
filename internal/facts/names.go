package facts

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"hindsight/internal/prose"
	"hindsight/internal/yamltext"
)

// NamesFile is the file of an archive in which its curator says how
// organisations write their names, by what is theirs on the web.
const NamesFile = "organisations.yaml"

// MaxNames is how large that file may be, in bytes.
const MaxNames = 256 << 10

// Names are names of organisations by a host of theirs ("acme.example"), which
// stands for all below it, or by a host and the beginning of a path
// ("github.com/acme").
type Names map[string]string

// ReadNames reads a mapping of hosts to names. The error names the line.
func ReadNames(file string, data []byte) (Names, error) {
	limits := yamltext.Settings
	limits.Bytes = MaxNames
	var written map[string]string
	if err := yamltext.Unmarshal(data, yamltext.Place{File: file}, limits, &written); err != nil {
		return nil, err
	}
	names := Names{}
	for _, at := range slices.Sorted(maps.Keys(written)) {
		name := strings.Join(strings.Fields(written[at]), " ")
		host, _, _ := strings.Cut(at, "/")
		if name == "" || len(name) > 100 || !strings.Contains(host, ".") || strings.ContainsAny(at, " :@") {
			return nil, fmt.Errorf("%s: %q: %q: want a host and a name: acme.example: Acme", file, at, name)
		}
		names[strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(at, "www."), "/"))] = name
	}
	return names, nil
}

// Of is whose an address is; "" when nobody said so.
func (n Names) Of(address string) string {
	u, err := url.Parse(address)
	if err != nil || len(n) == 0 || u.Host == "" {
		return ""
	}
	return n.at(strings.ToLower(u.Hostname()), strings.ToLower(u.Path))
}

func (n Names) at(host, path string) string {
	for at := host + strings.TrimRight(path, "/"); strings.Contains(at, "/"); at = at[:strings.LastIndexByte(at, '/')] {
		if name := n[at]; name != "" {
			return name
		}
	}
	for h, ok := host, true; ok; _, h, ok = strings.Cut(h, ".") {
		if name := n[h]; name != "" {
			return name
		}
	}
	return ""
}

// In is the one organisation of the list that a text is about: it has their
// hosts, or their name in its title or opening and again, twice at least, and no
// other's as often.
func (n Names) In(doc *prose.Document) string {
	if len(n) == 0 {
		return ""
	}
	text := head(doc.Plain(), namedText)
	all, opening := doc.Title+"\n"+text, doc.Title+"\n"+head(text, namedOpening)
	count := map[string]int{}
	for _, m := range hostRE.FindAllStringSubmatch(head(doc.Text, namedText), 3000) {
		if name := n.at(strings.ToLower(m[2]), ""); name != "" {
			count[name]++
		}
	}
	for _, name := range n {
		if count[name] == 0 && hasWord(opening, name) {
			count[name] += countWord(all, name)
		}
	}
	best, second := "", 0
	for _, name := range slices.Sorted(maps.Keys(count)) {
		switch {
		case best == "" || count[name] > count[best]:
			best, second = name, count[best]
		case count[name] > second:
			second = count[name]
		}
	}
	if count[best] < namedOften || second == count[best] {
		return ""
	}
	return best
}
