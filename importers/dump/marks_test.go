package dump

import (
	"strings"
	"testing"

	"hindsight"
)

// What texts hold beside words: what is made of it in Markdown. Every text
// stands below the same heading and sentence.
var marks = []struct{ name, in, want string }{
	{"struck out", "It was ~~the disk~~ the network.", "It was ~~the disk~~ the network."},
	{"deleted", "It was <del>the disk</del><ins>the network</ins>, <s>no</s> <u>yes</u>.", "It was ~~the disk~~the network, ~~no~~ yes."},
	{"raised and lowered", "10<sup>6</sup> requests, H<sub>2</sub>O, the 4<sup>th</sup> of May.", "10⁶ requests, H2O, the 4th of May."},
	{"highlighted", "a <mark>b</mark> <kbd>Ctrl</kbd> <small>c</small>", "a b `Ctrl` c"},
	{"tasks", "- [x] done\n- [ ] open\n  - [X] below", "- [x] done\n- [ ] open\n  - [X] below"},
	{"details", "<details>\n<summary>More of it</summary>\n\nIt was long.\n\n</details>", "**More of it**\n\nIt was long."},
	{"details on a line", "<details><summary>More of it</summary>It was long.</details>", "**More of it**\n\nIt was long."},
	{"footnotes", "It failed[^1] and came back.[^note]\n\n[^1]: Twice.\n[^note]: By itself.", "It failed[^1] and came back.[^note]\n\n[^1]: Twice.\n[^note]: By itself."},
	{"definitions", "Lag\n: how far the worker is behind\n\nLock\n:   what it waits for\n    and holds", "- **Lag**: how far the worker is behind\n- **Lock**: what it waits for and holds"},
	{"a definition of two", "Lag\n: one thing\n: another", "- **Lag**: one thing; another"},
	{"no definition", "The disk was full.\n: it was small.\n\nAt ten\n:)", "The disk was full. : it was small.\n\nAt ten :)"},
	{"definitions in HTML", "<dl><dt>Lag</dt><dd>how far it is behind</dd></dl>", "- **Lag**: how far it is behind"},
	{"a table in a table", "<table><tr><td><table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table></td><td>e</td></tr></table>", "| a | b |\n|---|---|\n| c | d |\n\ne"},
	{"backticks in code", "Run `` a`b `` and ``` ``x`` ```.", "Run `` a`b `` and ``` ``x`` ```."},
	{"a fence in a fence", "````md\n```go\nx\n```\n````", "````md\n```go\nx\n```\n````"},
	{"wavy fence", "~~~\na\n~~~", "~~~\na\n~~~"},
	{"image with a text", "![Load of the disk](load.png)", "![Load of the disk](load.png)"},
	{"image without a text", "a ![](load.png) b", "a ![](load.png) b"},
	{"image by reference", "![Load][l]\n\n[l]: img/load.png", "![Load](img/load.png)\n\n[l]: img/load.png"},
	{"image in a tag", "<img src=\"img/load.png\" alt=\"Load\" width=\"600\">", "![Load](img/load.png)"},
	{"image in a link", "[![Load](load.png)](load.png)", "![Load](load.png)"},
	{"drawing beside the text", "![diagram](arch.svg)", "![diagram](arch.svg)"},
	{"image with brackets", "![Load [a] of it](img/load%20a.png)", "![Load \\[a\\] of it](img/load%20a.png)"},
	{"image with an address", "![Load](https://x.example/l.png \"The load\")", "[Load](https://x.example/l.png)"},
	{"image in data", "a ![Load](data:image/png;base64,iVBORw0KGgo=) b", "a (image: Load) b"},
	{"link to data", "[a](data:text/html;base64,PHNjcmlwdD4=) b", "a b"},
	{"image in data, by reference", "See ![][image1] and ![Load][image2].\n\n[image1]: <data:image/png;base64,iVBORw0KGgo=>\n\n[image2]: data:image/png;base64,iVBORw0KGgo=", "See  and (image: Load)."},
	{"links by reference", "[The log][l] and [log].\n\n[l]: https://x.example/log\n[log]: https://x.example/2", "[The log][l] and [log].\n\n[l]: https://x.example/log\n[log]: https://x.example/2"},
	{"tabs", "a\tb\n\n-\tc\n\t- d", "a\tb\n\n-\tc\n\t- d"},
	{"line ends", "a\r\nb\r\rc\n\rd", "a b\n\nc\n\nd"},
	{"page breaks", "The first page\fthe second page\fends.", "The first page the second page ends."},
	{"soft hyphens", "un\u00adavail\u00adable", "unavailable"},
	{"no width", "a\u200bb\u200c\u2060c\ufeffd", "ab\u200ccd"},
	{"odd blanks", "a\u00a0b\u2009c\u202fd\u3000e", "a b c d e"},
	{"direction marks", "a\u202eb\u2066c\u200f", "abc"},
	{"controls", "a\x00b\x1b[31mc\x07", "ab[31mc"},
	{"composed", "cafe\u0301 ﬁle", "café file"},
	{"entities", "a &amp; b &lt;c&gt; &nbsp; &mdash; d", "a &amp; b &lt;c&gt; &nbsp; &mdash; d"},
	{"comments", "a <!-- b --> c", "a  c"},
	{"emoji names", ":fire: it burns :tada:", ":fire: it burns :tada:"},
	{"mathematics", "p = $10^{-6}$ and $$x < y$$", "p = $10^{-6}$ and $$x < y$$"},
	{"wiki links", "[[Runbook]] and [[Runbook|the runbook]]", "Runbook and the runbook"},
	{"mentions", "@ina fixed #12 in `abc123`", "@ina fixed #12 in `abc123`"},
	{"alerts", "> [!WARNING]\n> Do not run it.", "> **Warning**\n>\n> Do not run it."},
	{"anchors", "## Fix {#fix .bold}\n\na <a name=\"x\"></a>b", "## Fix\n\na b"},
	{"marked", "It was ==the disk==.", "It was the disk."},
}

func TestMarks(t *testing.T) {
	const head, lead = "# Outage of the mail relay\n\n", "The relay could not be reached for an hour on that day.\n\n## More\n\n"
	for _, c := range marks {
		got := all(t, hindsight.Input{Name: "x.md", Data: []byte(head + lead + c.in + "\n")}, Markdown)
		if len(got) != 1 {
			t.Errorf("%s: %d reports", c.name, len(got))
			continue
		}
		if body := strings.TrimSpace(strings.TrimPrefix(got[0].Body, lead)); body != c.want {
			t.Errorf("%s: %q\ngot  %q\nwant %q", c.name, c.in, body, c.want)
		}
	}
}
