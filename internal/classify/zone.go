package classify

import "hindsight/internal/prose"

// A zone joins the roles that are worth the same.
type zone int8

const (
	lead zone = iota
	cause
	story
	noise
	afterwards
)

var zoneOf = map[prose.Role]zone{
	prose.RoleTitle: lead, prose.RoleSummary: lead,
	prose.RoleRootCause: cause, prose.RoleContributing: cause,
	prose.RoleWhatHappened: story, prose.RoleNone: story,
	prose.RoleBackground: noise, prose.RoleImpact: noise, prose.RoleTimeline: noise, prose.RoleDetection: noise, prose.RoleMitigation: noise,
	prose.RoleLessons: afterwards, prose.RoleFollowUp: afterwards, prose.RoleComments: afterwards,
}

// Worth of a strong cue by zone, before anything is learned.
var zoneWorth = [...]float64{lead: 1.4, cause: 1.5, story: 1.1, noise: .5, afterwards: .15}
