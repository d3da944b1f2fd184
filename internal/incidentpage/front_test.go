package incidentpage

import "testing"

// Pasted front pages, and texts that hold the same words.
func TestIsFrontText(t *testing.T) {
	const told = "On 3 March 2021 the API was down for an hour, because a disk was full and nobody had an alert for that; we restarted it at ten past nine, " +
		"and all was well again.\n\n"
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"states on the lines of their components", "Larkspur Status\nNotice: slow answers\nAPI Operational\nWeb Operational\nMail Degraded Performance\n", true},
		{"states on lines of their own", "Brook System Status\nAPI\nOperational\nWeb\nPartial outage\nDocs\nOperational\n", true},
		{"days without incidents", "Wren\nPast Incidents\nMar 3\nNo incidents reported.\nMar 2\nNo incidents reported today.\n", true},
		{"uptimes", "Kestrel status\nAPI\n99.98 %\nWeb\n100 %\nMail\n99.1 %\n", true},
		{"a report that lists states", "Status of the API\n" + told + told + told + "API Operational\nWeb Operational\nMail Operational\n", false},
		{"lines that say OK without a status", "Checks\nok\nok\nok\nok\n", false},
		{"an incident of a status page", "Larkspur Status\nMail delayed\nResolved - Mail flows again.\nMar 3, 10:00 UTC\nAffected: API, Web\n", false},
		{"a report", "Status: resolved\n" + told, false},
	} {
		if got := IsFrontText(c.text); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
