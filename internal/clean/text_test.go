package clean

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestText: what bytes become. The feed importer's tests have the same for
// whole feeds in every encoding.
func TestText(t *testing.T) {
	for _, c := range []struct{ name, data, mediaType, want string }{
		{"plain", "naïve", "", "naïve"},
		{"letters that begin an image", "BMW was down", "", "BMW was down"},
		{"mark", "\xef\xbb\xbfnaïve", "text/plain; charset=latin1", "naïve"},
		{"and in Latin 1", "BMW f\xe4hrt", "", "BMW fährt"},
		{"UTF-16 with mark", "\xff\xfen\x00a\x00\xef\x00", "", "naï"},
		{"UTF-16 without", "\x00<\x00p\x00>\x00a", "", "<p>a"},
		{"UTF-32", "a\x00\x00\x00b\x00\x00\x00", "", "ab"},
		{"windows", "na\xefve \x93x\x94", "", "naïve “x”"},
		{"HTTP says so", "\xcf\xd0", "text/plain; charset=koi8-r", "оп"},
		{"HTTP says so, badly", "\xcf\xd0", "text/plain;charset= 'koi8-r", "оп"},
		{"HTML says so", "<meta charset=koi8-r><p>\xcf", "text/html", "<meta charset=koi8-r><p>о"},
		{"XML says so", "<?xml version='1.0' encoding='koi8-r'?>\xcf", "", "<?xml version='1.0' encoding='koi8-r'?>о"},
		{"mislabelled", "naïve", "text/html; charset=iso-8859-1", "naïve"},
		{"unknown label", "naïve", "text/html; charset=x-none", "naïve"},
		{"damaged", "naïve déjà vu \xff", "", "naïve déjà vu \ufffd"},
		// what scrub does
		{"line ends", "a\r\nb\rc\u2028d\u0085e\ff", "", "a\nb\nc\nd\ne\nf"},
		{"controls", "a\x00b\x1b[31mc\x7f\u0090", "", "ab[31mc"},
		{"directions", "a\u202eb\u2066c\u200fd\u061c", "", "abcd"},
		{"invisible", "a\u200bb\u00adc\ufeffd\u2060e\U000e0041", "", "abcde"},
		{"private and none", "a\ue000b\ufffec\U0001fffed", "", "abcd"},
		{"blanks", "a\u00a0b\u2009c\u3000d", "", "a b c d"},
		{"composed", "e\u0301 ﬁne oﬃce", "", "é fine office"},
		{"kept", "👩\u200d🚀 ½ ² №", "", "👩\u200d🚀 ½ ² №"},
	} {
		if got, err := Text([]byte(c.data), c.mediaType); err != nil || got != c.want {
			t.Errorf("%s\n\tgot  %q %v\n\twant %q", c.name, got, err, c.want)
		}
	}
	for _, c := range []struct {
		name, data string
		want       error
	}{
		{"nothing", "", ErrEmpty},
		{"blanks", " \n\t\u200b\u00a0 ", ErrEmpty},
		{"image", "\x89PNG\r\n\x1a\n123", ErrBinary},
		{"PDF", "%PDF-1.7\n", ErrBinary},
		{"photo", "\xff\xd8\xff\xe0abc", ErrBinary},
		{"bitmap", "BM\x36\x00\x00\x00\x00\x00", ErrBinary},
		{"archive", "PK\x03\x04\x14\x00", ErrBinary},
		{"gzip", "\x1f\x8b\x08\x00", ErrBinary},
		{"program", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00", ErrBinary},
		{"big", strings.Repeat("x", MaxText+1), ErrTooBig},
	} {
		if got, err := Text([]byte(c.data), ""); !errors.Is(err, c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %.20q %v, want %v", c.name, got, err, c.want)
		}
	}
}

func TestTitle(t *testing.T) {
	for in, want := range map[string]string{
		"Plain":                                "Plain",
		" a\n\tb  c ":                          "a b c",
		"<b>Bold</b> &amp; <i>brave</i>":       "Bold & brave",
		"AT&amp;amp;T &amp;#8217;s":            "AT&T ’s",
		"1 < 2 > 0":                            "1 < 2 > 0",
		"The &lt;blink&gt; tag":                "The <blink> tag",
		"<!-- x -->Outage<br/>on Monday":       "Outage on Monday",
		"Oﬃce\u00a0hours\u202e\x00":            "Office hours",
		strings.Repeat("ä", 600):               strings.Repeat("ä", 248) + "…",
		"":                                     "",
		"<p></p>":                              "",
		"C++ &gt; Rust?":                       "C++ > Rust?",
		`<a href="https://x.example">Link</a>`: "Link",
	} {
		if got := Title(in); got != want {
			t.Errorf("%.40q\n\tgot  %q\n\twant %q", in, got, want)
		}
	}
}

func TestOwner(t *testing.T) {
	for _, c := range []struct{ title, link, want string }{
		{"Ferrovia Status - Incident History", "", "Ferrovia"},
		{"Ferrovia System Status", "", "Ferrovia"},
		{"The Orchard Mail Blog", "", "Orchard Mail"},
		{"Quillbank Engineering Blog", "", "Quillbank"},
		{"Quillbank Engineering", "", "Quillbank"},
		{"Lumenforge Tech - Medium", "", "Lumenforge"},
		{"Blog - Lumenforge", "", "Lumenforge"},
		{"Engineering at Lumenforge", "", "Lumenforge"},
		{"Mapwright: Incidents", "", "Mapwright"},
		{"Acme", "https://www.acme.example/blog", "Acme"},
		{"Acme", "https://blog.other.example/", ""},
		{"GitHub", "https://github.com/acme/x", ""},
		{"My Blog", "", ""},
		{"The Blog", "", ""},
		{"Rosa Lindqvist", "https://rosa.example", ""},
		{"Stories by Rosa Lindqvist on Medium", "", ""},
		{"Thoughts on systems", "https://systems.example/", ""},
		{"", "", ""},
	} {
		if got := Owner(c.title, c.link); got != c.want {
			t.Errorf("%q at %q\n\tgot  %q\n\twant %q", c.title, c.link, got, c.want)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("\xff\xfea\x00"), "text/plain")
	f.Add([]byte("<?xml encoding='utf-7'?>x"), "text/xml; charset=gbk")
	f.Add([]byte("caf\xe9\x00\x1b\xe2\x80\xae"), "")
	f.Fuzz(func(t *testing.T, data []byte, mediaType string) {
		got, err := Text(data, mediaType)
		if err != nil {
			if !errors.Is(err, ErrEmpty) && !errors.Is(err, ErrBinary) {
				t.Errorf("%v", err)
			}
			return
		}
		if !utf8.ValidString(got) || strings.ContainsAny(got, "\x00\x1b\r\u202e\u200b") {
			t.Errorf("%q", got)
		}
		again, err := Text([]byte(got), "text/plain; charset=utf-8")
		if errors.Is(err, ErrBinary) { // "%\x01PDF-" was a text
			return
		}
		if err != nil || again != got {
			t.Errorf("%q, read again %q %v", got, again, err)
		}
		if title := Title(got); strings.Contains(title, "\n") || len(title) > maxTitle {
			t.Errorf("title %q", title)
		}
	})
}
