package facts

import (
	"regexp"
	"strings"
)

// Dates that are none of this incident's: those of other incidents, which a
// report compares itself with, and those of versions, laws and copyrights.

const trouble = `(?:outages?|incidents?|issues?|problems?|events?|disruptions?|failures?|breach(?:es)?|crash(?:es)?|post-?mortems?|downtimes?|degradations?|interruptions?|attacks?|bugs?)`

var (
	// compared is a clause that names another incident beside this one.
	compared = regexp.MustCompile(`(?i)\b(?:unlike|similar to|same as|just like|much like|as (?:in|with|during|happened in)|compared (?:to|with)|in contrast to|reminiscent of|in addition to|unrelated to|not related to|separate from|different from)(?: \w+){0,4}? ` + trouble + `\b[^;.()]*?(?:, (?:this|we|it|our|the|and|but|when|where)\b|[;.()]|$)`)
	// another is how a whole sentence speaks of another incident.
	another = regexp.MustCompile(`(?i)\b(?:(?:previous|prior|earlier|past|older|unrelated|separate|preceding|similar|last (?:week|month|year|quarter|time)['’]s|last year|historic(?:al)?)(?:,? \w+){0,2} ` + trouble + `|previously (?:occurred|happened|seen|reported)|(?:had|has|have) (?:\w+ )?(?:happened|occurred) (?:before|previously|once|already|in the past)|(?:last|previous) (?:time|occurrence)|in the past)\b`)
	// others are what a date belongs to that follows it at once.
	others = regexp.MustCompile(`(?i)(?:\b(?:versions?|releases?|v|builds?|copyright|editions?|kernels?|rfc|iso|revisions?|snapshots?|tags?|dated|founded in|established in|effective|expir(?:es|ing)|valid (?:until|from|to)|due|deadline|eta|scheduled for|planned for|blog post (?:of|from)|report of|published on|updated on|last modified|support ends?|end of life)\b|©|\(c\))[\s:#]*(?:on |is |of |at |the )?$`)
)

// otherWords are those without one of which neither compared nor another matches.
var otherWords = strings.Split("unlike,similar,same,like,as in,as with,as during,as happened,compared,contrast,reminiscent,addition,related,separate,different,"+
	"previous,prior,earlier,past,older,preceding,last,historic,before,once,already", ",")

// ofThisOne is a sentence without what it says of other incidents, blanked so
// that offsets stay; "" when all of it is about another one.
func ofThisOne(text string) string {
	if !mentions(text, otherWords...) {
		return text
	}
	for _, at := range compared.FindAllStringIndex(text, 4) {
		text = text[:at[0]] + strings.Repeat(" ", at[1]-at[0]) + text[at[1]:]
	}
	if another.MatchString(text) {
		return ""
	}
	return text
}

// ofAnother says that the words right before a date make it that of a
// version, of a copyright, of something to come.
func ofAnother(before string) bool {
	if len(before) > 40 {
		before = before[len(before)-40:]
	}
	return others.MatchString(before)
}
