package dump

import "testing"

// Each line in which headingDayRE finds a day has what is looked for before it.
func TestHasYear(t *testing.T) {
	for _, day := range []string{"2023-06-14", "x12023/06/14", "14.6.2023", "6/14/20231", "June 14, 2023", "Jun. 14th 2023", "14 June 2023", "14th Jun., 2023",
		"1er mars 2023", "14. de junio de 2023"} {
		if headingDayRE.MatchString(day) != hasYear(day) || !hasYear(day) {
			t.Errorf("%q: a day %v, a year %v", day, headingDayRE.MatchString(day), hasYear(day))
		}
	}
	if hasYear("&a1000;&a1001; 999") {
		t.Error("a year where none is")
	}
}
