package duplicate

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// report is a text of n sentences, all its own for each seed.
func report(seed, n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("In step %d of case %d the worker %d lost its lock and the queue number %d had to wait.", i, seed, seed*31+i*7, seed*17+i))
	}
	return out
}

// What is a new version of a text, and what is another text.
func TestVersion(t *testing.T) {
	old := report(1, 20)
	with := func(change func(s []string) []string) string { return strings.Join(change(slices.Clone(old)), " ") }
	for _, c := range []struct {
		name, body, want string
	}{
		{"the same", with(func(s []string) []string { return s }), "old"},
		{"a sentence mended", with(func(s []string) []string { s[3] = "Nothing of that kind happened here."; return s }), "old"},
		{"a section more", with(func(s []string) []string { return append(s, report(2, 12)...) }), "old"},
		{"a section less", with(func(s []string) []string { return s[:14] }), "old"},
		{"a quoted passage", with(func(s []string) []string { return append(s[:6], report(2, 20)...) }), ""},
		{"the opening alone", with(func(s []string) []string { return s[:6] }), ""},
		{"another report", strings.Join(report(3, 20), " "), "other"},
		{"nobody's report", strings.Join(report(4, 20), " "), ""},
		{"a few words", "In step 1 of case 1 the worker lost its lock.", ""},
		{"nothing", "", ""},
		{"refused by the caller", strings.Join(report(5, 20), " "), ""},
	} {
		x := NewTexts()
		x.Add("not this one", strings.Join(report(5, 20), " "))
		x.Add("old", strings.Join(old, " "))
		x.Add("again", strings.Join(old, " "))
		x.Add("other", strings.Join(report(3, 20), " "))
		x.Add("empty", "")
		got := x.Version(c.body, func(name string) bool { return name != "not this one" })
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if dumb := dumbVersion(x, c.body, "not this one"); got != dumb {
			t.Errorf("%s: got %q, a look at every text gives %q", c.name, got, dumb)
		}
	}
}

// A text without spaces has words too.
func TestWordsOf(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "The queue's 2nd lock, held.": "the|queue|s|2nd|lock|held",
		"队列停了 2 小时": "队|列|停|了|2|小|时", "APIが落ちた": "api|が|落|ち|た", "서버가 멈췄다": "서버가|멈췄다", "e\xffx": "e|x",
	} {
		if got := strings.Join(wordsOf(text), "|"); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	old := "周二上午导出任务停止运行，所有报表都迟到了。用户看到的是前一天的数据，客服接到了很多电话。原因是数据库服务器的磁盘已满，因为旧的导出文件从未被删除。我们手动删除了它们，重新启动了导出，并一直观察到结束。"
	x := NewTexts()
	x.Add("old", old)
	if got := x.Version(strings.Replace(old, "很多电话", "上百个电话", 1), func(string) bool { return true }); got != "old" {
		t.Errorf("an edited Chinese text is a version of %q", got)
	}
}

// dumbVersion compares with every text.
func dumbVersion(x *Texts, body, without string) string {
	best, name := 0.0, ""
	words := shingles(body)
	for _, o := range x.all {
		n := 0
		for _, h := range words {
			if slices.Contains(o.shingles, h) {
				n++
			}
		}
		least, most := min(len(words), len(o.shingles)), max(len(words), len(o.shingles))
		if o.id == without || least == 0 || float64(n) < enough*float64(least) || float64(n) < kept*float64(most) {
			continue
		}
		if s := float64(n) / float64(least); s > best {
			best, name = s, o.id
		}
	}
	return name
}
