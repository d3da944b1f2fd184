package triage

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// What a text is about, when it is, and in which language bound what its
// signals can say: the same words tell of a crashed cluster and of a burnt pie,
// of what happened and of what a tool is for, and "war" is no war in German.

// systems are words without which a text does not speak of anything that is
// run, written or sold as a service; "*" stands for the rest of a word.
var systems = newWordSet(`server* service* system* site* website* web* app apps application* software* platform* api* database* db data
	cluster* node* host* hosting hosted deploy* release* production prod traffic network* config* request* datacenter* datacentre* infrastructure
	backend* frontend* dns certificate* tls ssl ssh upstream pod pods replica* disk* instance* queue* engineer* monitoring log logs region* user* customer*
	client* account* login* password* email* mail* backup* code commit* build* builds package* repo* repositor* version* script* query queries table* cache* memory cpu
	storage file* server's kernel* linux cloud router* switch* bgp ip http* url* link* crash* bug bugs outage* downtime incident* postmortem*
	online internet route* routing cert* issuance subscription* ssl* domain* page pages dashboard* token* key* credential* secret* wallet* contract* blockchain* chain* validator* transaction* payment* sensor* device* firmware computer* machine*
	program* process* plugin* library libraries npm git github kubernetes docker aws postgres* mysql redis redis* vm vms rack* power ups cable* fiber fibre test* admin* access* developer* security vulnerab* exploit* attack*`)

// past are the verbs with which people tell what happened.
var past = newWordSet(`was were had did went became began took got came found saw made ran led caused caus* failed crashed broke lost noticed discovered started stopped returned
	happened occurred wasn't weren't hadn't didn't couldn't could experienced affected impacted resulted identified restored resolved been rolled deployed reverted restarted`)

// breaking is what a title says of something that broke; a manual's does not.
var breaking = newWordSet(`outage* unavailab* down downtime fail* broke* degrad* disrupt* error* offline crash* slow*`)

// writers are people who tell what they do and did; a manual speaks of none.
var writers = newWordSet(`we we're we've our us i i'm i've my`)

// A manual shows code at least minShown times, in "`" or indented, and once in
// wordsShown words, and tells of the past in less than one of leastPast words.
// No postmortem of the corpus does so.
const (
	minShown   = 4
	wordsShown = 30
	leastPast  = 60
)

// speaksOf says that a word of the set is in the title or the body.
func (t text) speaksOf(set wordSet) bool { return set.count(t.title)+set.count(t.body) > 0 }

// isManual says that the text explains how a thing is used.
func (t text) isManual() bool {
	told := leastPast*past.count(t.body) >= len(t.body) || slices.Contains(t.body, wordTime) || t.speaksOf(writers) || breaking.count(t.title) > 0
	return !told && t.shown >= minShown && t.shown*wordsShown >= len(t.body)
}

// shownCode counts the pieces of code that a line shows.
func shownCode(line string) int {
	bare := strings.TrimSpace(line)
	if bare != "" && line[0] <= ' ' && (line[0] == '\t' || strings.HasPrefix(line, "    ")) && !strings.ContainsAny(bare[:1], "-*+0123456789|>#") {
		return 1
	}
	return strings.Count(line, "`") / 2
}

type wordSet struct{ exact, stems map[string]bool }

func newWordSet(list string) wordSet {
	s := wordSet{map[string]bool{}, map[string]bool{}}
	for _, w := range strings.Fields(list) {
		if stem, ok := strings.CutSuffix(w, "*"); ok {
			s.stems[stem] = true
		} else {
			s.exact[w] = true
		}
	}
	return s
}

func (s wordSet) has(word string) bool {
	if s.exact[word] {
		return true
	}
	for n := 2; n <= len(word); n++ {
		if s.stems[word[:n]] {
			return true
		}
	}
	return false
}

func (s wordSet) count(words []string) int {
	n := 0
	for _, w := range words {
		if s.has(w) {
			n++
		}
	}
	return n
}

// The commonest words of English, and those of other languages that are no
// English words.
var (
	english = newWordSet(`the of and to in is was for on with that it as at be by from this are were we our an not have`)
	foreign = newWordSet(`der die das und ist wurde wurden nicht mit von für auf dem den ein eine einer im zu zwischen werden sind uhr
		le la les des du et est une dans pour sur nous été par que qui avec pas au aux
		el los las del y una por para con que se fue fueron nuestro en como más
		il di che è per sono stato della nel con gli non del
		o os as do da dos das em uma não foi com ao pelo
		het een van niet op voor met zijn werd te aan deze onze de om uur nu wij wordt
		och att det som på är en av till inte vi har den og på til ikke af
		i w na z nie się że jest było przez oraz`)
	// breakdowns are what other languages call an incident.
	breakdowns = newWordSet(`störung* stoerung* ausfall* ausfäll* ausgefallen* vorfall* vorfäll* ursache* nachbericht* fehlerursache* postmortem* rca
		panne* incident* interruption* indisponib* défaillance* dysfonctionnement* coupure* perturbation*
		incidente* caída* interrupción* avería* fallo* indisponibil* indisponív* guasto* disservizio* interruzione* interrupç* falha* queda* apagón*
		storing* onderbreking* uitval* oorzaak* driftstörning* avbrott* driftsforstyrrelse* nedetid* feil* fejl* awari* przerw* usterk*`)
)

// scripts are what languages that are not written in Latin letters call an
// incident; several part no words, so these are looked for within runs of letters.
var scripts = []string{"障害", "不具合", "復旧", "故障", "中断", "장애", "сбой", "сбоя", "инцидент", "авари", "недоступ"}

// isScript says that most words are not in Latin letters.
func (t text) isScript() bool {
	const lastLatin = 0x24F
	n := 0
	for _, w := range t.body {
		if r, _ := utf8.DecodeRuneInString(w); r > lastLatin {
			n++
		}
	}
	return 2*n > len(t.body)-punctuation(t.body)
}

func punctuation(words []string) (n int) {
	for _, w := range words {
		if w == "." {
			n++
		}
	}
	return n
}

// isForeign says that a text is clearly not English: the common words of
// another language are at least five, and twice as many as those of English;
// or it is in other letters.
func (t text) isForeign() bool {
	if t.isScript() {
		return true
	}
	n := foreign.count(t.title) + foreign.count(t.body)
	return n >= 5 && n > 2*(english.count(t.title)+english.count(t.body))
}

// namesBreakdown says that a foreign text calls itself a report of an incident,
// in its title or twice in its body.
func (t text) namesBreakdown() bool {
	all := strings.Join(t.title, " ") + " " + strings.Join(t.body, " ")
	found := 0
	for _, w := range scripts {
		found += strings.Count(all, w)
	}
	if found > 1 {
		return true
	}
	return breakdowns.count(t.title) > 0 || breakdowns.count(t.body) > 1
}
