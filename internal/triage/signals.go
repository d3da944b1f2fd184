package triage

import "hindsight/internal/prose"

// A signal is one kind of thing that speaks for or against a postmortem. Where
// phrases/title.txt or phrases/body.txt has a list of its name, the phrases of
// that list are counted.
type signal struct {
	name   string             // as a reason reads it
	roles  []prose.Role       // sections looked for
	rate   func(text) float64 // what measures it instead of phrases, 0 to 1
	brief  bool               // counts only in texts of less than briefWords
	full   float64            // so many hits in 400 words count fully, fewer in part
	weight float64            // in log-odds, when fully there
}

var signals = []signal{
	{name: "the title names an incident", full: 1, weight: 1.9},
	{name: "the title names trouble", full: 1, weight: 0.6},
	{name: "the title announces something", full: 1, weight: -1.1},
	{name: "the title teaches", full: 1, weight: -0.8},
	{name: "the title gives advice", full: 1, weight: -8},
	{name: "the title names a periodical", full: 1, weight: -0.5},
	{name: "the title names planned work", full: 1, weight: -1.5},
	{name: "the title names no report", full: 1, weight: -3.3},
	{name: "the title offers a job", full: 1, weight: -1.5},

	{name: "a section gives the cause", full: 1, weight: 0.4,
		roles: []prose.Role{prose.RoleRootCause, prose.RoleContributing}},
	{name: "a section tells what happened", full: 1, weight: 1.2,
		roles: []prose.Role{prose.RoleWhatHappened, prose.RoleTimeline, prose.RoleDetection}},
	{name: "a section gives the impact", full: 1, weight: 0.4,
		roles: []prose.Role{prose.RoleImpact}},
	{name: "a section tells of the repair", full: 1, weight: 1.2,
		roles: []prose.Role{prose.RoleMitigation}},
	{name: "a section draws lessons", full: 1, weight: 0.3,
		roles: []prose.Role{prose.RoleLessons, prose.RoleFollowUp}},

	{name: "says that there was an incident", full: 3, weight: 1.6},
	{name: "names a root cause", full: 1, weight: 0.6},
	{name: "says what led to what", full: 3, weight: 2.1},
	{name: "tells of something failing", full: 5, weight: 2.95},
	{name: "tells of the repair", full: 4, weight: 1.4},
	{name: "apologises", full: 1, weight: 0.6},
	{name: "says who was affected", full: 2, weight: 1.1},
	{name: "gives times of day", full: 3, weight: 0.3},
	{name: "gives a duration", full: 1, weight: 0.3},
	{name: "says how it will be prevented", full: 2, weight: 0.4},
	{name: "speaks of running systems", full: 6, weight: 1.5},

	{name: "reads like a note on a status page", full: 2, brief: true, weight: 1.6},
	{name: "tells of a security incident", full: 4, weight: 2.9},
	{name: "a curator lists it", full: 1, weight: 4.5, rate: text.listedBySomebody},
	{name: shape, full: 1, weight: 6.5, rate: text.account},
	{name: "is a placeholder page", full: 1, brief: true, weight: -6},
	{name: "announces a product", full: 2, weight: -1.2},
	{name: "teaches", full: 3, weight: -1.5},
	{name: "announces planned work", full: 2, weight: -2.6},
	{name: "offers a job", full: 2, weight: -3},
	{name: "is a periodical", full: 2, weight: -0.5},
	{name: "is release notes", full: 2, weight: -1.2},
	{name: "tells of people", full: 5, weight: -1.2},
	{name: "is about handling incidents in general", full: 2, weight: -1.5},
	{name: "speaks in general", full: 1, weight: -4, rate: text.generality},
	{name: "asks instead of telling", full: 1, weight: -5, rate: text.asking},
	{name: "leaves blanks to fill in", full: 2, weight: -7},
	{name: "sets rules or defines", full: 8, weight: -9},
	{name: "describes a tool", full: 3, weight: -4},
	{name: "counts incidents", full: 3, weight: -6},
	{name: "is an advisory", full: 3, weight: -3},
	{name: "advertises with a customer", full: 2, weight: -4},
	{name: "reports news about others", full: 3, weight: -3},
	{name: "takes minutes of a meeting", full: 3, weight: -3},
	{name: "is about a book, a talk or a course", full: 2, weight: -3},
	{name: "shows code", full: 3, weight: -0.8},
}

// bias is the log-odds of a text in which no signal is there.
const bias = -3.1
