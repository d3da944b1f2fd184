package hindsight

import (
	"fmt"
	"time"
)

// Precision says how much of a Moment's time was stated.
type Precision int8

// Precisions, coarse to fine. Instant covers minutes and seconds alike: texts
// that give "15:54" mean the minute, and nothing here needs the difference.
const (
	Unknown Precision = iota // the zero Moment
	Year
	Month
	Day
	Instant
)

// A Moment is a point in time as precisely as a text states it, in UTC.
// The zero Moment means "not stated". Moments compare with ==.
type Moment struct {
	t time.Time
	p Precision
}

var layouts = [...]string{Unknown: "", Year: "2006", Month: "2006-01", Day: "2006-01-02", Instant: time.RFC3339}

// At returns t, cut to precision p and moved to UTC.
// For p of Day or coarser the calendar day of t in its own zone is kept.
func At(t time.Time, p Precision) Moment {
	y, m, d := t.Date()
	switch p {
	case Year:
		t = time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	case Month:
		t = time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	case Day:
		t = time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	case Instant:
		t = time.Unix(t.Unix(), 0).UTC()
	default:
		return Moment{}
	}
	return Moment{t, p}
}

// ParseMoment reads what String writes: "2019", "2019-02", "2019-02-18" or
// RFC 3339 with any offset. The empty string is the zero Moment.
func ParseMoment(s string) (Moment, error) {
	if s == "" {
		return Moment{}, nil
	}
	for p := Instant; p >= Year; p-- {
		if t, err := time.Parse(layouts[p], s); err == nil {
			return At(t, p), nil
		}
	}
	return Moment{}, fmt.Errorf("%q is no date: write 2024, 2024-03, 2024-03-31 or 2024-03-31T15:04:05Z", s)
}

// IsZero says that the moment is not stated.
func (m Moment) IsZero() bool { return m.p == Unknown }

// Time returns the first instant of the moment, in UTC.
func (m Moment) Time() time.Time { return m.t }

// Precision says how much was stated.
func (m Moment) Precision() Precision { return m.p }

// String writes as many parts as are known: "2019-02-18T15:54:00Z" to "2019".
func (m Moment) String() string {
	if m.IsZero() {
		return ""
	}
	return m.t.Format(layouts[m.p])
}

// Compare orders by first instant, then coarse before fine.
func (m Moment) Compare(o Moment) int {
	if c := m.t.Compare(o.t); c != 0 {
		return c
	}
	return int(m.p) - int(o.p)
}

// MarshalJSON writes the zero Moment as null, others as their String.
func (m Moment) MarshalJSON() ([]byte, error) {
	if m.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + m.String() + `"`), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Moment) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*m = Moment{}
		return nil
	}
	if len(b) < 2 || b[0] != '"' {
		return fmt.Errorf("%s is no date", b)
	}
	v, err := ParseMoment(string(b[1 : len(b)-1]))
	*m = v
	return err
}
