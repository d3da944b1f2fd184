package when

import "strings"

// months holds the names that feeds use, in lower case. English first; then
// the languages that the common feed writers localise to. Names that are
// equal in several languages stand once.
var months = table([]string{
	1:  "jan january januar janvier janv enero ene janeiro gennaio gen januari jänner ledna stycznia января янв ιαν ιανουαρίου január jän",
	2:  "feb february februar février fevrier févr fevr febrero fevereiro fev febbraio februari února lutego февраля фев φεβ φεβρουαρίου február",
	3:  "mar march märz maerz mär mars marzo março marco maart mrt března marca марта мар μάρ μαρ μάρτ μαρτίου március",
	4:  "apr april avril avr abril abr aprile dubna kwietnia апреля апр απρ απριλίου április",
	5:  "may mai mayo maio maggio mag mei maj května maja мая май μάι μαι μαϊ μαΐου május",
	6:  "jun june juni juin junio junho giugno giu června czerwca июня июн ιούν ιουν ιον ιουνίου június",
	7:  "jul july juli juillet juil julio julho luglio lug července lipca июля июл ιούλ ιουλ ιολ ιουλίου július",
	8:  "aug august août aout agosto ago augustus augusti srpna sierpnia августа авг αύγ αυγ αυγούστου augusztus",
	9:  "sep sept september septembre septiembre setembro set settembre září września сентября сен σεπ σεπτεμβρίου szeptember",
	10: "oct october okt oktober octobre octubre outubro out ottobre ott října października октября окт οκτ οκτωβρίου október",
	11: "nov november novembre noviembre novembro listopadu listopada ноября ноя νοέ νοε νοεμβρίου",
	12: "dec december dez dezember décembre decembre déc diciembre dic dezembro dicembre prosince grudnia декабря дек δεκ δεκεμβρίου",
})

// weekdays counts from Monday 1 to Sunday 7, as ISO 8601 does.
var weekdays = table([]string{
	1: "mon monday montag lundi lunes segunda lunedì maandag mo lun δευ пн понедельник",
	2: "tue tues tuesday dienstag mardi martes terça martedì dinsdag di mar τρι вт вторник",
	3: "wed weds wednesday mittwoch mercredi miércoles miercoles quarta mercoledì woensdag mi mer τετ ср среда",
	4: "thu thur thurs thursday donnerstag jeudi jueves quinta giovedì donderdag do jeu πεμ чт четверг",
	5: "fri friday freitag vendredi viernes sexta venerdì vrijdag fr ven παρ пт пятница",
	6: "sat saturday samstag samedi sábado sabado sabato zaterdag sa sam σαβ сб суббота",
	7: "sun sunday sonntag dimanche domingo domenica zondag so dim κυρ вс воскресенье",
})

func table(of []string) map[string]int {
	t := map[string]int{}
	for n, names := range of {
		for _, name := range strings.Fields(names) {
			t[name] = n
		}
	}
	return t
}

// English are the names that Find takes wherever they stand, and foreign those
// that it takes too: whole names, for other languages share the short ones
// ("mar" is March, mardi and martes). Months of the second list stand only
// behind a day ("3 mars 2021", "3. März"), where they can be nothing else.
var (
	englishMonths = words("jan january feb february mar march apr april may jun june jul july aug august sep sept september " +
		"oct october nov november dec december")
	foreignMonths = words("januar jänner janvier enero janeiro februar februari février fevrier febrero fevereiro märz maerz mars marzo março avril abril " +
		"mai mayo maio juni juin junio junho juli juillet julio julho août aout agosto septembre septiembre setembro oktober octobre octubre " +
		"outubro novembre noviembre novembro dezember décembre decembre diciembre dezembro " +
		"gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre januari maart mei augustus maj augusti " +
		"stycznia lutego kwietnia czerwca lipca sierpnia września października listopada grudnia")
	englishDays = words("mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday sat saturday sun sunday")
	foreignDays = words("montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche " +
		"lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica " +
		"maandag dinsdag woensdag donderdag vrijdag zaterdag zondag")
)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// IsName says that a word in lower case is the name of a month or of a day of
// the week, in one of the languages.
func IsName(word string) bool { return months[word] != 0 || weekdays[word] != 0 }

// IsMonth says that a word in lower case is the whole name of a month, in one of the languages.
func IsMonth(word string) bool {
	return foreignMonths[word] || englishMonths[word] && len(word) > len("sept")
}

// month returns the number of the month that is named at token i, else 0.
func (r *reader) month(i int) int { return r.name(i, months, englishMonths) }

// monthBehind is month where a day stands before it.
func (r *reader) monthBehind(i int) int {
	if w := r.word(i); foreignMonths[w] {
		return months[w]
	}
	return r.month(i)
}

// weekday returns the number of the day of the week that is named at token i, else 0.
func (r *reader) weekday(i int) int {
	if w := r.word(i); foreignDays[w] {
		return weekdays[w]
	}
	return r.name(i, weekdays, englishDays)
}

// name looks token i up. In strict mode it must be English, and a short one
// needs its capital: written small it is a word of its own.
func (r *reader) name(i int, names map[string]int, english map[string]bool) int {
	w := r.word(i)
	n := names[w]
	if n == 0 || !r.strict {
		return n
	}
	c := r.text(i)[0]
	capital := 'A' <= c && c <= 'Z'
	if !english[w] || !capital && len(w) < 6 {
		return 0
	}
	return n
}
