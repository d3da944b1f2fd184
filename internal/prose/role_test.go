package prose

import "testing"

func TestRoleOf(t *testing.T) {
	for _, tt := range []struct {
		heading string
		want    Role
	}{
		{"Root Cause", RoleRootCause}, {"2. Root Causes:", RoleRootCause}, {"**Why did this happen?**", RoleRootCause},
		{"Root cause and mitigation", RoleRootCause}, {"The 5 Whys", RoleRootCause}, {"What caused the outage?", RoleRootCause},
		{"Preliminary root cause", RoleRootCause}, {"Trigger", RoleRootCause}, {"DETAILED ROOT CAUSE ANALYSIS", RoleRootCause},
		{"Contributing factors", RoleContributing}, {"What went wrong", RoleContributing}, {"What didn't go well", RoleContributing},
		{"What happened?", RoleWhatHappened}, {"Incident report", RoleWhatHappened}, {"Technical details", RoleWhatHappened},
		{"Summary", RoleSummary}, {"TL;DR", RoleSummary}, {"Issue Summary", RoleSummary}, {"Executive summary", RoleSummary},
		{"Impact", RoleImpact}, {"Summary of impact", RoleImpact}, {"Who was affected?", RoleImpact},
		{"Background", RoleBackground}, {"Some context", RoleWhatHappened}, {"Attendees", RoleComments}, {"How it works", RoleBackground},
		{"Detection", RoleDetection}, {"How we detected it", RoleDetection},
		{"Timeline (all times UTC)", RoleTimeline}, {"Sequence of events", RoleWhatHappened},
		{"Resolution and recovery", RoleMitigation}, {"How did we fix it", RoleMitigation}, {"Mitigation", RoleMitigation},
		{"Lessons learned", RoleLessons}, {"What went well", RoleLessons},
		{"Action items", RoleFollowUp}, {"Follow-up", RoleFollowUp}, {"What are we doing about it?", RoleFollowUp},
		{"Remediation and prevention", RoleFollowUp}, {"How we will prevent this in the future", RoleFollowUp},
		{"Comments", RoleComments}, {"12 comments", RoleComments}, {"Leave a reply", RoleComments},
		{"Zusammenfassung", RoleSummary}, {"Die Ursache", RoleRootCause}, {"Ursache des Ausfalls", RoleRootCause}, {"AUSWIRKUNGEN", RoleImpact},
		{"Zeitlicher Ablauf", RoleTimeline}, {"Störung", RoleWhatHappened}, {"Nächste Schritte", RoleFollowUp}, {"Weitere Maßnahmen", RoleFollowUp},
		{"Résumé", RoleSummary}, {"Que s’est-il passé ?", RoleWhatHappened}, {"Cause racine de l'incident", RoleRootCause}, {"Déroulé", RoleTimeline},
		{"Rétablissement", RoleMitigation}, {"Prochaines étapes", RoleFollowUp}, {"¿Qué pasó?", RoleWhatHappened}, {"Causa raíz", RoleRootCause},
		{"Línea de tiempo", RoleTimeline}, {"Impacto", RoleImpact}, {"Resumo", RoleSummary}, {"O que aconteceu", RoleWhatHappened},
		{"Lições aprendidas", RoleLessons}, {"概要", RoleSummary}, {"【原因】", RoleRootCause},
		{"影響範囲", RoleImpact}, {"再発防止策", RoleFollowUp}, {"タイムライン", RoleTimeline},
		{"", RoleNone}, {"Banana", RoleNone}, {"15:54 UTC", RoleNone}, {"3", RoleNone}, {"\xff\x00", RoleNone},
	} {
		if got := RoleOf(tt.heading); got != tt.want {
			t.Errorf("RoleOf(%q) = %s, want %s", tt.heading, got, tt.want)
		}
	}
}
