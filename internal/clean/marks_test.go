package clean

import "testing"

// What pages hold beside words, and what is made of it.
var marks = []struct{ name, in, want string }{
	{"deleted", "<p>It was <del>the disk</del> <ins>the network</ins>, <s>no</s> <u>yes</u>.</p>", "It was ~~the disk~~ the network, ~~no~~ yes."},
	{"raised", "<p>10<sup>6</sup> of H<sub>2</sub>O on the 4<sup>th</sup></p>", "10⁶ of H2O on the 4th"},
	{"marked", "<p>a <mark>b</mark> <kbd>Ctrl</kbd> <small>c</small> <abbr title=x>d</abbr></p>", "a b `Ctrl` c d"},
	{"tasks", "<ul><li><input type=checkbox checked disabled> done</li><li><input type=checkbox disabled> open</li></ul>", "- [x] done\n- [ ] open"},
	{"details", "<details><summary>The log</summary><p>It was long.</p></details>", "The log\n\nIt was long."},
	{"definitions", "<dl><dt>Lag</dt><dd>how far it is behind</dd></dl>", "- **Lag**: how far it is behind"},
	{"table in a table", "<table><tr><td><table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table></td><td>e</td></tr></table>",
		"| a | b |\n|---|---|\n| c | d |\n\ne"},
	{"backticks in code", "<p><code>a`b</code></p><pre>```\nx\n```</pre>", "``a`b``\n\n````\n```\nx\n```\n````"},
	{"image with a text", "<p>a <img src=l.png alt=Load> b</p>", "a ![Load](l.png) b"},
	{"image without a text", "<p>a <img src=l.png> b</p>", "a ![](l.png) b"},
	{"image in data", `<p>a <img alt="Load" src="data:image/png;base64,iVBORw0KGgo="> b</p>`, "a Load b"},
	{"link to data", `<p><a href="data:text/html,x">a</a> <a href="javascript:x">b</a></p>`, "a b"},
	{"search engine's link", `<p><a href="https://www.google.com/url?q=https://x.example/a?b%3Dc&amp;sa=D">a</a></p>`, "[a](https://x.example/a?b=c)"},
	{"invisible", "<p>un&shy;avail\u200bable a&nbsp;b\u202e</p>", "unavailable a b"},
	{"page break", "<p>a\fb\tc</p>", "a b c"},
}

func TestMarks(t *testing.T) {
	for _, c := range marks {
		got, err := Markdown(c.in, "")
		if err != nil || got != c.want {
			t.Errorf("%s: %s\ngot  %q\nwant %q (%v)", c.name, c.in, got, c.want, err)
		}
	}
}
