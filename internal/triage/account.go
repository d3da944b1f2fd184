package triage

import "strings"

// Most short notes of what went wrong use none of the words that reports are
// made of: no outage, no incident, no root cause. What they have is a shape:
// nearly every sentence is in the past tense, one says what came out wrong and
// one what was done about it.

// Of accounts, the first is what came out wrong, the second what was done about
// it, the third what only other kinds of texts say.
var accounts = newLexicon([]signal{
	{body: `twice, double, doubled, duplicate*, again and again, wrong, wrongly, mixed up, by mistake, in error, accidental*, although, instead of, without a|the|its|any|their,
		lost, gone, missing, found|find|returned|showed|got|received no|nothing, disappeared, vanished, deleted, removed a|the, erased, overwritten, overwrote, wiped, dropped, drifted, orphan*, corrupt*, damaged, broke, broken, drowned, leaked, leak,
		unreachable, unavailable, unusable, down, offline, dead, died, hung, hang, stuck, stood still, idle, frozen, froze, crashed, failed, failing, failure, rejected, refused, ignored, waited, blocked, locked, stale, out of date, days|hours|minutes old,
		slow, slower, slowly, slowed, took .. second|seconds|minute|minutes|hour|hours|ages, <number> seconds|minutes late, late, delayed, behind, timed out, ran out, used up, full, filled, overflowed, expired, too many|much|few|large|big|old|early|long,
		could open|see|read|download, visible to, public*, exposed, seen by, strangers, others .. data, sent .. to, went to the wrong, not meant, against the real|wrong|live, the check .. lost, had|have counted|taken|eaten,
		nobody .. noticed|saw|looked|could, nothing .. worked|arrived|happened, no .. arrived|network|answer|data|mail*|reading*|orders|power|backup*, not .. arrive|work|start|load|open, couldn't, could not, cannot|can't, complain*, complaint*, empty, blank, error, errors, bug, mistake, misread, renamed, silently`},
	{body: `stopped the|it|all|sending, killed, cancel*, refund*, credited, reimbursed, apologised|apologized, honoured|honored, restored, recovered, reloaded, loaded, reload*, resent, helped, reran, ran .. again|by hand, by hand, manually, merged, put .. back, put .. right, putting .. back, got .. back, set .. back|to, shifted .. back, back from|to the|on|up, rolled back|out, roll back, revert*, undid, downgraded, upgraded,
		fixed, mended, repaired, corrected, replaced, renewed, enlarged, extended, raised the|its, lifted, freed, cleared, emptied, deleted the|old, rebuilt, rebuild, rebuilding, recreated, creating .. again, restarted, rebooted, reset, switched .. off|back|over, switched to, turned off|on|it, disabled, moved, removed, unplugged, revoked, rotated, blocked the, closed the, patched,
		added a|an|the|it, gave, wrote .. to, have told, told the|everyone|everybody|them, informed, have told, notified, works again|now, work again, fast|faster|well|fine again, again .. normal, since then, from now on, no longer, now, any more, anymore, will .. before|check|look|add|not|no, page on, a|the check, a test for, test .. added, smoke test`},
	{body: `version <number>, release <number>, release notes, changelog, why we chose|moved|switched|left, we chose|compared|tried|tested, in our test|tests, on purpose, drill, exercise, to all who, case study, says the|their`},
}, func(s signal) string { return s.body })

const harm, mend, other = 0, 1, 2

// shape names the signal of an account.
const shape = "tells in a few words what came out wrong and what was done"

// An account is short: a longer text says enough in the words of reports.
const (
	leastAccount = 15 // words
	mostAccount  = 160
)

// From telling on, one phrase speaks no louder against a note for its being short.
const telling = 0.4

// account is 1 for a short note that tells in the past tense what came out
// wrong, with what was done about it, and gives neither rules nor advice.
func (t text) account() float64 {
	words := len(t.body) - punctuation(t.body)
	if words < leastAccount || words > mostAccount || 2*t.items > t.lines || !t.speaksOf(systems) && !t.speaksOf(business) || t.isForeign() {
		return 0
	}
	var hits [3]float64
	hit := func(i int, _ []string) { hits[i]++ }
	accounts.find(t.title, hit)
	accounts.find(t.body, hit)
	if hits[other] > 0 {
		return 0
	}
	past, all := t.tenses()
	advice := float64(addressing.count(t.body)) * 20 / float64(words) // one in twenty words is too much
	return min(1, hits[harm]/2) * min(1, hits[mend]/2) * clamp(4*float64(past)/float64(max(1, all))-2) * clamp(1.5-advice)
}

// business is what systems do for people who do not name the systems.
var business = newWordSet(`order* invoice* booking* job jobs index* export* import* shop shops checkout* report* retr* update* upgrade* wiki* catalogue* mailing* message* sms phone* vpn number numbers list`)

// addressing are the words of those who tell others what to do.
var addressing = newWordSet(`you you'll your you're yours must shall should if teams will us`)

func clamp(x float64) float64 { return max(0, min(1, x)) }

// tenses counts the sentences, and those of them with a verb in the past tense.
func (t text) tenses() (past, all int) {
	words, told := 0, false
	for _, w := range append(t.body, ".") {
		if w != "." {
			words++
			told = told || isPast(w)
			continue
		}
		if words > 2 {
			all++
			if told {
				past++
			}
		}
		words, told = 0, false
	}
	return past, all
}

// isPast also takes participles for verbs: in a note they mostly are.
func isPast(w string) bool {
	return told.has(w) || pastForms.has(w) || len(w) > 4 && strings.HasSuffix(w, "ed")
}

var pastForms = newWordSet(`hung died sent gave wrote stuck froze brought sold paid knew thought met left kept let put hit cut spent built rebuilt meant forgot chose threw drew grew held heard
	showed sank drowned leaked struck shut spread bought caught felt got understood undid overwrote`)
