package wording

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Module is the texts as the module ts/say.ts, from which the scripts take what
// they say: each is a string, or a function that fills the places of the built-in text; one whose key
// begins with "put-" gives pieces, into which elements are put. A key is written
// as JavaScript writes names, without "say-" and "put-". A script that is bundled
// holds the texts that it says and no others.
func (t Texts) Module() []byte {
	var b strings.Builder
	b.WriteString("// Made from " + File + ".\n")
	for _, key := range slices.Sorted(maps.Keys(t)) {
		name, put := strings.CutPrefix(key, "put-")
		name = camel(strings.TrimPrefix(name, "say-"))
		pieces, filled, ok := piecesOf(t[key])
		_, fills, _ := piecesOf(BuiltIn()[key])
		switch {
		case !ok: // a condition, which is Hugo's
		case put:
			fmt.Fprintf(&b, "export const %s = <T>(v: Record<string, T | (T | string)[]>): (T | string)[] => [%s].flat();\n", name, strings.Join(pieces, ", "))
		case filled || fills: // an own text may leave out the places of the built-in one
			fmt.Fprintf(&b, "export const %s = (v: Record<string, string | number>): string => %s;\n", name, strings.Join(pieces, " + "))
		default:
			fmt.Fprintf(&b, "export const %s = %s;\n", name, quoted(t[key]))
		}
	}
	return []byte(b.String())
}

var namedRE = regexp.MustCompile(`^\{\{ \.(\w+) \}\}$`)

// piecesOf are the pieces of a text as expressions, and whether some are places;
// ok is false where a place is more than a name. One of the first two is a text,
// so that the others become texts when they are added.
func piecesOf(text string) (pieces []string, filled, ok bool) {
	at := 0
	for _, m := range placeRE.FindAllStringIndex(text, -1) {
		if m[0] > at || len(pieces) == 1 && filled {
			pieces = append(pieces, quoted(text[at:m[0]]))
		}
		name := namedRE.FindStringSubmatch(text[m[0]:m[1]])
		if name == nil {
			return nil, false, false
		}
		pieces, filled, at = append(pieces, "v."+camel(name[1])), true, m[1]
	}
	if at < len(text) || len(pieces) == 1 && filled {
		pieces = append(pieces, quoted(text[at:]))
	}
	return pieces, filled, true
}

// quoted is a string of JavaScript; JSON escapes what could end it.
func quoted(s string) string {
	b, _ := json.Marshal(s) // of a string: it cannot fail
	return string(b)
}

// camel makes a name of a key: "no-word" becomes noWord, and "N" n.
func camel(key string) string {
	parts := strings.Split(key, "-")
	for i, p := range parts {
		r := []rune(p)
		if len(r) > 0 {
			r[0] = unicode.ToUpper(r[0])
			if i == 0 {
				r[0] = unicode.ToLower(r[0])
			}
		}
		parts[i] = string(r)
	}
	return strings.Join(parts, "")
}
