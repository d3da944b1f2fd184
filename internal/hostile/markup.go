package hostile

import (
	"fmt"
	"slices"
	"strings"
)

// nest writes an indented unit level by level; the levels begin anew after
// 2,000 columns, as nothing is read that far right.
func nest(step, text string) unit {
	return unit{fmt.Sprintf("nested %.40q", text), func(n int) string { return strings.Repeat(step, n%(2000/len(step))) + text }}
}

// own are the units of a markup's own marks.
var own = map[string][]unit{
	"asciidoc": slices.Concat(
		units("----\n", "====\n", "____\n", "****\n", "--\n", "|===\n", "|===\n|a\n", "====\n____\n", "[NOTE]\n", "[quote, a]\n____\n", "NOTE: a\n",
			"= a\n", "== a\n", ".a\n", ":a: b\n", "{a}", "{a} ", "image::a[", "image::a[b]\n", "link:a[", "footnote:[a] ", "<<a", "<<a>>", "<<a,b>> ",
			"[[a]]", "a:: b\n", "a;; ", "+\n", "* a\n+\n", "***** a\n", "//\n", "////\n", "ifdef::a[]\n", "`+a", "|a |b\n", "2+|a\n",
			"https://a.example[", "https://a.example[b] ", "+++", "'''\n", "<<<\n", "[.a]#", "xref:a[b] "),
		counted(":a%d: {a%d}\n", "footnote:[a%d] ", "[#a%d]\n", "<<a%d>> ", "|a%d\n")),
	"chat": slices.Concat(
		units("Ana Holt  10:31 AM\n", "Ana Holt  10:31 AM\na\n", "[10:31] <ana> a\n", "10:31 <ana> a\n", "ana 10:31\n", "ana — Today at 10:31\na\n",
			"Ana Holt, 3/3/2021 10:31 AM\n", "2021-03-03 10:31 <ana> a\n", "[10:31 AM] Ana Holt\na\n", "Today\n", ":smile:", "1 reply\n",
			"(edited)\n", "-!- a\n", "Ana Holt\n10:31 AM\na\n"),
		counted("User%d  10:31 AM\na\n", "[10:31] <user%d> a\n")),
	"dashboard": slices.Concat(
		units("| Jul 6, 2017 | 13:00 |\n", "| Jul 6, 2017 | 13:00 |\n\na\n", "|\n", "| Jul 6, 2017 | 13:00 |\na\n|\na\n",
			"Incident began at **2017-07-06 12:05**\n", "Incident began at\n", "all times are\n", "all times are US/Pacific ", "Jul 6, 2017 13:00\n",
			"6 Jul 2017 13:00 PDT\na\n", "| Date | Time |\n", "* [a](b)\n", "* ", "# a Status\n")),
	"forum": slices.Concat(
		units("3 Likes\n", "ana\nMarch 3, 2021, 10:31am\n", "ana\nMarch 3, 2021, 10:31am\n\na\n", "Posted by ana\n", "ana said:\n", "Quote\n",
			"#1\n", "Reply\n", "Like\n", "1 Like\n\n", "ana wrote:\n> a\n", "u/ana 2 hours ago\n", "▲\n", "Joined: Mar 2021\n", "Posts: 12\n",
			"ana (Ana Holt) March 3, 2021, 10:31am 1\n", "ana commented on Mar 3, 2021\n"),
		counted("user%d\nMarch 3, 2021, 10:31am\n\na\n\n", "#%d\n", "ana commented %d days ago\n")),
	"jira": slices.Concat(
		units("{code}", "{code}\n", "{code:java}\na\n", "{noformat}", "{quote}", "{quote}\n", "{panel}", "{panel:title=a}\n", "{color:red}", "{{a",
			"{{a}}", "h1. a\n", "||a||\n", "|a|\n", "[a|", "[a|b]", "[~a]", "!a.png!", "!a", "bq. a\n", "(/)", "{expand}\n", "{info}\n",
			"{status:title=a}", "-a-", "+a+", "??a", "----\n", "[a|https://b.example] ", "*# a\n", "#* a\n"),
		counted("{code:a%d}\n", "[a%d|https://b.example/%d] ")),
	"textile": slices.Concat(
		units("bc. a\n", "bc.. a\n", "bc. a\n\n", "bc.. a\n\n", "pre. a\n", "@a", "@a@ ", "@a ", "\"a\":", "\"a\":https://b.example ", "!a.png!",
			"!a.png(", "h1. a\n", "h1(a). b\n", "p. a\n", "p(a). ", "fn1. a\n", "a[1] ", "|_. a|\n", "|a|\n", "bq. a\n", "%a", "{a}", "==", "-a-",
			"+a+", "??a", "^a^")),
	"list": slices.Concat(
		units("[Acme](https://a.example/1). A certificate expired.\n", "* [Acme](https://a.example/1)\n", "- [", "- [a](", "- [a](https://",
			"- [a](https://b.example/", "[a](https://b.example/((", "  - a\n", "  - sub item\n", "a continued line\n", "## Related\n",
			"- **[a](https://b.example/)**", "[a [b] c](https://b.example) d\n\n", "* [a](https://b.example) - b - c - 2021\n",
			"- [a](https://b.example \"", "```\n* [a](https://b.example)\n"),
		counted("* [Acme %d](https://a.example/%d). A certificate expired.\n", "* [Acme %d](https://a.example/%d)\n", "[Acme](https://a.example/%d)\n\n")),
	"mail": slices.Concat(
		units("From: a@b.example\n", "> From: a@b.example\n", "On Mar 3, 2021, Ana wrote:\n", "On Mar 3, 2021, Ana wrote:\n> a\n",
			"-----Original Message-----\n", "Forwarded message\n", "-- \n", "-- \na\n", "From ana@a.example Wed Mar  3 10:00:00 2021\n",
			"Sent from my phone\n", "=20", "=\n", "=C3", "=?utf-8?q?a?=", "Subject: a\n\n", "Unsubscribe\n", "begin 644 a\n",
			"-----BEGIN PGP SIGNATURE-----\n", "Am 3. März schrieb Ana:\n", "________________________________\n")),
	"mediawiki": slices.Concat(
		units("{{a", "{{a|", "{{a|b", "{{a}}", "{{a|b=c}}", "}}{{", "{|\n", "{|\n|-\n| a\n", "{|\n|a\n|}\n", "|-\n", "| a || b\n", "! a !! b\n",
			"[[a", "[[a|", "[[a|b]]", "[[File:a", "[[File:a|[[b]]", "[[File:a|b]]", "[[Category:a]]\n", "<ref>a</ref>", "<ref>", "<ref name=a/>",
			"<pre>", "<pre>a</pre>", "<nowiki>", "<gallery>", "<gallery>\na|b\n</gallery>\n", "== a ==\n", "=a=\n", "''", "'''a''' ", "''a'' ",
			"'''''", "* a\n", "*#:; a\n", "; a : b\n", ": a\n", "__TOC__", "[https://a.example b] ", "[https://a.example ", "{{{a",
			"{{DISPLAYTITLE:", "a=b|", "<source>", "<syntaxhighlight lang=\"a\">"),
		counted("{{a%d|b=c}}\n", "<ref>a%d</ref>", "[[a%d|b]]")),
	"org": slices.Concat(
		units("* a\n", "** a\n", "* TODO a\n", "#+begin_src\n", "#+begin_src a\nb\n#+end_src\n", "#+begin_quote\n", "#+end_quote\n", "#+title: a\n",
			"#+caption: a\n", ":PROPERTIES:\n", ":END:\n", ":PROPERTIES:\n:a: b\n", "[[a", "[[a][", "[[a][b]]", "[fn:1]", "[fn:1] a\n", "=a", "=a= ",
			"~a~ ", "/a/ ", "/a", "+a+ ", "<2021-03-03 Wed>", "[2021-03-03 Wed 10:31]--", "- a :: b\n", "SCHEDULED: <2021-03-03>\n", ": a\n",
			"# a\n", "| a |\n", "|-\n", "|---+---|\n", "[1/2]", "* a :b:\n"),
		counted("[fn:%d] ", "[fn:%d] a\n", "* a%d\n")),
	"rst": slices.Concat(
		units(".. note::\n\n", ".. note::\n", ".. ", "..\n", ".. a\n", ".. code::\n\n  a\n", ".. |a| replace:: b\n", "|a| ", "|a", ".. _a: b\n",
			".. [1] a\n", "[1]_ ", "`a", "`a <", "`a <b>`_ ", "``a", "``a`` ", ":a:`", ":ref:`a` ", "a_ ", "`a`_ ", "a\n=\n", "a\n===\n",
			"===\na\n===\n", ":a: b\n", "  a\n", "    a\n\n", "a::\n\n", "a::\n\n  b\n", "+---+---+\n", "+---+\n|a|\n", "=== ===\n",
			"=== ===\na   b\n", "=== ===\n    b\n", "| a\n", "a\n  b\n", "* a\n", "#. a\n", ".. list-table::\n\n   * - a\n",
			".. csv-table::\n\n   a,b\n", ".. csv-table::\n\n   \"a\n", ".. figure:: a\n", ".. image:: a\n   :alt: b\n", ".. include:: a\n", ".. table::\n\n"),
		counted(".. |a%d| replace:: |a%d|\n", ".. _a%d: b\n", ".. [%d] a\n", "`a%d`_ ", "a%d\n===\n"),
		[]unit{nest("  ", ".. note::\n\n"), nest(" ", "..\n\n"), nest("\t", ".. attention::\n\n"), nest("  ", "a\n\n"), nest("  ", "* a\n\n"),
			nest("  ", ".. figure:: a\n\n"), nest("  ", ".. epigraph::\n\n")}),
	"statuspage": slices.Concat(
		units("Resolved\na\nMar 3, 2021 - 10:31 UTC\n\n", "Resolved - a\nMar 3, 10:31 UTC\n", "Investigating\n", "Mar 3, 2021 - 10:31 UTC\n",
			"Investigating - a\n", "Posted Mar 3, 2021 - 10:31 UTC\n", "Update\na\n", "Affected: a\n", "Monitoring\n\n", "Posted 3 years ago. ",
			"This incident affected: a (b, c).\n", "Mar 03, 10:31 - 11:00 UTC\n", "March 3, 2021\n")),
	"page": slices.Concat(
		units("<p>a", "<p>a</p>", "<br>", "<br>a", "<hr>", "<h2>a</h2>", "<h2>", "<ul><li>a</li></ul>", "<ul><li>", "<ol><li><p>a", "<blockquote>",
			"<blockquote><p>a", "<pre>a</pre>", "<pre><code>", "<code>a</code>", "<code>", "<em>a</em>", "<em>", "<b><i>", "<a href=b>a</a>",
			"<a href=b>", "<img src=a alt=b>", "<table><tr><td>a</td></tr></table>", "<table>", "<tr><td>", "<td>a", "<th>", "<dl><dt>a<dd>b",
			"<dd>", "<span>", "<span>a</span>", "<font color=a>",
			"<div><div>a</div>", "<section>", "<aside>a</aside>", "<nav><a href=b>a</a></nav>", "<form>", "<script>", "<script>a</script>",
			"<style>", "<style>a</style>", "<svg>", "<svg><g>", "<math><mi>", "<iframe>", "<noscript>", "<template>", "<textarea>",
			"<select><option>", "<title>", "<body>", "<html>", "<head>", "<frameset>", "<plaintext>", "<a b=c ", "<p class='", "<p class=a>",
			"&nbsp;", "&lt;", "&#x41;", "&#99999999;", "&notit;", "</p>", "</x>", "</div></p>", "<!doctype>", "<time datetime=2021-03-03>",
			"<time>10:31</time>",
			"<meta property=\"og:title\" content=\"a\">", "<link rel=alternate type=application/rss+xml href=a>",
			"<script type=application/ld+json>{\"@type\":\"Article\"}</script>", "<p>a<p><b>", "<li><b><li>", "<nobr>", "<b><p>", "<a><table>",
			"<i><table><tr>", "<details><summary>a</summary>b", "<figure><figcaption>a", "<sup><a href=#a>1</a></sup>",
			"<td colspan=1000 rowspan=1000>", "<td colspan=99>a", "<p>障害", "<p>The disk was full.</p>\n", "<article>", "<main>",
			"<p><a href=https://b.example>a</a>, ", "<ins><del>", "<button>", "<ruby><rt>", "<svg><foreignObject><p>",
			"<math><annotation-xml encoding=text/html><p>"),
		counted("<p>a%d</p>", "<h2>a%d</h2><p>b", "<div id=a%d>", "<a href=b%d>a</a>", "<x%d>", "<p a%d=b>c</p>", "<img src=a%d>", "<li>a%d",
			"<tr><td>a%d", "<p>The disk %d was full.</p>\n")),
}
