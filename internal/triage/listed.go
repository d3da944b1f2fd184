package triage

// A list of postmortems is a person's judgement on what it names, and so is a text
// called "Outages of 2021": a line about one needs none of a report's words. What
// offers a job or sells something speaks against an entry as it does against any
// text.

// listedBySomebody is 1 for an entry of a curator's list.
func (t text) listedBySomebody() float64 {
	if t.list {
		return 1
	}
	return 0
}
