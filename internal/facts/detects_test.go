package facts

import "testing"

// An alert that nobody got is no detection.
func TestDetects(t *testing.T) {
	for text, want := range map[string]bool{
		"root cause: a debug log filled the disk, alert was silenced": false,
		"the alert had been muted since the migration":                false,
		"we found that somebody had silenced the disk alerts":         false,
		"no alert fired": false,
		"No alerts were sent, since the rule was missing":                false,
		"the alerts did not fire because the exporter was down":          false,
		"the alert never reached the on-call engineer":                   false,
		"alerting was disabled for the cluster":                          false,
		"the pager alarm was missed":                                     false,
		"the failure went unnoticed":                                     false,
		"nobody noticed the growing queue":                               false,
		"the alert clears":                                               false,
		"Ines adds an alert for the queue":                               false,
		"the disk alert fires":                                           true,
		"alert for high latency fires; it was acknowledged at once":      true,
		"the alert was silenced, but a customer reported failing writes": true,
		"on-call is paged":                                               true,
		"no alert fired, a user noticed that the site was down":          true,
	} {
		if got := detects(text); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
	}
}
