package tidy

import "hindsight"

// MadeTitle is the title of a report that has none: "Acme incident of 4 April
// 2019", as far as the date is known; "" when one of the two is not.
func MadeTitle(organisation string, at hindsight.Moment) string {
	layout := map[hindsight.Precision]string{hindsight.Year: "2006", hindsight.Month: "January 2006"}[at.Precision()]
	if layout == "" {
		layout = "2 January 2006"
	}
	if organisation == "" || at.IsZero() {
		return ""
	}
	return organisation + " incident of " + at.Time().Format(layout)
}
