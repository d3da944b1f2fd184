package classify

// Signals are patterns that every class shares: they say what a sentence is
// about before it says which class.
type signal int

const (
	causeAfter   signal = iota // the cause stands behind: "due to …", "was caused by …"
	causeBefore                // the cause stands in front: "… led to", "… caused"
	rootCause                  // the sentence names the root cause as such
	negation                   // what is named was not the cause
	suspicion                  // somebody thought so for a while
	remedy                     // what was or will be done
	impactTalk                 // who felt what
	unknownCause               // the report says that the cause is not known
	numSignals
)

var signalSource = [numSignals][]string{
	causeAfter: {
		"caused by|due to|because of|because|as a result of|result of|resulted from|attributed to|triggered by|stemmed from|owing to|originated from|originated in|traced to|traced back to|brought on by|thanks to|as a consequence of|arose from|initiated by|blamed on|boiled down to|introduced by|down to|attributable to|on account of",
		"cause|reason|culprit|trigger|problem|issue & was|is|were|being|identified as|turned out|determined ! caused",
		"turned out|discovered that|found that|determined that|identified that|identified a|discovered a|found a|it turns out|we realized|revealed that|concluded that|confirmed that",
	},
	causeBefore: {
		"led to|leading to|leads to|lead to|resulted in|resulting in|results in|causing|caused a|caused the|caused our|caused all|caused an|caused some|which caused|that caused|triggered a|triggered the|triggering|meant that|made it|took down|brought down|broke|knocked out|knocked|forced|prevented|preventing|introduced a|contributed to|overwhelmed|exposed a|exposing|brought the|so that|rendering|rendered",
	},
	rootCause: {
		"root cause|root causes|root caused|underlying cause|underlying issue|underlying root|main cause|primary cause|culprit|trigger for|the cause of|cause of the|cause of this|cause was|the trigger|triggering event|fundamental cause|direct cause|proximate cause|the reason for|the reason was|source of the problem|source of the issue|responsible for",
	},
	negation: {
		"not caused by|was not due|not due to|not related to|unrelated to|ruled out|rule out|no evidence of|no indication|not a result of|wasnt caused|not the cause|not the root|not the result|nothing to do with|not impacted by|was not affected|no data was lost|no data loss|not compromised|was not a|were not affected|did not cause|not because|no customer data|no user data",
	},
	suspicion: {
		"initially|at first|first thought|originally & thought|suspect*|believ*|assum*|hypothes*|appear*|suspicion*|seemed|looked like|guess*",
		"suspected|we thought|hypothesis|hypotheses|theory|theories|hypothesi*ed|red herring|might have been|may have been|could have been|speculat*",
	},
	remedy: {
		"we will|will be|we are going to|we plan|planning to|we have added|we have since|going forward|in the future|to prevent|to avoid|to ensure|to mitigate|mitigated by|as a mitigation|improve|improving|improvements|next steps|action item*|we are working|are working on|we have already|we now|we should|should have|to resolve|resolved by|fixed by|the fix|a fix|rolled back|roll back|reverted|hotfix|workaround|was restored|were restored|apolog*|lessons|consider|investigate whether|additional monitoring|so that this",
	},
	impactTalk: {
		"customers may|may have experienced|users may|customers experienced|were unable to|unable to access|saw errors|experienced errors|experienced elevated|impacted customers|affected customers|users were|customers were|users experienced|subset of customers|intermittent|returned errors|elevated error*|error rate*|were affected|was affected|not available|users could|customers could",
	},
	unknownCause: {
		"root cause|cause|reason & unknown|not known|undetermined|not yet|still|not been|unclear|unable to determine|could not be determined|not determined|could not determine|under investigation|continue to investigate|to be determined|never found|not identified|no definitive|unidentified|not definitive",
		"not sure why|dont know why|do not know why|no idea why|unclear why|we were unable to find|could not reproduce|no root cause|unknown root cause|unknown cause|unknown reason*|not have a definitive|self healed|recovered on its own|resolved itself|recovered without",
		"investigation & ongoing|continues|continuing|in progress|underway ! was in progress",
	},
}

// signalCues compiles the signals; their class is -1-signal.
func signalCues() []cue {
	var out []cue
	for s, sources := range signalSource {
		for _, source := range sources {
			c, err := parseCue(source)
			if err != nil {
				panic(err) // a mistake in the table above
			}
			c.class = -1 - s
			out = append(out, c)
		}
	}
	return out
}
