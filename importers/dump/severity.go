package dump

import (
	"regexp"
	"strings"

	"hindsight"
	"hindsight/internal/markdown"
)

// severityRE is the line or the row of a table at the head of a report that grades it,
// as incident tools export it and templates have it. A template's choice
// ("SEV1/SEV2/SEV3") is no grade.
var severityRE = regexp.MustCompile(`(?i)^(?:[-*+]\s+)?\|?[\s*_]*(?:incident )?severity(?: level)?[\s*_]*[:|][\s*_]*` +
	`((?:sev(?:erity)?[ -]?|s|p)?[0-5]|critical|major|minor|high|medium|moderate|low)(?:\s*\([^()|]{1,40}\))?[\s*_.]*\|?$`)

// withSeverity is what the front matter says besides, with the severity that stands
// before the first section of the body where it says none.
func withSeverity(extra hindsight.Extra, body string) hindsight.Extra {
	if extra.Values("severity") != nil {
		return extra
	}
	for n, line := range markdown.Lines(firstLines(body, 2*headLines)) { // a first heading is what the fields stand below
		if _, _, heading := markdown.Heading(line.Text); line.Code || heading && n > 0 {
			break
		}
		if m := severityRE.FindStringSubmatch(strings.TrimSpace(line.Text)); m != nil {
			more, _ := hindsight.NewExtra(append([]hindsight.Field{{Key: "severity", Values: m[1:2]}}, extra...))
			return more
		}
	}
	return extra
}
