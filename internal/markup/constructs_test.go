package markup

import (
	"strings"
	"testing"
)

// constructs are what each dialect writes, and the Markdown of it.
var constructs = map[string][]struct{ name, in, want string }{
	"org": {
		{"headings", "* One\n** TODO [#A] Two [1/2] :tag:", "# One\n\n## Two"},
		{"emphasis", "It was *full* and /slow/ and +fine+ and =df -h= and ~rm~.", "It was **full** and *slow* and ~~fine~~ and `df -h` and `rm`."},
		{"links", "[[https://x.example/a][the log]], [[https://x.example/b]], [[file:a.png]], [[*Cause]]", "[the log](https://x.example/a), <https://x.example/b>, ![](a.png), Cause"},
		{"times", "From <2021-10-01 Fri 09:10>--<2021-10-01 Fri 11:00>", "From 2021-10-01 09:10 - 2021-10-01 11:00"},
		{"code", "#+begin_src sh\n* no heading\n#+end_src", "```sh\n* no heading\n```"},
		{"fixed", ": a\n: b", "```\na\nb\n```"},
		{"quote", "#+begin_quote\nIt said so.\n#+end_quote\nYes.", "> It said so.\n\nYes."},
		{"notes", "Full.[fn:1]\n\n[fn:1] Of logs.", "Full.[^1]\n\n[^1]: Of logs."},
		{"terms", "- Lag :: how far behind", "- **Lag**: how far behind"},
		{"drawers", "* One\n:PROPERTIES:\n:ID: 1\n:END:\nText", "# One\n\nText"},
		{"plans", "* One\nSCHEDULED: <2021-01-01 Fri>\n# a comment\nText", "# One\n\nText"},
		{"table", "| a | b |\n|---+---|\n| c | d |", "| a | b |\n|---|---|\n| c | d |"},
		{"caption", "#+caption: The load", "*The load*"},
	},
	"asciidoc": {
		{"headings", "= T\n\n== One\n\n=== Two", "## One\n\n### Two"},
		{"emphasis", "It was *full* and _slow_ and `df -h`.", "It was **full** and *slow* and `df -h`."},
		{"links", "https://x.example/a[the log], link:b.html[c], <<cause,the cause>>, <<d>>", "[the log](https://x.example/a), c, the cause, d"},
		{"attributes", ":product: Finch\n\nThe {product} of {nobody}.", "The Finch of {nobody}."},
		{"code", "[source,go]\n----\nx := 1\n----", "```go\nx := 1\n```"},
		{"literal", "....\na\n....", "```\na\n```"},
		{"quote", "[quote,Ina Holt]\n____\nIt said so.\n____", "> It said so.\n>\n> Ina Holt"},
		{"notes", "NOTE: Read it.", "> **Note** Read it."},
		{"a note in a block", "[WARNING]\n====\nRead it.\n====", "> **Warning**\n>\n> Read it."},
		{"footnotes", "Full.footnote:[Of logs.]", "Full.[^1]\n\n[^1]: Of logs."},
		{"lists", "* a\n** b\n. c\n+\nand more", "- a\n   - b\n1. c\n\n   and more"},
		{"terms", "Lag:: how far behind", "- **Lag**: how far behind"},
		{"table on lines", "|===\n|a |b\n\n|c\n|d\n|===", "| a | b |\n|---|---|\n| c | d |"},
		{"a cell of two lines", "|===\n|a |b\n|c\nand more |d\n|===", "| a | b |\n|---|---|\n| c and more | d |"},
		{"comments", "Text\n\n////\ngone\n////\n// gone\nMore", "Text\n\nMore"},
		{"a licence above the title", "////\nAll rights.\n////\n= Outage\nIna Holt\n\nText", "Text"},
		{"a comment above a text", "////\ngone\n////\nText", "Text"},
		{"a comment that nobody closed", "////\ngone", ""},
		{"images", "image::load.png[The load]", "![The load](load.png)"},
	},
	"jira": {
		{"headings", "h1. One\nh2. Two", "# One\n\n## Two"},
		{"emphasis", "It was *full* and _slow_ and -fine- and {{df -h}}.", "It was **full** and *slow* and ~~fine~~ and `df -h`."},
		{"links", "[the log|https://x.example/a], [https://x.example/b], [~ina], [c|#d]", "[the log](https://x.example/a), <https://x.example/b>, ina, c"},
		{"code", "{code:java}\nif (a || b) {}\n{code}", "```java\nif (a || b) {}\n```"},
		{"a name for code", "{code:title=a.sh|language=sh}\nx\n{code}", "**a.sh**\n\n```\nx\n```"},
		{"panel", "{panel:title=Impact}\n1,200 bookings\n{panel}\nText", "> **Impact**\n>\n> 1,200 bookings\n\nText"},
		{"quote", "{quote}It said so.{quote}", "> It said so."},
		{"expand", "{expand:title=More}\nText\n{expand}", "**More**\n\nText"},
		{"lists", "* a\n** b\n# c\n*# d", "- a\n   - b\n1. c\n   1. d"},
		{"table", "||a||b||\n|c|d|", "| a | b |\n|---|---|\n| c | d |"},
		{"status", "{status:colour=Red|title=SEV1} {color:red}now{color}", "SEV1 now"},
		{"images", "See !load.png|width=300! here", "See ![](load.png) here"},
		{"labels keep their lines", "*Start:* 10:00\n*End:* 11:00", "**Start:** 10:00  \n**End:** 11:00"},
	},
	"textile": {
		{"headings", "h1. One\n\nh2(#two). Two", "# One\n\n## Two"},
		{"emphasis", "It was *full* and _slow_ and -fine- and +new+ and @df -h@.", "It was **full** and *slow* and ~~fine~~ and new and `df -h`."},
		{"links", "See \"the log\":https://x.example/a.", "See [the log](https://x.example/a)."},
		{"code", "bc(sh). $ hostname\n\nText", "```sh\n$ hostname\n```\n\nText"},
		{"code with blank lines", "bc.. a\n\nb\n\np. Text", "```\na\n\nb\n```\n\nText"},
		{"quote", "bq. It said so.", "> It said so."},
		{"notes", "Full.[1]\n\nfn1. Of logs.", "Full.[^1]\n\n[^1]: Of logs."},
		{"lists", "* a\n** b\n# c", "- a\n   - b\n1. c"},
		{"table", "|_. a |_. b |\n|c |d |", "| a | b |\n|---|---|\n| c | d |"},
		{"paragraphs", "p(meta). By Ina", "By Ina"},
		{"images", "!load.png(The load)!", "![The load](load.png)"},
	},
	"rst": {
		{"headings", "One\n===\n\nTwo\n---\n\nThree\n===", "# One\n\n## Two\n\n# Three"},
		{"a line above too", "=====\n One\n=====\n\nTwo\n===", "# One\n\n## Two"},
		{"emphasis", "It was **full** and *slow* and ``df -h`` and :file:`a.log`.", "It was **full** and *slow* and `df -h` and `a.log`."},
		{"links", "`the log <https://x.example/a>`_, `b`_\n\n.. _b: https://x.example/b", "[the log](https://x.example/a), [b]\n\n[b]: https://x.example/b"},
		{"substitutions", ".. |p| replace:: Finch\n\nThe |p| of |nobody|.", "The Finch of |nobody|."},
		{"code", ".. code-block:: sh\n\n   rm -r x", "```sh\nrm -r x\n```"},
		{"literal", "Its log::\n\n  a\n\n  b\n\nText", "Its log:\n\n```\na\n\nb\n```\n\nText"},
		{"notes", ".. note::\n\n   Read it.", "Read it."},
		{"footnotes", "Full [#a]_.\n\n.. [#a] Of logs.", "Full [^a].\n\n[^a]: Of logs."},
		{"fields in the text", "Text\n\n:Users: 400\n:Time: long\n  and longer", "Text\n\n- **Users**: 400\n- **Time**: long and longer"},
		{"terms", "Lag\n  how far behind", "- **Lag**: how far behind"},
		{"grid", "+---+---+\n| a | b |\n+===+===+\n| c | d |\n| e | f |\n+---+---+", "| a | b |\n|---|---|\n| c e | d f |"},
		{"simple table", "===  ===\na    b\n===  ===\nc    d\n     e\n===  ===", "| a | b |\n|---|---|\n| c | d e |"},
		{"list table", ".. list-table:: T\n\n   * - a\n     - b\n   * - c\n       and\n     - d", "**T**\n\n| a | b |\n|---|---|\n| c and | d |"},
		{"csv table", ".. csv-table::\n   :header: a, b\n\n   c, d", "| a | b |\n|---|---|\n| c | d |"},
		{"quote", "Text\n\n   It said so.\n\nMore", "Text\n\n> It said so.\n\nMore"},
		{"left out", ".. a comment\n\n.. contents::\n\n.. raw:: html\n\n   <b>\n\nText", "Text"},
		{"lines", "| a\n| b", "a  \nb  "},
	},
	"mediawiki": {
		{"headings", "= One =\n== Two ==", "# One\n\n## Two"},
		{"emphasis", "It was '''full''' and ''slow''.", "It was **full** and *slow*."},
		{"links", "[https://x.example/a the log], [https://x.example/b], [[Page|the page]], [[Other]], [[File:a.png|thumb|The load]]", "[the log](https://x.example/a), <https://x.example/b>, the page, Other, ![The load](a.png)"},
		{"code", "<syntaxhighlight lang=\"sh\">\n== no heading ==\n</syntaxhighlight>", "```sh\n== no heading ==\n```"},
		{"nowiki", "<nowiki>'''x'''</nowiki>", "`'''x'''`"},
		{"references", "Full.<ref>Of logs.</ref>", "Full.[^1]\n\n[^1]: Of logs."},
		{"templates", "{{Nav}}{{status|final}}{{quote|We should have seen it.|Ina}}", "We should have seen it."},
		{"a template in a template", "{{a|{{b|c d e}} f}} g", "c d e f g"},
		{"a template that nobody closed", "{{a {{b|it was the disk}} c", "{{a it was the disk c"},
		{"a box", "{{Box\n|date=4 April\n|status={{Done|yes}}\n}}", "- **date**: 4 April\n- **status**: yes"},
		{"lists", "* a\n** b\n# c\n; Lag : how far behind\n: indented", "- a\n   - b\n1. c\n- **Lag**: how far behind\n\nindented"},
		{"table", "{|\n|+ The load\n! a !! b\n|-\n| c || style=\"x\" | d\nand more\n|}", "The load\n\n| a | b |\n|---|---|\n| c | d and more |"},
		{"gallery", "<gallery>\nFile:a.png|one\n</gallery>", "- ![one](a.png)"},
		{"left out", "__NOTOC__\n[[Category:2019]]\nText", "Text"},
	},
}

// Each construct, alone in a text.
func TestConstructs(t *testing.T) {
	for name, all := range constructs {
		d := dialect(t, name)
		for _, c := range all {
			md, _ := d.Read(c.in)
			if md = strings.Trim(blanksRE.ReplaceAllString(md, "\n\n"), "\n"); md != c.want {
				t.Errorf("%s, %s: %q\ngot  %q\nwant %q", name, c.name, c.in, md, c.want)
			}
		}
	}
}
