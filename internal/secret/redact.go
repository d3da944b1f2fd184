package secret

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"hindsight"
)

// placeholderRE is what stands where something was written over: kind and
// number, the same for the same secret wherever it stands in a postmortem. It
// has no mark that means something in Markdown, YAML or an address.
var placeholderRE = regexp.MustCompile(`REDACTED-([a-z0-9-]+)-(\d{1,6})`)

// Kinds are what was written over in an entry.
func Kinds(e hindsight.Entry) map[string]bool {
	kinds := map[string]bool{}
	for _, s := range fields(&e) {
		for _, m := range placeholderRE.FindAllStringSubmatch(*s, -1) {
			kinds[m[1]] = true
		}
	}
	return kinds
}

// All wants every kind to be written over.
func All(string) bool { return true }

// Redact writes over what Find and Personal find in an entry, of the kinds that
// are wanted, in all that is shown of it, and takes away the flags for what is no
// longer there. n is how many different secrets it were. What the entry is known
// by again, its id and the hash of the text as it was imported, stays, so that
// the same text coming once more is no news.
func Redact(e hindsight.Entry, wanted func(kind string) bool) (now hindsight.Entry, n int) {
	e.Evidence, e.Timeline, e.Extra = slices.Clone(e.Evidence), slices.Clone(e.Timeline), cloned(e.Extra)
	all := fields(&e)
	o := overwriter{names: map[string]string{}, numbers: numbers(all)}
	for _, s := range all {
		for _, f := range found(*s, wanted) {
			o.name(f.Kind, (*s)[f.Start:f.End])
		}
	}
	o.extra(e.Extra, wanted)
	for _, s := range all {
		*s = o.everywhere(o.places(*s, found(*s, wanted)), surely)
	}
	for i := range e.Evidence { // short ones stand in the text where its context tells, and a quote may have none
		if q := &e.Evidence[i].Quote; !strings.Contains(e.Body, *q) && !strings.Contains(e.Title, *q) {
			*q = o.everywhere(*q, 1)
		}
	}
	e.Review = slices.DeleteFunc(slices.Clone(e.Review), func(flag string) bool {
		return flag == hindsight.ReviewSecret && !HasSecret(e) || flag == hindsight.ReviewPersonal && len(Personal(e.Title+"\n"+e.Body)) == 0
	})
	return e, len(o.names)
}

// HasSecret says that there is a secret in the text or in what it says of itself
// in front.
func HasSecret(e hindsight.Entry) bool {
	var b strings.Builder
	b.WriteString(e.Title + "\n" + e.Body)
	for _, f := range e.Extra {
		for _, v := range f.Values {
			b.WriteString("\n" + f.Key + ": " + v)
		}
	}
	return len(Find(b.String())) > 0
}

func cloned(x hindsight.Extra) hindsight.Extra {
	x = slices.Clone(x)
	for i := range x {
		x[i].Values = slices.Clone(x[i].Values)
	}
	return x
}

// extra writes over values that are secrets by what their key says of them.
func (o *overwriter) extra(x hindsight.Extra, wanted func(kind string) bool) {
	for i := range x {
		for k, v := range x[i].Values {
			key := x[i].Key + ": "
			if all := found(key+v, wanted); len(all) > 0 && all[0].Start >= len(key) {
				x[i].Values[k] = strings.TrimPrefix(o.places(key+v, all), key)
			}
		}
	}
}

// found are the findings of the kinds that are wanted, in order.
func found(text string, wanted func(kind string) bool) []Finding {
	all := Find(text)
	for _, p := range Personal(text) { // what stands before the @ of an address may be a password
		if !slices.ContainsFunc(all, func(f Finding) bool { return p.Start < f.End && f.Start < p.End }) {
			all = append(all, p)
		}
	}
	all = apart(all)
	return slices.DeleteFunc(all, func(f Finding) bool { return f.Kind == Unread || !wanted(f.Kind) })
}

// fields are the texts of an entry that are shown, those first that the others
// are taken from.
func fields(e *hindsight.Entry) []*string {
	all := []*string{&e.Title, &e.Body, &e.Summary}
	for i := range e.Evidence {
		all = append(all, &e.Evidence[i].Section, &e.Evidence[i].Quote)
	}
	for i := range e.Timeline {
		all = append(all, &e.Timeline[i].Text)
	}
	for i := range e.Extra {
		for k := range e.Extra[i].Values {
			all = append(all, &e.Extra[i].Values[k])
		}
	}
	return all
}

// surely is from how many bytes a secret is written over wherever it stands,
// also without the context by which it was found: "admin" may be a word.
const surely = 8

// An overwriter knows what stands for each secret.
type overwriter struct {
	names   map[string]string // secret, as people read it → its placeholder
	numbers map[string]int    // of the placeholders of each kind
}

func (o *overwriter) name(kind, secret string) string {
	plain, _ := withoutEscapes(secret)
	if o.names[plain] == "" {
		o.numbers[kind]++
		o.names[plain] = fmt.Sprintf("REDACTED-%s-%d", kind, o.numbers[kind])
	}
	return o.names[plain]
}

// places writes over the places that were found in a text.
func (o *overwriter) places(text string, all []Finding) string {
	var b strings.Builder
	from := 0
	for _, f := range all {
		b.WriteString(text[from:f.Start])
		b.WriteString(o.name(f.Kind, text[f.Start:f.End]))
		from = f.End
	}
	b.WriteString(text[from:])
	return b.String()
}

// everywhere writes over each secret of so many bytes, the longest first.
func (o *overwriter) everywhere(text string, least int) string {
	byLength := func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) }
	for _, secret := range slices.SortedFunc(maps.Keys(o.names), byLength) {
		if len(secret) >= least {
			text = strings.ReplaceAll(text, secret, o.names[secret])
		}
	}
	return text
}

// numbers are the highest numbers of the placeholders that are there.
func numbers(texts []*string) map[string]int {
	n := map[string]int{}
	for _, s := range texts {
		for _, m := range placeholderRE.FindAllStringSubmatch(*s, -1) {
			k, _ := strconv.Atoi(m[2])
			n[m[1]] = max(n[m[1]], k)
		}
	}
	return n
}
