package triage

import (
	"regexp"
	"strings"
	"unicode"
)

// Files that people keep beside reports and that speak in the same words: logs
// and stack traces, tables and data, source code, lists of links. What gives
// them away is that hardly a line is a sentence.

// Kinds of lines that are no prose.
const (
	proseLine = iota
	logLine
	dataLine
	codeLine
	linkLine
	lineKinds
)

var lineKindNames = [lineKinds]string{logLine: "a log", dataLine: "a table or data", codeLine: "source code or settings", linkLine: "a list of links"}

var (
	logRE = regexp.MustCompile(`^(?:` +
		`\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}:|` + // web server
		`[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d \S+ \S+?(?:\[\d+\])?: |` + // syslog
		`\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*\]? +\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRIT|E|W|I|D)\b|` +
		`\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\]?[: ]+\[?\d|` +
		`\d{4}[/-]\d\d[/-]\d\d[ T]\d\d:\d\d:\d\d\S* \[?(?:\w+\] |\d+[#:]|\S+ - )|` + // error logs of servers
		`[IWEF]\d{4} \d\d:\d\d:\d\d|` + // glog
		`at [\w$.<>/]+\(.*\)$|at \S+ \(?\S+:\d+:\d+\)?$|Caused by: |Traceback \(|File "[^"]+", line \d+|` + // stacks
		`goroutine \d+ \[|panic: |[\w.$]+(?:Error|Exception): |\.\.\. \d+ more$|` +
		`time=\S+ level=|ts=\S+ )`)
	codeRE = regexp.MustCompile(`^(?:import [\w".{(]|from [\w.]+ import |package \w+;?$|#include |#!/|using [\w.]+;|` +
		`(?:public |private |protected |static |async |export |default |final )*` +
		`(?:func|def|class|fn|function|interface|struct|enum|const|var|let|type|module|impl) [\w(*]|` +
		`(?:if|for|while|switch|match|elif|else if|catch|try|else|return|raise|throw)\b.*[:{;]$|return\b.{0,60}$|` +
		`(?:CREATE|INSERT|SELECT|UPDATE|DELETE|ALTER|DROP) (?:TABLE|INDEX|INTO|UNIQUE|VIEW|\S+ FROM)|` +
		`[})\];]+,?;?$|\S*(?: \S+){0,6}[;{]$|//|/\*|\*/|diff --git |@@ -|index [0-9a-f]{4,}\.\.|--- a/|\+\+\+ b/|` +
		`(?:- )?["']?[A-Za-z_][\w.-]*["']?: ?(?:["'\d\[{|>].*|true|false|null)?$|` + // settings
		`(?:- )?[a-z][\w-]*: \S+(?: \S+){0,3}$|` +
		`[\w.\[\]()*]+ ?:?[+]?= ?\S.*$|[\w.]+\(.*\);?$|[\w]+ (?:bigint|integer|int|text|varchar|timestamptz?|boolean|serial)\b.*,?$)`)
	jsonRE = regexp.MustCompile(`^(?:[{\[].*[}\]],?|"[\w -]+": ?.*|[{}\[\]],?)$`)
	linkRE = regexp.MustCompile(`^(?:[-*+]|\d+\.) *(?:\d{4}-\d\d-\d\d:? *)?(?:\[[^\]]*\]\([^)]*\)|<?https?://\S+)(?:[ —–:,-]+[\w ,]{0,24})?\W*$`)
)

// lineKind tells what a line is, that is no heading and not in fenced code.
// Indented code is told by its marks alone.
func lineKind(line string) int {
	switch {
	case isRunning(line):
		return proseLine
	case logRE.MatchString(line):
		return logLine
	case linkRE.MatchString(line):
		return linkLine
	case jsonRE.MatchString(line), isCells(line):
		return dataLine
	case codeRE.MatchString(line) && !isSentence(line):
		return codeLine
	}
	return proseLine
}

// isRunning says at once, of most lines of prose, that they are: they begin
// with a letter, have at least eight words and no cells. Without it a long text
// takes ten times as long.
func isRunning(line string) bool {
	if line == "" || !isLetter(line[0]) || strings.ContainsAny(line, "\t|{}=") || strings.Contains(line, gap) || logStartRE.MatchString(line) {
		return false
	}
	return strings.Count(line, " ") > 7
}

// logStartRE is a date as the system log writes it, or a frame of a stack.
var logStartRE = regexp.MustCompile(`^(?:[A-Z][a-z]{2} [ \d]\d |at \S+\(|Caused by: |Traceback |\S+(?:Error|Exception): )`)

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

var clockRE = regexp.MustCompile(`\b\d{1,2}:\d\d\b`)

// gap is what stands between two cells where a tab was.
const gap = "    "

// isCells says that a line is cells of a table none of which is a sentence, or
// at least four that tabs part. A row with a time of day and a few words more
// is a line of a timeline.
func isCells(line string) bool {
	timed := clockRE.MatchString(line)
	for _, mark := range []string{"\t", gap} {
		if strings.Count(line, mark) > 2 && !clockRE.MatchString(line[:strings.Index(line, mark)]) {
			return true
		}
	}
	for _, mark := range []string{"\t", "|", ";", ","} {
		parts := strings.Split(line, mark)
		if len(parts) < 4 {
			continue
		}
		longest, blank := 0, false
		for i, p := range parts {
			longest = max(longest, len(strings.Fields(p)))
			blank = blank || i > 0 && strings.HasPrefix(p, " ")
		}
		if longest <= 6 && !(mark == "," && blank) && !(timed && longest > 2) {
			return true
		}
	}
	return false
}

// isSentence says that a line has at least eight words and ends like one.
func isSentence(line string) bool {
	words := 0
	for _, w := range strings.Fields(line) {
		if strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !strings.ContainsRune("'’,.;:!?()-\"`", r) }) < 0 {
			words++
		}
	}
	return words >= 8 && strings.ContainsAny(line[len(line)-1:], ".!?:")
}

// A text is material when at least leastLines of its lines are no prose and
// these are four of five.
const leastLines = 4

// material names what the text is if it is no prose; "" for prose.
func (t text) material() string {
	odd, most := 0, logLine
	for k := logLine; k < lineKinds; k++ {
		odd += t.kinds[k]
		if t.kinds[k] > t.kinds[most] {
			most = k
		}
	}
	if odd < leastLines || odd < 4*t.kinds[proseLine] {
		return ""
	}
	return lineKindNames[most]
}
