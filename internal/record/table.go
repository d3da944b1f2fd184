package record

import (
	"encoding/csv"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hindsight"
)

// A column of the table: what of a record fits a cell.
type column struct {
	name   string
	kind   string // of Frictionless Table Schema: string, integer, moment (a date as precise as stated)
	about  string
	values []string // what may stand there; nil for anything
	of     func(Record) string
}

const moment = "moment"

// precisions are the words for how much of a moment is known.
var precisions = [...]string{hindsight.Unknown: "", hindsight.Year: "year", hindsight.Month: "month", hindsight.Day: "day", hindsight.Instant: "minute"}

// known is the column for how precise a moment is.
func known(name, what string, of func(Record) hindsight.Moment) column {
	return column{name + "_precision", "string", "How precisely " + what + " is known: year, month, day or minute; empty where it is not.", precisions[1:],
		func(r Record) string { return precisions[of(r).Precision()] }}
}

// at is the column of a moment.
func at(name, about string, of func(Record) hindsight.Moment) column {
	return column{name, moment, about, nil, func(r Record) string { return of(r).String() }}
}

// length is the column of a number of minutes.
func length(name, about string, of func(Record) *int) column {
	return column{name, "integer", about + " Empty where either moment is not exact.", nil, func(r Record) string {
		n := of(r)
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}}
}

func text(name, about string, of func(Record) string) column {
	return column{name, "string", about, nil, of}
}

var (
	whenOf      = func(r Record) hindsight.Moment { return r.When }
	dateOf      = func(r Record) hindsight.Moment { return r.Date }
	startedOf   = func(r Record) hindsight.Moment { return r.Incident.Started }
	detectedOf  = func(r Record) hindsight.Moment { return r.Incident.Detected }
	mitigatedOf = func(r Record) hindsight.Moment { return r.Incident.Mitigated }
	resolvedOf  = func(r Record) hindsight.Moment { return r.Incident.Resolved }
)

// columns are those of the table, in its order. New ones come last: people cut
// tables by number.
var columns = []column{
	text("id", about("id"), func(r Record) string { return r.ID }),
	text("title", about("title"), func(r Record) string { return r.Title }),
	at("date", about("date"), dateOf),
	text("organisation", about("organisation"), func(r Record) string { return r.Organisation }),
	text("primary", "Id of the main failure class; empty: unclassified.", Record.primary),
	text("classes", "Ids of the failure classes, the main one first, parted by blanks.", func(r Record) string { return strings.Join(r.Classes, " ") }),
	at("started", "When the failure began, UTC, as precisely as stated.", startedOf),
	at("detected", "When somebody or something noticed.", detectedOf),
	at("mitigated", "When users no longer felt it.", mitigatedOf),
	at("resolved", "When it was declared over.", resolvedOf),
	text("summary", about("summary"), func(r Record) string { return r.Summary }),
	text("url", "Address of the original.", func(r Record) string { return r.Source.URL }),
	text("archive_url", "Address of a copy in a web archive.", func(r Record) string { return r.Source.ArchiveURL }),
	text("author", "Who wrote the report.", func(r Record) string { return r.Source.Author }),
	text("licence", "Licence of this text, as its source states it; unknown where nobody did.", func(r Record) string { return r.Source.Licence }),
	text("sha256", "SHA-256 of the text as it was imported, hexadecimal.", func(r Record) string { return r.Source.SHA256 }),
	text("review", "What a person should still look at, parted by blanks.", func(r Record) string { return strings.Join(r.Review, " ") }),
	{"publish", "string", about("publish"), []string{hindsight.PublishFull, hindsight.PublishExcerpt, hindsight.PublishLink},
		func(r Record) string { return r.Publish }},
	text("extra", about("extra")+" As JSON.", extraCell),
	text("page", about("page"), func(r Record) string { return r.Page }),
	at("when", about("when"), whenOf),
	length("lasted_minutes", "Minutes from the start until it was resolved, else mitigated.", func(r Record) *int { return r.Lengths.Lasted }),
	length("noticed_minutes", "Minutes from the start until somebody or something noticed; 0: at once.", func(r Record) *int { return r.Lengths.Noticed }),
	length("mitigated_minutes", "Minutes from the start until users no longer felt it.", func(r Record) *int { return r.Lengths.Mitigated }),
	known("when", "that day", whenOf),
	known("date", "the date of publication", dateOf),
	known("started", "the start", startedOf),
	known("detected", "the detection", detectedOf),
	known("mitigated", "the mitigation", mitigatedOf),
	known("resolved", "the end", resolvedOf),
	text("lang", about("lang"), func(r Record) string { return r.Lang }),
	text("agreed", about("agreed")+" Parted by blanks.", func(r Record) string { return strings.Join(r.Agreed, " ") }),
}

// WriteTable writes records as CSV (RFC 4180), the names of the columns first.
func WriteTable(w io.Writer, each iter.Seq2[Record, error]) error {
	t := csv.NewWriter(w)
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = c.name
	}
	if err := t.Write(cells); err != nil {
		return err
	}
	for r, err := range each {
		if err != nil {
			return err
		}
		for i, c := range columns {
			cells[i] = neutral(c.of(r))
		}
		if err := t.Write(cells); err != nil {
			return err
		}
	}
	t.Flush()
	return t.Error()
}

// extraCell is JSON, because the keys differ from one postmortem to the next.
func extraCell(r Record) string {
	if len(r.Extra) == 0 {
		return ""
	}
	b, _ := r.Extra.MarshalJSON() // to memory: no error
	return string(b)
}

// neutral keeps spreadsheets from running what stands in a cell as a formula
// (OWASP, CSV injection): one that begins with a sign of a formula gets a quote
// before it. Where semicolons part the cells, as in half of Europe, quotes
// within a line mean nothing: what stands after a semicolon or a line break
// begins a cell there.
func neutral(v string) string {
	v = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return ' '
		}
		return r
	}, v)
	var b strings.Builder
	for line := range strings.Lines(v) {
		for cell := range strings.SplitAfterSeq(line, ";") {
			if formula(cell) {
				b.WriteByte('\'')
			}
			b.WriteString(cell)
		}
	}
	return b.String()
}

// formula says that a spreadsheet may take a cell for a formula. Signs of full
// width count in East Asian ones; blanks and quotes before a sign are dropped by
// some.
func formula(cell string) bool {
	cell = strings.TrimLeftFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == '"' })
	r, _ := utf8.DecodeRuneInString(cell)
	return strings.ContainsRune("=+-@＝＋－＠", r) && cell != ""
}
