package weburl

import "testing"

func TestCanonical(t *testing.T) {
	const page = "https://heron.example/blog/outage"
	for _, c := range []struct{ in, want string }{
		// scheme, host, slash, fragment
		{"http://heron.example/blog/outage", page},
		{"https://www.heron.example/blog/outage/", page},
		{"https://HERON.example:443/blog/outage#comments", page},
		{"http://heron.example:80/blog/outage/index.html", page},
		{"https://heron.example./blog/outage", page},
		{"https://user:secret@heron.example/blog/outage", page},
		// tracking
		{page + "?utm_source=rss&utm_medium=feed", page},
		{page + "?utm_source=rss&id=7", page + "?id=7"},
		{page + "?ref=hn", page},
		{page + "?", page},
		// archives
		{"https://web.archive.org/web/20200102030405/http://www.heron.example/blog/outage/", page},
		{"http://web.archive.org/web/20200102/https:/heron.example/blog/outage", page},
		{"https://web.archive.org/web/2020id_/heron.example/blog/outage", page},
		{"https://web.archive.org/web/20240701173654/https://web.archive.org/web/20210306015541/" + page, page},
		{"https://archive.ph/AbC12/" + page, page},
		// what must stay apart
		{"https://heron.example/Blog/outage", "https://heron.example/Blog/outage"},
		{"https://heron.example/#!/outage", "https://heron.example#!/outage"},
		{"https://heron.example/p?b=1&a=2", "https://heron.example/p?b=1&a=2"},
		// no addresses of pages
		{"mailto:a@heron.example", ""}, {"/blog/outage", ""}, {"", ""}, {"https://", ""}, {"javascript:alert(1)", ""}, {"https://a b/", ""},
	} {
		if got := Canonical(c.in); got != c.want {
			t.Errorf("Canonical(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestUnwrap(t *testing.T) {
	for _, c := range []struct{ in, original, archive string }{
		{"https://a.example/x", "https://a.example/x", ""},
		{" https://web.archive.org/web/20200102030405/http://a.example/x?y=1 ", "http://a.example/x?y=1", "https://web.archive.org/web/20200102030405/http://a.example/x?y=1"},
		{"https://web.archive.org/web/2018*/https://a.example/x", "https://a.example/x", "https://web.archive.org/web/2018*/https://a.example/x"},
		{"https://web.archive.org/web/*/https://a.example/x", "https://a.example/x", "https://web.archive.org/web/*/https://a.example/x"},
		{"https://web.archive.org/", "https://web.archive.org/", ""},
	} {
		if original, archive := Unwrap(c.in); original != c.original || archive != c.archive {
			t.Errorf("Unwrap(%q) = %q, %q", c.in, original, archive)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	for _, s := range []string{"https://a.example/x?utm_a=1#f", "https://web.archive.org/web/2020/a.example", "http://[::1]:80/", "https://a.example/%2f/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Canonical(s)
		if twice := Canonical(once); once != twice {
			t.Errorf("Canonical(%q) = %q, and of that %q", s, once, twice)
		}
		Clean(s)
	})
}
