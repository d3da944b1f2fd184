package hostile

import (
	"fmt"
	"strings"
)

// told is what happens in each part of a long text that people might write.
const told = "On 14 June 2023 at 10:00 UTC the signals of the yard went down, because a cable had been cut. " +
	"We laid a new one and they were back at 10:45 UTC."

// Ordinary are inputs of any size that are long and nothing else: a text, a
// table, a chat, a feed, an export of issues, each of one part after the other.
func Ordinary() []Shape {
	long := strings.Repeat(told+" ", 30) // one entry of a feed or a tracker, 4 KB
	escaped := "&lt;p&gt;" + long + "&lt;/p&gt;"
	shape := func(file, head, part, foot string) Shape {
		u := unit{file, func(n int) string { return strings.ReplaceAll(part, "#n#", fmt.Sprint(n)) }}
		return Shape{Name: file, File: file, Make: func(size int) []byte { return append(u.under(head)(size-len(foot)), foot...) }}
	}
	clock := func(file, head, line string) Shape {
		u := unit{file, func(n int) string { return fmt.Sprintf(line, n/60%24, n%60, n) }}
		return Shape{Name: file, File: file, Make: u.under(head)}
	}
	depth := func(file, head, mark string, most int) Shape {
		u := unit{file, func(n int) string { return strings.Repeat(mark, n%most) + "- the signals of the yard\n" }}
		return Shape{Name: file, File: file, Make: u.under(head)}
	}
	const title = "# Signals down\n\n"
	const page = "<html><head><title>Signals down</title></head><body><article><h1>Signals down</h1>"
	const endOfPage = "</article></body></html>"
	const feed = "<rss version=\"2.0\"><channel><title>Yard</title><link>https://yard.example</link><description>x</description>"
	return []Shape{
		shape("paragraphs.md", title, told+" (#n#)\n\n", ""),
		shape("sections.md", title, "## Part #n#\n\n"+told+"\n\n- one\n- two\n\n", ""),
		shape("several.md", "# Outages\n\n", "## Incident #n#\n\nStart: 2023-06-14 10:00 UTC\nEnd: 2023-06-14 10:45 UTC\nCause: a cut cable\n\n", ""),
		clock("timeline.md", title+"## Timeline (UTC, 14 June 2023)\n\n", "- %02d:%02d the signals of yard %d are looked at\n"),
		clock("table.md", title+"## Timeline\n\n| Time | What |\n|---|---|\n", "| 2023-06-14 %02d:%02d UTC | the signals of yard %d fail |\n"),
		clock("code.md", title+told+"\n\n```\n", "2023-06-14T%02d:%02d:00Z heartbeat of node %d lost\n"),
		depth("nested.md", title+told+"\n\n", "  ", 200),
		depth("quotes.md", title+told+"\n\n", ">", 100),
		shape("line.txt", "Signals down\n\n", told+" ", ""),
		shape("word.txt", "Signals down\n\n"+told+" ", "a", ""),
		shape("wrapped.txt", "Signals down\n\n", strings.ReplaceAll(told, "because ", "because\n")+"\n\n", ""),
		shape("a.adoc", "= Signals down\n\n", "== Part #n#\n\n"+told+" See link:https://a.example/#n#[that].\n\n", ""),
		shape("a.org", "#+TITLE: Signals down\n\n", "* Part #n#\n\n"+told+" See [[https://a.example/#n#][that]].\n\n", ""),
		shape("a.rst", "Signals down\n============\n\n", "Part\n----\n\n"+told+" See `that <https://a.example/#n#>`_.\n\n", ""),
		shape("a.jira", "h1. Signals down\n\n", "h2. Part #n#\n\n"+told+" See [that|https://a.example/#n#] and {{code}}.\n\n", ""),
		shape("a.textile", "h1. Signals down\n\n", "h2. Part #n#\n\n"+told+" See \"that\":https://a.example/#n# and @code@.\n\n", ""),
		shape("a.wiki", "'''Signals down'''\n\n", "== Part #n# ==\n\n"+told+" See [https://a.example/#n# that] and [[Another|it]].\n\n", ""),
		shape("page.html", page, "<h2>Part #n#</h2><p>"+told+"</p><ul><li>one</li></ul>", endOfPage),
		shape("boxes.html", page, "<div class=\"related share-#n#\"><div><span>"+told+"</span> <a href=\"/#n#\">more</a></div></div>", endOfPage),
		shape("table.html", page+"<table>", "<tr><td>10:00</td><td>"+told+"</td></tr>", "</table>"+endOfPage),
		shape("deep.html", page+"<p>"+told+"</p>", "<div>", ""),
		shape("feed.xml", feed, "<item><title>Postmortem #n#: signals down</title><link>https://yard.example/#n#</link>"+
			"<pubDate>Wed, 14 Jun 2023 10:00:00 GMT</pubDate><description>"+escaped+"</description></item>", "</channel></rss>"),
		shape("item.xml", feed+"<item><title>Postmortem: signals down</title><link>https://yard.example/1</link><description>",
			"&lt;p&gt;"+told+"&lt;/p&gt;", "</description></item></channel></rss>"),
		shape("issues.json", "[", "{\"number\":#n#,\"title\":\"Signals of yard #n# down\",\"state\":\"closed\",\"created_at\":\"2023-06-14T10:00:00Z\","+
			"\"html_url\":\"https://github.com/yard/ops/issues/#n#\",\"user\":{\"login\":\"bo\"},\"body\":\""+long+"\"},", "null]"),
		shape("comments.json", "{\"number\":1,\"title\":\"Signals down\",\"state\":\"closed\",\"created_at\":\"2023-06-14T10:00:00Z\","+
			"\"user\":{\"login\":\"bo\"},"+
			"\"html_url\":\"https://github.com/yard/ops/issues/1\",\"body\":\""+told+"\",\"comments\":[",
			"{\"user\":{\"login\":\"pia\"},\"created_at\":\"2023-06-14T10:30:00Z\",\"body\":\""+told+"\"},", "{}]}"),
		shape("incidents.json", "{\"page\":{\"name\":\"Yard\",\"url\":\"https://status.yard.example\"},\"incidents\":[",
			"{\"id\":\"x#n#\",\"name\":\"Signals #n# down\",\"status\":\"resolved\",\"impact\":\"minor\","+
				"\"created_at\":\"2023-06-14T10:00:00Z\","+
				"\"incident_updates\":[{\"id\":\"1\",\"status\":\"resolved\",\"body\":\""+long+"\",\"created_at\":\"2023-06-14T11:00:00Z\"}]},", "{}]}"),
		shape("list.md", "# Postmortems\n\n", "- [Signals of yard #n# down](https://yard#n#.example/). A cable had been cut, so that nothing worked.\n", ""),
		shape("mail.mbox", "", "From bo@yard.example Wed Jun 14 10:00:00 2023\nFrom: Bo <bo@yard.example>\nDate: Wed, 14 Jun 2023 10:00:00 +0000\n"+
			"Subject: Postmortem #n#: signals down\nMessage-ID: <#n#@yard.example>\n\n"+long+"\n\n", ""),
		shape("mail.eml", "From: Bo <bo@yard.example>\nDate: Wed, 14 Jun 2023 10:00:00 +0000\nSubject: Postmortem: signals down\n\n", told+"\n\n", ""),
		clock("chat.txt", "#inc-signals\n", "Bo Lind  %02d:%02d\nthe signals of yard %d are down\nPia Ode  10:01\nlooking, a cable has been cut\n"),
		shape("thread.txt", "Signals down\n\n", told+"\n\n#n# Likes\n\nuser#n#\n", ""),
		clock("status.txt", "Signals down\nIncident Report for Yard\n\n", "Update\n"+told+"\nPosted Jun 14, 2023 - %02d:%02d UTC (%d)\n\n"),
		shape("statuses.txt", "", "Signals #n# down\nIncident Report for Yard\n\nResolved\n"+told+"\nPosted Jun 14, 2023 - 10:30 UTC\n\n", ""),
	}
}
