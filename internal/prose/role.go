package prose

import (
	"strings"
	"unicode"
)

// RoleOf tells what a section is for by its heading: first by the whole
// heading, then by a phrase in it. Marks, numbering, case, accents and
// punctuation do not matter; whole headings may be German, French, Spanish,
// Portuguese or Japanese. RoleNone means that the heading says nothing about it.
func RoleOf(heading string) Role {
	words := headingWords(heading)
	if r := exactRole(words); r != RoleNone {
		return r
	}
	h := " " + strings.Join(words, " ") + " "
	for _, p := range rolePhrases {
		for _, phrase := range p.phrases {
			if strings.Contains(h, " "+phrase) {
				return p.role
			}
		}
	}
	return RoleNone
}

// exactRole knows the headings that are whole phrases of roleNames, give or
// take words such as "preliminary" before and "analysis" after them.
func exactRole(words []string) Role {
	for len(words) > 1 && fillers[words[0]] {
		words = words[1:]
	}
	for len(words) > 0 {
		if r, ok := roleNames[strings.Join(words, " ")]; ok {
			return r
		}
		if len(words) == 1 || !endings[words[len(words)-1]] {
			break
		}
		words = words[:len(words)-1]
	}
	return RoleNone
}

// headingWords cuts a heading into lower-case words, without leading numbers.
// Headings are short; of a longer text only the first 200 bytes are read.
func headingWords(s string) []string {
	if len(s) > 200 {
		s = strings.ToValidUTF8(s[:200], "")
	}
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '\'' || r == '’':
		case unaccented[r] != "":
			b.WriteString(unaccented[r])
		case r > 0x7f && unicode.IsLetter(r), r == 'ー':
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	words := strings.Fields(b.String())
	for len(words) > 1 && words[0][0] >= '0' && words[0][0] <= '9' && len(words[0]) < 3 && words[1] != "whys" {
		words = words[1:]
	}
	return words
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var (
	fillers = set("the our a an this preliminary final initial detailed full technical incident issue event outage short brief high level executive current primary main underlying probable likely suspected known die der das unsere le la les notre el los las o os as")
	endings = set("analysis section details detail s statement description of the incident issue event outage and des der vorfalls storung ausfalls de du lincident del incidente do")
)

// roleNames are whole headings, and the only ones that count in running text
// ("Root cause: …").
var roleNames = func() map[string]Role {
	m := map[string]Role{}
	for _, e := range []struct {
		role  Role
		names string
	}{
		{RoleSummary, "summary|overview|abstract|tldr|tl dr|synopsis|issue summary|incident summary|summary of the issue|in short|at a glance|in brief|key points|recap|description|problem|problem statement|problem description|issue"},
		{RoleRootCause, "root cause|root causes|cause|causes|root cause and trigger|root cause and impact|root cause and mitigation|cause and impact|trigger|triggers|root causes and trigger|rca|analysis|root cause analysis|rca analysis|postmortem analysis|failure analysis|investigation|findings|why|why did this happen|why did it happen|why it happened|five whys|5 whys|reason|reasons|diagnosis|explanation|fault|failure|bug|vulnerability|the vulnerability|issue cause"},
		{RoleContributing, "contributing factors|contributing factor|contributing causes|contributors|contributing conditions|aggravating factors|what went wrong|what went poorly|things that went wrong"},
		{RoleWhatHappened, "what happened|context|some context|what happend|what went down|what happened exactly|what actually happened|incident|details|incident details|event details|incident description|sequence of events|story|narrative|incident report|technical details|technical detail|deep dive|technical summary|process|the incident|walkthrough|events"},
		{RoleImpact, "impact|summary of impact|customer impact|user impact|impact summary|service impact|business impact|impact assessment|impact on customers|symptoms|affected|affected services|affected service|services affected|affected systems|who was affected|scope|scope of impact|severity|consequences|effects|duration|damage"},
		{RoleBackground, "background|introduction|intro|preface|prerequisites|glossary|terminology|definitions|architecture|how it works|some background|setup|system overview|about|history|foreword|acronyms"},
		{RoleDetection, "detection|how was it detected|how we detected it|discovery|how we noticed|alerting|monitoring|identification|identified"},
		{RoleTimeline, "timeline|time line|chronology|timeline of events|log|incident log|event log|incident timeline|schedule|updates|status updates|timeline utc"},
		{RoleMitigation, "mitigation|mitigations|resolution|resolution and recovery|recovery|remediation|response|fix|the fix|solution|workaround|work around|workarounds|restoration|how we fixed it|how it was fixed|actions taken|action taken|what we did|immediate actions|repair|steps taken|recovery steps|resolved|stabilization|containment"},
		{RoleLessons, "lessons|lessons learned|lessons learnt|learnings|learning|what went well|what we learned|what did we learn|takeaways|key takeaways|where we got lucky|retrospective|reflections|conclusion|conclusions|closing|closing thoughts|what worked|things that went well|discussion points"},
		{RoleFollowUp, "follow up|follow ups|followup|followups|action items|actions|action|next steps|next step|future work|prevention|remediation and prevention|preventive measures|preventative measures|corrective actions|corrective and preventive measures|corrective and preventative measures|improvements|planned improvements|todo|to do|tasks|what is next|whats next|going forward|moving forward|what we are doing|plan|future|recommendations|changes|what are we doing about it|further actions|outstanding work|work items|repair items|provide feedback|feedback|improvement plan|next actions|items"},
		{RoleComments, "comments|comment|replies|responses|discussion|leave a comment|leave a reply|add a comment|reactions|reader comments|related|related posts|related articles|share this|read more|attendees|participants|contact|contacts|stats|sla credits|sponsors|authors|see also|references|links|appendix links|acknowledgements|acknowledgments|thanks"},
	} {
		for _, n := range strings.Split(e.names, "|") {
			m[n] = e.role
		}
	}
	for _, e := range foreignNames {
		for _, n := range strings.Split(e.names, "|") {
			if _, english := m[n]; !english {
				m[n] = e.role
			}
		}
	}
	return m
}()

// rolePhrases are tried in this order when the whole heading is unknown.
var rolePhrases = []struct {
	role    Role
	phrases []string
}{
	{RoleFollowUp, []string{"action item", "follow up", "followup", "next step", "prevent", "corrective", "going forward", "moving forward", "what we are doing", "what were doing", "what are we doing", "what we will do", "what will we", "what well do", "in the future", "future", "improvement", "how we plan", "how are we", "how we are", "making azure", "to do", "todo", "steps we"}},
	{RoleComments, []string{"comments", "leave a", "replies"}},
	{RoleMitigation, []string{"take so long", "took so long", "why did it take"}},
	{RoleRootCause, []string{"root cause", "cause of", "causes of", "what caused", "caused", "exploit worked", "bug worked", "attack worked", "the cause", "why did", "why was", "why were", "why is", "why do", "why it", "why the", "how did this happen", "how did it happen", "how this happened", "how it happened", "five why", "5 why", "trigger", "rca"}},
	{RoleContributing, []string{"contributing", "went wrong", "didnt go well", "did not go well", "went badly", "factor"}},
	{RoleTimeline, []string{"timeline", "chronolog", "sequence of events", "time line"}},
	{RoleLessons, []string{"lesson", "learn", "went well", "go well", "takeaway", "got lucky", "conclusion"}},
	{RoleDetection, []string{"detect", "how did we find", "how did we notice", "discover", "how we found", "alert"}},
	{RoleMitigation, []string{"mitigat", "resolution", "recover", "remediat", "respon", "how did we fix", "how we fix", "fixing", "the fix", "workaround", "restor", "how we solved", "how did we resolve", "how was it resolved", "resolving", "repair"}},
	{RoleWhatHappened, []string{"what happened", "happened", "what went", "incident detail", "incident report", "technical", "the incident", "the outage", "deep dive", "description of"}},
	{RoleImpact, []string{"impact", "affected", "symptom", "consequence", "severity"}},
	{RoleSummary, []string{"summary", "overview", "tl dr", "tldr"}},
	{RoleBackground, []string{"background", "introduc", "how it works", "architecture", "glossary", "what is"}},
	{RoleRootCause, []string{"analysis", "investigat", "reason"}},
	{RoleRootCause, []string{"ursache", "cause racine", "causa raiz"}},
	{RoleTimeline, []string{"zeitverlauf", "cronolog"}},
	{RoleFollowUp, []string{"nachste schritte", "prochaines etapes", "proximos pas"}},
	{RoleWhatHappened, []string{"was ist passiert", "que sest il passe", "que paso", "o que aconteceu"}},
	{RoleImpact, []string{"auswirkung", "afectacion"}},
	{RoleSummary, []string{"zusammenfassung"}},
}
