package facts

import (
	"testing"

	"hindsight"
)

// Who it happened to, by what the tables of names know. The texts are made up.
func TestOrganisationByTables(t *testing.T) {
	for _, c := range []struct{ title, body, want string }{
		// One known organisation, and nobody speaks.
		{"Stuck blocks", "Chia nodes stopped at height 9. Version 2 of Chia lets them go on.", "Chia Network"},
		{"Stuck blocks", "Chia nodes stopped at height 9. Version 2 lets them go on.", ""},
		{"Stuck blocks", "Chia nodes and Solana nodes stopped. Chia and Solana went on.", ""},
		{"Slow pages", "Pages were slow. Hetzner changed a disk, and Hetzner told nobody.", ""},
		{"Slow pages", "Pages were slow. Skyscanner is the provider of prices. Skyscanner answered late.", ""},
		// In the first person the opening must name it.
		{"Slow pages", "We read about chaos at Skyscanner. We tried what Skyscanner does, and our pages were slow.", "Skyscanner"},
		{"Slow pages", "Our pages were slow for an hour, because a query read every row of a table that had grown since last year, and the index " +
			"that we had added for it was not used by the planner. We looked at plans for most of a day and changed the statistics, which helped for a week " +
			"until the table had grown again. We read about Skyscanner. Skyscanner has a tool.", ""},
		// What is theirs on a forge.
		{"Login down", "A role was deleted, see https://github.com/ministryofjustice/example-infrastructure/pull/3.", "Ministry of Justice"},
		{"Login down", "A library was wrong, see https://github.com/monero-project/example/issues/3.", ""},
		{"Login down", "A library was wrong: https://github.com/monero-project/example/issues/3, mended in https://github.com/monero-project/example/pull/4.", "Monero"},
		{"Login down", "https://github.com/dfds/infrastructure/pull/3, https://github.com/parcelwise/web/pull/4 and https://github.com/parcelwise/web/pull/5", ""},
		// The only host of a text.
		{"Queue full", "Today builds waited for an hour on build.opensuse.org.", "openSUSE"},
		{"Queue full", "Today builds waited for an hour on cdn3.netlify.com.", ""},
		{"Queue full", "Today builds waited on build.opensuse.org and on build.parcelwise.example.", ""},
		// A provider's letter.
		{"Summary of the Amazon S3 Event in Lisbon", "We want to share what happened. A disk of the index was full. We apologize.", "AWS"},
		{"Summary of the Amazon S3 outage", "We want to share what happened. Our cloud provider failed, and our shop was down. We apologize.", ""},
		{"Summary of the Amazon S3 outage", "We want to share what happened. Our shop is hosted on AWS. We apologize.", ""},
		{"When Amazon S3 was down", "We want to share what happened. Our shop was down. We apologize.", ""},
		{"Summary of how the Amazon S3 outage affected us", "We want to share what happened. We apologize.", ""},
		{"Summary of the Amazon S3 Event", "A disk of the index was full.", ""},
		{"Summary of Amazon S3 and BigQuery", "We want to share what happened. We apologize.", ""},
	} {
		if got := complete(hindsight.Postmortem{Title: c.title, Body: c.body}).Organisation; got != c.want {
			t.Errorf("%s: %.80s\ngot  %q\nwant %q", c.title, c.body, got, c.want)
		}
	}
}
