package facts

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// knownName is the name in the table that name is, or that it is the last
// word of ("Azure" of "Microsoft Azure"), or the first one before what kind of
// organisation it is ("Example" of "Example Foundation"); "" for none.
func knownName(name string) string { return namesKnown()[name] }

// namesKnown are the names of the table by what they may be called; of those that
// one word may mean, the first one. A list of links asks some 20 times an entry.
var namesKnown = sync.OnceValue(func() map[string]string {
	by := map[string]string{}
	call := func(called, name string) {
		if known := by[called]; known == "" || name < known {
			by[called] = name
		}
	}
	for _, n := range organisations {
		first, rest, _ := strings.Cut(n, " ")
		if len(first) > 3 && kindsOfFirm[rest] {
			call(first, n)
		}
		for _, last, ok := strings.Cut(n, " "); ok; _, last, ok = strings.Cut(last, " ") {
			if len(last) > 4 {
				call(last, n)
			}
		}
	}
	for _, n := range organisations {
		by[n] = n
	}
	return by
})

var kindsOfFirm = words("Network Foundation Inc Labs Software Project Technologies Systems Group")

// knownHost is the longest end of host that the table has; "" for none.
func knownHost(host string) string {
	for h, ok := host, true; ok; _, h, ok = strings.Cut(h, ".") {
		if organisations[h] != "" {
			return h
		}
	}
	return ""
}

// displayName is how the owner of a host writes their name: as the text has
// it where the same letters stand in it with a capital, else from the table,
// else with a capital first letter.
func displayName(host, text string) string {
	domain := registered(host)
	label, _, _ := strings.Cut(domain, ".")
	if _, isPlatform := platforms[domain]; isPlatform && host != domain {
		label, _, _ = strings.Cut(host, ".")
	}
	known := organisations[knownHost(host)]
	for _, l := range spellings(label) {
		if written := asWritten(l, text); written != "" && (known == "" || letters(known) == letters(written)) {
			return written
		}
	}
	if known != "" {
		return known
	}
	return capitalise(label)
}

// spellings are the label of a domain without its hyphens, and without an
// ending that is seldom part of the name: "slackhq", "examplestatus".
func spellings(label string) []string {
	label = strings.ReplaceAll(label, "-", "")
	all := []string{label}
	for _, end := range []string{"status", "hq", "app", "blog", "engineering", "eng", "inc", "labs", "tech", "dev", "team"} {
		if l, ok := strings.CutSuffix(label, end); ok && len(l) > 2 {
			all = append(all, l)
		}
	}
	return all
}

func capitalise(label string) string {
	parts := strings.Split(label, "-")
	for i, p := range parts {
		if p != "" {
			parts[i] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, " ")
}

// letters keeps the letters and digits of s, in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// asWritten looks for one to four words of the text that together have the
// letters of label, at least one of them a capital: "Hosted Graphite" for
// "hostedgraphite". It returns the spelling found most often, the first of equals.
func asWritten(label, text string) string {
	count := map[string]int{}
	best := ""
	words := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '@' && r != '/'
	})
	begin, _ := utf8.DecodeRuneInString(label)
	for i := range words {
		if c := words[i][0]; c < utf8.RuneSelf && c != '.' && c != '@' && c != '/' && rune(c|0x20) != begin && rune(c) != begin {
			continue // most words begin with another letter
		}
		joined := ""
		for n := 1; n <= 4 && i+n <= len(words) && len(joined) < len(label); n++ {
			joined += letters(words[i+n-1])
			if !strings.HasPrefix(label, joined) {
				break
			}
			if joined != label {
				continue
			}
			spelling := strings.Trim(strings.Join(words[i:i+n], " "), ".@/")
			if spelling == strings.ToLower(spelling) || len(label) > 4 && spelling == strings.ToUpper(spelling) || strings.ContainsAny(spelling, "@/") {
				continue
			}
			if count[spelling]++; count[spelling] > count[best] {
				best = spelling
			}
		}
	}
	return best
}

// maxHosts is how many hosts of a text are weighed: each costs a walk over it.
const maxHosts = 12

var (
	hostRE = regexp.MustCompile(`(?i)\b(?:([a-z0-9._-]{1,64})@)?((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24})\b`)
	// ownSub are sub-domains that a host has for its own users.
	ownSub = words("status forum forums blog support docs www api app help community console dashboard cdn metrics mail discuss portal my account login")
	// ownBox are mail boxes that a host has for its own users.
	ownBox = words("support security help info hello team ops contact status admin abuse postmaster privacy feedback sales")
)

// hostInText is the domain that the text treats as its writer's: one with a
// mail box for users, one with a sub-domain for users that the text says
// outright (not as the target of a link), or that it calls its own ("on our
// status page https://status.example.com"). The highest score counts, the
// first of equals.
func hostInText(title, text string) string {
	score := map[string]int{}
	var order []string
	for _, m := range hostsIn(text) {
		host := strings.TrimPrefix(strings.ToLower(text[m[4]:m[5]]), "www.")
		domain := registered(host)
		if _, isPlatform := platforms[domain]; domain == "" || isPlatform {
			continue
		}
		points := 0
		lead := text[max(0, m[0]-40):m[0]]
		switch sub := strings.TrimSuffix(strings.TrimSuffix(host, domain), "."); {
		case m[2] >= 0 && ownBox[strings.ToLower(text[m[2]:m[3]])]:
			points = 4
		case ownSub[sub] && (!strings.HasSuffix(lead, "//") || calledOwnRE.MatchString(lead)):
			points = 2
		default:
			continue
		}
		if score[domain] == 0 {
			order = append(order, domain)
		}
		score[domain] += points
	}
	best := ""
	for n, domain := range order {
		if n == maxHosts {
			break
		}
		label, _, _ := strings.Cut(domain, ".")
		if asWritten(strings.ReplaceAll(label, "-", ""), title+"\n"+text) != "" {
			score[domain] += 2
		}
		if best == "" || score[domain] > score[best] {
			best = domain
		}
	}
	return best
}

// hostsIn are the matches of hostRE, which is asked only where characters of
// hosts stand in a row with a dot among them: else it tries every word.
func hostsIn(text string) (all [][]int) {
	for from := 0; len(all) < maxHostMatches; {
		dot := strings.IndexByte(text[from:], '.')
		if dot < 0 {
			break
		}
		start := from + strings.LastIndexFunc(text[from:from+dot], noHostRune)
		if start >= from {
			_, size := utf8.DecodeRuneInString(text[start:])
			start += size
		} else {
			start = from
		}
		end := from + dot
		if n := strings.IndexFunc(text[end:], noHostRune); n >= 0 {
			end += n
		} else {
			end = len(text)
		}
		for _, m := range hostRE.FindAllStringSubmatchIndex(text[start:end], maxHostMatches-len(all)) {
			for i := range m {
				if m[i] >= 0 {
					m[i] += start
				}
			}
			all = append(all, m)
		}
		from = end
	}
	return all
}

// maxHostMatches bounds what is looked at of a text.
const maxHostMatches = 3000

// noHostRune says that a character stands in no match of hostRE.
func noHostRune(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '.', r == '_', r == '-', r == '@':
		return false
	}
	return r != '\u017F' && r != '\u212A' // which fold to s and k
}

// calledOwnRE is how a text goes on to an address of its own: "on our status page".
var calledOwnRE = regexp.MustCompile(`(?i)\b(?:our|us|we)\b[^.]*$`)
