package hostile

import (
	"fmt"
	"slices"
	"strings"
)

// within is a shape that repeats a unit between a head and a tail.
func within(kind, file, name, head string, u unit, tail string) Shape {
	return Shape{Kind: kind, Name: name + ": " + u.name, File: file, Make: func(size int) []byte { return append(u.under(head)(size), tail...) }}
}

const prose = "\n# Postmortem of the Acme outage\n\n" + incident

// matterFile is the name of the files with front matter.
const matterFile = "a.md"

// frontMatters are Markdown files with a head in YAML, TOML and JSON.
func frontMatters() []Shape {
	var all []Shape
	fence := map[string][2]string{"yaml": {"---\ntitle: Acme outage\na: ", "\n---\n"}, "toml": {"+++\ntitle = \"Acme outage\"\na = ", "\n+++\n"},
		"json": {"{\"title\": \"Acme outage\", \"a\": ", "}\n\n"}}
	for _, f := range []struct {
		format string
		units  []unit
	}{
		{"yaml", slices.Concat(units("[", "{", "{a: ", "{a: {a: ", "- ", "- - ", "\n- a", "[a, ", "\"", "'", "? ", "? a\n", "| \n", ">\n  a\n",
			"&a ", "*a ", "!!a ", "a: ", "a: b\n", "\n a:", "\n  b: c", "#", "\t", "%", "null ", "~\n", "[]\n", "{}\n", "<<: *a\n", "---\n", "...\n",
			"\\", "\"\\u0041", "1", "a ", "a\n", "2021-03-03\n"),
			counted("\nkey%d: a", "\n- &a%d [*a%d, *a%d]", "\nkey%d: [a, b]", "\n- a%d", "a%d, "), []unit{nest(" ", "a:\n"), nest(" ", "- a\n"),
				nest("  ", "- a:\n")})},
		{"toml", slices.Concat(units("[", "{", "{a = ", "[[", "\"", "'", "\"\"\"", "'''", "1", "1,", "[1],", "\n[a]", "\n[[a]]", "\n[a.b]", "a.",
			"\na.b = 1", "#", "\\"), counted("\nkey%d = 1", "\n[a%d]", "\n[[a%d]]", "\na%d.b = 1"))},
		{"json", slices.Concat(units("[", "{\"a\": ", "[[], ", "\"", "null, ", "[null, ", "\\", "1", "{\"a\": {\"b\": "), counted("\"a\", \"b%d\": ",
			"{\"a%d\": "))},
	} {
		for _, u := range f.units {
			open, end := fence[f.format][0], fence[f.format][1]
			all = append(all, within("", matterFile, "front matter in "+f.format, open, u, end+prose), within("markdown", matterFile,
				"front matter in "+f.format+" without end", open, u, prose))
			if f.format == "yaml" {
				all = append(all, within("list", matterFile, "catalogue's front matter", "---\nurl: https://a.example/1\ncompany: Acme\na: ", u,
					"\n---\n"+incident))
			}
		}
	}
	return all
}

// pages are HTML with its head and end, so that its content says what it is.
func pages() []Shape {
	open, end := head["page"], "</article></body></html>"
	all := []Shape{
		within("", "a.html", "attributes", open+"<p ", unit{"a1=b", func(n int) string { return fmt.Sprintf("a%d=b ", n) }}, ">a"+end),
		within("", "a.html", "one attribute", open+"<p title=\"", units("a ")[0], "\">a"+end),
		within("", "a.html", "one class", open+"<p class=\"", units("a ")[0], "\">a"+end),
		within("", "a.html", "one table", open+"<table>", units("<tr><td>a<td>b")[0], "</table>"+end),
		within("", "a.html", "one row", open+"<table><tr>", units("<td>a")[0], "</table>"+end),
		within("", "a.html", "one list", open+"<ul>", units("<li>a")[0], "</ul>"+end),
		within("", "a.html", "one definition list", open+"<dl>", units("<dt>10:31<dd>a")[0], "</dl>"+end),
		within("", "a.html", "one paragraph", open+"<p>", units("word ")[0], end),
		within("", "a.html", "one code", open+"<pre>", units("a\n")[0], "</pre>"+end),
		within("", "a.html", "head", "<!DOCTYPE html><html><head><title>a</title>", units("<meta name=a content=b>")[0], "</head><body>"+incident+end),
		within("", "a.html", "script of data", "<!DOCTYPE html><html><head><title>a</title><script type=application/ld+json>", units("[",
			"{\"@type\":", "{\"@graph\":[", "null,")[1], "</script></head><body>"+incident+end),
		within("", "a.html", "updates of a status page", "<!DOCTYPE html><html><head><title>Acme Status - Outage</title></head><body class=\"status "+
			"incident\"><h1 class=incident-name>Outage</h1><div class=incident-updates-container>",
			units("<div class=\"row update-row\"><div class=\"update-title\">Resolved</div><div class=update-body>a</div><div " +
				"class=update-timestamp>Posted Mar 3, 2021 - 10:31 UTC</div></div>")[0], "</div></body></html>"),
	}
	for _, deep := range []string{"<div>", "<b>", "<blockquote>", "<ul><li>", "<table><tr><td>", "<span>", "<p><b>", "<a href=b>", "<section><div>",
		"<font>", "<dl><dd>", "<pre>", "<svg>"} {
		all = append(all, within("", "a.html", "deep", open, units(deep)[0], "The disk was full."+end))
	}
	return all
}

// feeds are RSS, Atom and JSON Feed.
func feeds() []Shape {
	var all []Shape
	rss := func(name, open string, u unit, tail string) {
		all = append(all, within("", "feed.xml", "RSS, "+name, "<?xml version=\"1.0\"?><rss version=\"2.0\" "+
			"xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Acme</title><link>https://a.example/</link>"+open, u,
			tail+"</channel></rss>"))
	}
	atom := func(name, open string, u unit, tail string) {
		all = append(all, within("", "atom.xml", "Atom, "+name, "<?xml version=\"1.0\"?><feed "+
			"xmlns=\"http://www.w3.org/2005/Atom\"><title>Acme</title>"+open, u, tail+"</feed>"))
	}
	object := func(name, open string, u unit, tail string) {
		all = append(all, within("", "feed.json", "JSON Feed, "+name, "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Acme\", "+
			""+open, u, tail+"}"))
	}
	text := strings.TrimSpace(incident)
	item := func(format string) unit {
		return unit{fmt.Sprintf("%.30q", format), func(n int) string { return strings.ReplaceAll(format, "%d", fmt.Sprint(n)) }}
	}
	rss("items", "", item("<item><title>Outage %d</title><link>https://a.example/%d</link><description>"+text+" It was number %d.</description></item>"), "")
	rss("items alike", "", item("<item><title>Outage</title><guid>%d</guid><pubDate>Wed, 03 Mar 2021 10:00:00 "+
		"GMT</pubDate><description>"+strings.Repeat(text+" ", 5)+"</description></item>"), "")
	rss("empty items", "", item("<item/>"), "")
	rss("items with a title", "", item("<item><title>a</title></item>"), "")
	rss("items nobody closes", "", item("<item><title>a</title>"), "")
	rss("one guid", "", item("<item><guid>a</guid><title>a%d</title></item>"), "")
	for _, open := range []string{"<title>", "<description>", "<content:encoded>", "<content:encoded><![CDATA[", "<link>", "<guid>", "<pubDate>",
		"<category>"} {
		end := strings.Replace(open, "<![CDATA[", "", 1)
		end = "</" + end[1:]
		if strings.Contains(open, "[CDATA") {
			end = "]]>" + end
		}
		for _, u := range units("a", "word ", "&lt;div&gt;", "<div>", "&amp;", "&a;", "&#1;", "&lt;p&gt;a", "\n", "[", "障害", "2021-03-03 ",
			"&lt;b&gt;", "<![CDATA[a]]>", "<!-- a -->", "]]>", "&lt;table&gt;&lt;tr&gt;&lt;td&gt;", "https://a.example/") {
			rss("one "+open, "<item><title>Outage</title>"+open, u, end+"</item>")
		}
	}
	for _, u := range slices.Concat(units("<a>", "<a/>", "<a></a>", "<a b=\"c\"/>", "<!-- a -->", "<?a?>", "<category>a</category>", "<item>",
		"<image>", "<a:b/>", "<a xmlns:b=\"c\">", "<", "&", "</a>", "<channel>", "<media:content url=\"a\"/>", "<enclosure url=\"a\"/>"),
		counted("<a%d>", "<a%d/>", "<a a%d=\"b\"/>", "<x%d:a xmlns:x%d=\"b\"/>")) {
		rss("channel", "", u, "")
		rss("item", "<item><title>a</title>", u, "</item>")
		atom("entry", "<entry><title>a</title>", u, "</entry>")
	}
	for _, u := range units("<div>", "<div xmlns=\"http://www.w3.org/1999/xhtml\">", "<p>a</p>", "<b/>", "a ") {
		atom("xhtml", "<entry><title>a</title><content type=\"xhtml\">", u, "</content></entry>")
	}
	rss("attributes", "<item ", item("a%d=\"b\" "), "><title>a</title></item>")
	rss("doctype", "", units("<!DOCTYPE a [<!ENTITY b \"c\">]>")[0], "")
	atom("entries", "", item("<entry><id>%d</id><title>Outage %d</title><updated>2021-03-03T10:00:00Z</updated><content type=\"html\">"+text+" "+
		"%d</content></entry>"), "")
	atom("empty entries", "", item("<entry/>"), "")
	atom("links", "<entry><title>a</title>", item("<link rel=\"alternate\" href=\"https://a.example/%d\"/>"), "</entry>")
	atom("authors", "<entry><title>a</title>", item("<author><name>a%d</name></author>"), "</entry>")
	object("items", "\"items\": [", item("{\"id\": \"%d\", \"title\": \"Outage %d\", \"content_text\": \""+text+" %d\"},"), "null]")
	object("nulls", "\"items\": [", item("null,"), "null]")
	object("numbers", "\"items\": [", item("1,"), "null]")
	object("empty items", "\"items\": [", item("{},"), "null]")
	object("strings", "\"items\": [", item("\"\","), "null]")
	object("lists", "\"items\": [", item("[],"), "null]")
	object("deep", "\"items\": [", item("["), "]")
	object("deeper", "\"items\": [", item("{\"items\": ["), "]")
	object("authors", "\"items\": [{\"id\": 1, \"authors\": [", item("null,"), "null]}]")
	object("tags", "\"items\": [{\"id\": 1, \"tags\": [", item("\"a%d\","), "null]}]")
	object("keys", "\"items\": [{\"id\": 1", item(", \"a%d\": 1"), "}]")
	object("one text", "\"items\": [{\"id\": 1, \"content_text\": \"", item("word "), "\"}]")
	object("one html", "\"items\": [{\"id\": 1, \"content_html\": \"", item("<div>"), "\"}]")
	object("escapes", "\"items\": [{\"id\": 1, \"content_text\": \"", item("\\u00e9"), "\"}]")
	object("cut off", "\"items\": [", item("{\"id\": \"%d\", \"content_text\": \"a\"},"), "")
	return all
}

// objects are incidents in JSON.
func objects() []Shape {
	var all []Shape
	add := func(name, open string, u unit, tail string) {
		all = append(all, within("", "incidents.json", "incidents, "+name, open, u, tail))
	}
	update := `{"status": "resolved", "body": "The disk was full.", "created_at": "2021-03-03T10:31:00Z"}`
	one := `{"name": "Outage", "incident_updates": [` + update + `]`
	for _, u := range units(one+"},", "null,", "{},", "[],", "1,", "\"\",", "[", "{\"incidents\": [", "{\"incident_updates\": [null]},",
		"{\"name\": null, \"incident_updates\": {}},", "{\"postmortem_body\": \"a\"},") {
		add("list", "{\"incidents\": [", u, "null]}")
		add("bare list", "["+one+"},", u, "null]")
	}
	for _, u := range units(update+",", "null,", "{},", "[],", "[", "1,", "{\"body\": null},") {
		add("updates", "{\"name\": \"Outage\", \"incident_updates\": ["+update+",", u, "null]}")
		add("components", one+`, "components": [`, u, "null]}")
	}
	for _, u := range slices.Concat(common[:60]) {
		if !strings.ContainsAny(u.text(0), "\"\\\n\t") {
			add("one body", `{"name": "Outage", "incident_updates": [`+update+`], "postmortem_body": "`, u, `"}`)
		}
	}
	add("keys", one, counted(", \"a%d\": 1")[0], "}")
	add("one name", `{"incident_updates": [`+update+`], "name": "`, units("word ")[0], `"}`)
	add("deep objects", one+`, "a": `, units(`{"a": `)[0], "}")
	add("cut off", "{\"incidents\": [", units(one + "},")[0], "")
	add("white space", "{\"incidents\": [", units(" ")[0], one+"}]}")
	add("a number", "{\"incidents\": ["+one+", \"id\": ", units("1")[0], "}]}")
	return all
}

// mails are mails and mailboxes as programs save them.
func mails() []Shape {
	from := "From: Ana <ana@a.example>\nTo: all@a.example\nSubject: Postmortem of the Acme outage\nDate: Wed, 3 Mar 2021 10:00:00 +0000\nMessage-ID: " +
		"<1@a.example>\n"
	var all []Shape
	add := func(name, open string, u unit, tail string) {
		all = append(all, within("", "a.eml", "mail, "+name, open, u, tail))
	}
	mixed := from + "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
	for _, u := range slices.Concat(units("Received: from a by b\n", "X-A: b\n", " a\n", "References: <a@b.example>\n"), counted("X-A%d: b\n")) {
		add("head", from, u, "\n"+incident)
	}
	for _, field := range []string{"Subject: ", "To: ", "References: ", "Date: ", "Content-Type: ", "Content-Type: multipart/mixed; boundary=", "From: "} {
		for _, u := range units("a", "a ", "a, ", "<a@b.example> ", "=?utf-8?q?a?= ", "=?utf-8?b?", "; a=b", "\"", "(", "((", "a@b.example, ",
			"a\n ", ",", ":") {
			add("one "+strings.TrimSpace(field), "X-A: b\n"+from+field, u, "\n\n"+incident)
		}
	}
	add("parts", mixed, units("--b\nContent-Type: text/plain\n\nThe disk was full.\n")[0], "--b--\n")
	add("empty parts", mixed, units("--b\n")[0], "--b--\n")
	add("attachments", mixed+"--b\n\n"+incident, units("--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n")[0], "--b--\n")
	add("boundaries", mixed, units("--b--\n")[0], "")
	add("boundaries alike", mixed, units("--ba\n")[0], "")
	add("one line", from+"\n", units("word ")[0], "")
	add("nested parts", from+"MIME-Version: 1.0\n", unit{"multipart in multipart", func(n int) string {
		return fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", n, n)
	}}, "\n"+incident)
	add("nested mails", from, unit{"message/rfc822", func(int) string { return "Content-Type: message/rfc822\n\n" + from }}, "\n"+incident)
	add("base64", from+"Content-Transfer-Encoding: base64\n\n", units("VGhlIGRpc2sgd2FzIGZ1bGwu\n")[0], "")
	add("quoted-printable", from+"Content-Transfer-Encoding: quoted-printable\n\n", units("=C3=A9", "=", "=\n")[0], "")
	add("html", from+"Content-Type: text/html\n\n", units("<div>")[0], "")
	for _, kind := range []struct{ name, text string }{
		{"mails", "From ana@a.example Wed Mar  3 10:00:00 2021\n" + from + "\n" + incident},
		{"short mails", "From ana@a.example Wed Mar  3 10:00:00 2021\nFrom: a@b.example\n\na\n\n"},
		{"heads", "From ana@a.example Wed Mar  3 10:00:00 2021\n"},
		{"heads and blanks", "From ana@a.example Wed Mar  3 10:00:00 2021\n\n"},
	} {
		all = append(all, within("", "a.mbox", "mailbox, "+kind.name, "", units(kind.text)[0], ""))
	}
	return all
}

// issues are issues of a tracker in JSON.
func issues() []Shape {
	var all []Shape
	add := func(name, open string, u unit, tail string) {
		all = append(all, within("", "issue.json", "issues, "+name, open, u, tail))
	}
	comment := `{"author": {"login": "a"}, "createdAt": "2021-03-03T10:31:00Z", "body": "**Resolved:** The disk was full."}`
	one := `{"number": 1, "title": "API is down", "state": "CLOSED", "author": {"login": "a"}, "createdAt": "2021-03-03T10:31:00Z"`
	for _, u := range units(one+"},", "null,", "{},", "[],", "1,", "[", "{\"issue\": ", "{\"nodes\": [", "{\"data\": {\"issue\": ") {
		add("list", "["+one+"},", u, "null]")
	}
	add("list with comments", "[", units(one + `, "comments": [` + comment + "]},")[0], "null]")
	for _, u := range units(comment+",", "null,", "{},", "[],", "[", "1,", "{\"body\": null},") {
		add("comments", one+`, "comments": [`, u, "null]}")
		add("labels", one+`, "labels": [`, u, "null]}")
	}
	for _, u := range common[:60] {
		if strings.ContainsAny(u.text(0), "\"\\\n\t") {
			continue
		}
		add("a text of it", one+`, "body": "`, u, `"}`)
	}
	return all
}
