package triage

import "hindsight/internal/prose"

// A signal is one kind of thing that speaks for or against a postmortem.
// Phrases are parted by commas; their syntax is lexicon's.
type signal struct {
	name   string             // as a reason reads it
	title  string             // phrases looked for in the title
	body   string             // phrases looked for in the body
	roles  []prose.Role       // sections looked for
	rate   func(text) float64 // what measures it instead of phrases, 0 to 1
	brief  bool               // counts only in texts of less than briefWords
	full   float64            // so many hits in 400 words count fully, fewer in part
	weight float64            // in log-odds, when fully there
}

var signals = []signal{
	{name: "the title names an incident", full: 1, weight: 1.9,
		title: "postmortem*, post mortem*, outage*, incident*, downtime, rca, root cause*, disruption*, interruption*, interrupt*, disrupt*, unavailab*, degrad*, offline, breach*, attack, down, retrospective, inaccessible, read only, hacked, hijack*, went dark"},
	{name: "the title names trouble", full: 1, weight: 0.6,
		title: "broke, issue*, problem*, error*, fail*, slow*, latency, loss, broken, breaking, breaks, crash*, lost, delay*, corrupt*, expir*, exhaust*, overload*, unable to, missing, bug, bugs, vulnerab*, attack*, leak*, deadlock*, stuck, timeout*, timing out, not working, not updating, compromis*, exposed, malicious, phish*, fraud*, abuse*, deleted, denial of service, trouble, connectivity, unexpected, infinite, saturat*, elevated, dropped, high, cannot, can't, fault*, faulty, interrupt*, malware, backdoor*, weakness*, storm, power, stuck, removed, unplanned, emergency, retro, compromised, exfiltrat*"},
	{name: "the title announces something", full: 1, weight: -1.1,
		title: "introducing, announc*, launch*, now available, release*, what's new, changelog, beta, welcome, new, joins"},
	{name: "the title teaches", full: 1, weight: -0.8,
		title: "how to, guide*, tutorial*, tips, ways, best, getting started, using, <number> things, introduction, building, understanding, what is, learn*, template*, practice*, lessons from"},
	{name: "the title names a periodical", full: 1, weight: -0.5,
		title: "week*, newsletter, episode*, podcast, links, roundup, monthly, digest, year in review, recap, top <number>"},
	{name: "the title names planned work", full: 1, weight: -1.5,
		title: "maintenance, scheduled, planned, upcoming"},
	{name: "the title names no report", full: 1, weight: -3.3,
		title: "changes in <number>, template*, glossary, policy on|for|of|update|change|changes, update to .. policy, call policy, incident policy, security policy, privacy policy, notification policy, retention policy, our policy, new policy, policies, agreement, terms of, faq, frequently asked, runbook*, playbook*, checklist*, course, workshop, training, exercise, exam, quiz, interview, poll, survey, talk at|on, keynote, webinar, meetup, awesome, architecture, pricing, book, chaos, changelog, famous, list of, why we chose|use|love|prefer, case study, release <number>, version <number>, release notes, how to write|run, writing a|good|better|postmortems|post, best practices, blameless"},
	{name: "the title offers a job", full: 1, weight: -1.5,
		title: "hiring, job opening*, jobs at, career*, vacancy, join us|our"},

	{name: "a section gives the cause", full: 1, weight: 0.4,
		roles: []prose.Role{prose.RoleRootCause, prose.RoleContributing}},
	{name: "a section tells what happened", full: 1, weight: 1.2,
		roles: []prose.Role{prose.RoleWhatHappened, prose.RoleTimeline, prose.RoleDetection}},
	{name: "a section gives the impact", full: 1, weight: 0.4,
		roles: []prose.Role{prose.RoleImpact}},
	{name: "a section tells of the repair", full: 1, weight: 1.2,
		roles: []prose.Role{prose.RoleMitigation}},
	{name: "a section draws lessons", full: 1, weight: 0.3,
		roles: []prose.Role{prose.RoleLessons, prose.RoleFollowUp}},

	{name: "says that there was an incident", full: 3, weight: 1.6,
		body: "outage*, incident, incidents, downtime, postmortem*, post mortem*, disruption*, service interruption*, this issue, the issue"},
	{name: "names a root cause", full: 1, weight: 0.6,
		body: "root cause*, contributing factor*, what went wrong, cause of the|this, caused this|the, due to a|an bug|defect|misconfig*|failure|error, was caused"},
	{name: "says what led to what", full: 3, weight: 2.1,
		body: "cause, causes, led .. to, resulted .. in, trigger, triggering, because .. was|were|had|failed|crashed|broke|ran|filled|expired|overflowed|stopped, so|that no|nobody|nothing .. could|can|was|were, caused, causing, due to, led to, leading to, resulted in, resulting in, triggered, as a result, because of, stemmed from, turned out, which meant, consequently, traced .. to"},
	{name: "tells of something failing", full: 5, weight: 2.95,
		body: "went down|offline, were|was|became|been|being|is|are unavailable|unreachable|inaccessible|down|offline|unresponsive|degraded|overloaded|overwhelmed|corrupted|broken|exhausted|blocked|deleted|lost|interrupted|unable|compromised|leaked|exposed|stuck|disrupted|rejected, failed, failing, failure, failures, crash, crashed, crashing, crashes, stopped working|responding|accepting|processing|serving|being|receiving|writing|reading|sending|replicating|syncing, gone for good, lost your|all|our, unable to, could not, couldn't, timed out, timing out, timeouts, ran out, running out, out of memory, out of disk, go down|offline, was|were damaged|deleted|reset|wiped, deleted the|all|a|our, lost a|its|power|the|his|her, kicked, damaged, overflowed, integer overflow, wraparound,  leak of, intruder*, backdoor*, stole*, steal*, theft*, removed access, granting access, contained credentials, public for, not be reachable|available, to be deleted|lost|exposed|unavailable|dropped, http <number>, configuration|config issue|error|mistake|problem, separate hacks, removed the check, prefixes of other|others, third|half|part|most of the traffic|requests|users|customers, not possible|reachable|available|accessible, no|nobody .. could|can, had|has|have issues|problems|trouble|a fault, a fault, faulty, ran out, run out, is|are|was|were not|no working|sent|updating|responding, fell over, took|brought|taking|knocked|bring .. down|offline, cut off, cutting off, returned .. error|errors, returning .. error|errors, error rate*, errors, increased|elevated|high latency, increased|elevated|high .. errors, packet loss, data loss, loss of, overload*, exhaust*, locked up, hung, deadlock*, corrupt*, expired, degraded, degradation, did not|didn't work|start|complete|receive|see|notice|recover, broke, overwhelmed, saturat*, severed, wrong, bad, incorrect*, accidental*, inadvertent*, gained access, default password, unknown address*, unknown ip*, hijack*, hacked, breach*, stolen, stole, remote code execution, power|cooling failure|loss|outage, lost power, caught fire, wiped, crashing, to crash|fail|hang|break, race condition, memory leak, cascading failure*, defect*, poison*, filled up, disk full, full disk, unintended, bug, regression*, dropped, attacker*, exploit*, malware, phish*, misconfigur*, unexpected*, malfunction*, typo, vulnerab*, malicious, unauthori*, leaked, exhausting"},
	{name: "tells of the repair", full: 4, weight: 1.4,
		body: "rolled back, rolling back, rollback, roll back, revert*, restarted, rebooted, restoring, restored, mitigat*, resolved, on call, oncall, paged, alerted, alert, alerts, was|were notified, investigat*, identified, fixed, fix was, a fix, recovered, recovery, failover, failed over, hotfix*, back online|up|to normal, returned to normal, redeployed, disabled, remov* .. from, workaround, patched, patch, rotated, revoked, put .. back, take|took .. back, pulled the, withdrew, withdrawn, recalled, yanked"},
	{name: "apologises", full: 1, weight: 0.6,
		body: "apolog*, sorry for|about, we're|are sorry, are very|deeply|truly sorry, inconvenience"},
	{name: "says who was affected", full: 2, weight: 1.1,
		body: "affected, affecting, impacted, impacting, impact, customers .. experienc*|unable|could, users .. experienc*|unable|could, experienced, subset of"},
	{name: "gives times of day", full: 3, weight: 0.3,
		body: "<time> utc|gmt|pst|pdt|est|edt|cet|cest|bst|pt|et|am|pm|us|jst|aest, <number> utc|pst|pdt|gmt, between <time>, from <time>, at <time>, since <time>, <time> <time>"},
	{name: "gives a duration", full: 1, weight: 0.3,
		body: "<number>|several|few|two|three|four|five|six|ten minutes|hours, for|lasted about|approximately|roughly|nearly|over <number>|an|one|two|three hour|hours|minutes, hours later, minutes later"},
	{name: "says how it will be prevented", full: 2, weight: 0.4,
		body: "prevent .. happening|recurr*|again|future|similar|this|these, happen again, action item*, in the future, lessons learned|learnt, to avoid this|similar|a, went well|badly|wrong|poorly, got lucky, follow up, next steps, ensure that .. not, what we are|will doing|do, corrective"},
	{name: "speaks of running systems", full: 6, weight: 1.5,
		body: "server*, database*, cluster*, deploy*, production, traffic, network*, node, nodes, service, services, config*, api, requests, data center*, datacenter*, datacentre*, infrastructure, backend*, load balancer*, dns, certificate*, upstream, pods, replica*, disk*, instances, queue*, engineers, monitoring, logs, region"},

	{name: "reads like a note on a status page", full: 2, brief: true, weight: 1.6,
		body: "initial|final|closing|opening message|incident, open|close issue, we are|re investigating|aware, currently|are investigating, is|are currently down|not|unavailable|experiencing|offline|unable|slow|degraded, are aware of, made aware of, is down since, is|are back, is|are being sent|processed again, again normally, performing as expected, not responding, being monitored, monitoring the, under observation, fix .. implemented|applied|deployed, has been resolved|fixed|replaced|restored, was resolved|fixed|replaced, all good, our|the upstream|provider|datacenter|carrier, upstream network|provider|has|response|confirms|confirmed, reported interruption|issue|outage, routed around, until .. resolved|repaired|fixed|restored, expect higher|some|delays|latency|slow*, raised with, looking into it, backlog, appolog*, asap, eta of, remote hands, back to normal, resolved, identified"},
	{name: "tells of a security incident", full: 4, weight: 2.9,
		body: "supply chain attack*, remote code execution, could run|execute .. commands|code, were|was compromised|phished|breached|hijacked, researcher* .. told|reported|disclosed|contacted|found|notified|who, security researcher*, responsibl* .. disclos*, disclosed to|by us|our, were contacted, bug bounty, bounty program*, hackerone, bugcrowd, gained|unauthori* .. access, got into, may|might have seen, was|were read|exposed|visible|seen, served .. to others, exfiltrat*, stole*, malicious, found no|sign|evidence, no sign|evidence, cannot rule, rotated, revoked, invalidated, reset the|all|their passwords|password, ended all|the sessions, phish*, leaked, attacker*, suspended|removed .. account|accounts|packages|versions, scanner, backdoor*, intruder*, deployed|released a|the fix, patched"},
	{name: shape, full: 1, weight: 6.5, rate: text.account},
	{name: "is a placeholder page", full: 1, brief: true, weight: -6,
		title: "redirecting, page not found, access denied, just a moment, attention required, captcha, help center closed, sign in, log in, moved permanently, bad gateway, gateway timeout, service unavailable, account suspended, before you continue, subscribe to, <number> not found, not found, seite nicht gefunden, nicht gefunden, page introuvable, introuvable, página no encontrada, no encontrada, pagina non trovata, non trovata, página não encontrada, não encontrada, pagina niet gevonden, niet gevonden, ページが見つかりません*, 페이지를, 页面不存在*, has moved, <number> bad|not|forbidden|error",
		body:  "redirecting, page not found, access denied, enable javascript|cookies, verify .. human, verifying .. human, checking your browser, captcha, are .. robot, all systems operational, no incidents reported, help center .. closed, this page .. moved|redirected, sign|log in to continue|view, page you .. looking|requested, domain .. sale, guru meditation, a bad gateway, gateway error, try again in, account has been suspended, account suspended, javascript is disabled|required, requires|need|enable javascript, need to enable javascript, cookies and similar, accept all, for subscribers only, subscribe now, continue reading, log in if, forgot your|password, page .. does not exist, nicht gefunden, n'existe pas, no existe, non esiste, não existe, お探しのページ*, has moved to, will be redirected, website .. looking|reach, has been archived"},
	{name: "announces a product", full: 2, weight: -1.2,
		body: "excited|proud|pleased|happy|thrilled|delighted to, now available, new feature*, introducing, announc*, launch*, check out, available now|today, generally available, general availability, early access, sign up, learn more, free trial, pricing, download, preorder, buy"},
	{name: "teaches", full: 3, weight: -1.5,
		body: "you can, you'll, let's, how to, in this post|article|tutorial|guide|episode|video, step <number>, for example, install, click, tutorial, you want, you need, you could, you should, you might, we can, if you"},
	{name: "announces planned work", full: 2, weight: -2.6,
		body: "planned, scheduled, will be having, will take place, will upgrade|perform|conduct|switch, in advance, reindex, brownout*, maintenance window, scheduled|planned|upcoming maintenance|downtime|outage|upgrade, during this|the maintenance, will be unavailable|offline|upgraded|performing|performed|disrupted|down|migrat*|having, should take, expected to take|last, is going to be, not expect, technical operation, is a step of, our experiment"},
	{name: "offers a job", full: 2, weight: -3,
		body: "apply now|here|with, what we offer, you will join|lead, looking for a, salary, your resume, years of experience, join our|us, job opening*, candidates, open position*, benefits include"},
	{name: "is a periodical", full: 2, weight: -0.5,
		body: "subscribe, newsletter, this week, last week, podcast*, episode*, sponsor*, read more, continue reading, permalink, leave .. comment, comments off|are|below, listen, guest*, posted by, via"},
	{name: "is release notes", full: 2, weight: -1.2,
		body: "release notes, changelog, bug fixes, bugfix*, deprecat*, added support|new, support for, this release, improvements, features, performance improvements, contributors, fixed a|an, fixes a|an, upgrade from, needs no downtime, breaking changes, the section, the field, first version"},
	{name: "tells of people", full: 5, weight: -1.2,
		body: "he, she, his, her, him, said, says, my, i, i'm, i've, me, people, movie, film, book, game, music, president, government, police, war"},
	{name: "is about handling incidents in general", full: 2, weight: -1.5,
		body: "incident management, incidents are, postmortems are|should|help|can|that|as|from, a postmortem is|should|template, blameless culture, best practice*, teams can|should, when an incident, during an incident, how we run|do|handle|write, post mortems are|should, writing postmortems|post, good postmortem*, a postmortem, every item|incident|outage|page, when a service|system|deploy, postmortem meeting, your team|next|last|alerts|outages, on call rotation*, culture, templates, checklist*"},
	{name: "speaks in general", full: 1, weight: -4, rate: text.generality},
	{name: "asks instead of telling", full: 1, weight: -5, rate: text.asking},
	{name: "leaves blanks to fill in", full: 2, weight: -7,
		body: "hh:mm, yyyy, xx:xx, . describe the|what|how|in|briefly, . explain what|why|how, . list events|the|all, owner due, draft in review, fill in, alert customer report"},
	{name: "sets rules or defines", full: 8, weight: -9,
		body: "when an|a .. goes|fires|comes, the person|engineer on call opens|decides|names, decides whether, are|is told within, our|the|this|a|new|current policy, will no longer, change to how|our, must be written|resolved|reviewed, must state|include, are excluded, is excluded, service level agreement, receive a credit, severity levels, level one|two|three, four|three|five levels, we guarantee, within <number> days|working, percent for more, a condition, an event that, a document that, an action that, the time between, a period in, switching to a"},
	{name: "describes a tool", full: 3, weight: -4,
		body: "command line tool, wraps calls|a|the, a wrapper, are returned, by all callers, is a tool|library|framework|platform, is tagged|flagged|recorded|quoted|named, are flagged|tagged, it imports|finds|collects|reads, reads a|sentences|feeds, yield|yields, contributions welcome, curated list, the importer|classifier|parser, apache <number>, mit license, go|npm|pip install, stay empty, resources about"},
	{name: "counts incidents", full: 3, weight: -6,
		body: "<number> postmortems|outages|readers|incidents|public, in <number> percent, median outage|incident|time, the data set, we read|counted|surveyed|analysed|analyzed|asked, readers answered, most common cause, companies that, most incidents|outages, of the week|decade|year"},
	{name: "is an advisory", full: 3, weight: -3,
		body: "affected version*, affects version*, patched version*, fixed version*, patched in, fixed in version|versions, cvss, cwe, cwe <number>, workarounds, users should upgrade, should upgrade|update to|immediately, users who cannot|can't, upgrade to version, credits, crafted, allows an attacker|attackers, allow attackers, allows remote, is available and, downloads|checksums, all versions before|prior|up"},
	{name: "advertises with a customer", full: 2, weight: -4,
		title: "case study, customer story, success story, how .. cut|reduced|saved|scaled",
		body:  "case study, before they came, they moved, request a demo, book a demo, talk to our|sales, our sales, paid for itself, their team|head|old|engineers|cto|ceo, says their|the cto|the ceo, customer story, since then there, reduced their, saved them, helped them, cost them"},
	{name: "reports news about others", full: 3, weight: -3,
		body: "regulator*, fined, shares fell|rose|dropped, spokesman, spokeswoman, spokesperson, according to the, analysts, opposition, parliament, minister*, lawsuit*, court, stock price*, investors, told reporters"},
	{name: "takes minutes of a meeting", full: 3, weight: -3,
		title: "minutes, meeting, agenda, standup, sync",
		body:  "excused, next meeting, the meeting closed, minutes of the, were|was approved, any other business, agenda, offer is expected, the chair"},
	{name: "is about a book, a talk or a course", full: 2, weight: -3,
		body: "chapter*, the author, the book, recommend it, tickets, will speak, keynote, her|his talk, the talk, this course, day course, in class, day one|two, conference, guests, listen, seats, stories of"},
	{name: "shows code", full: 3, weight: -0.8, body: "<code>"},
}

var (
	inTitle = newLexicon(signals, func(s signal) string { return s.title })
	inBody  = newLexicon(signals, func(s signal) string { return s.body })
)

// bias is the log-odds of a text in which no signal is there.
const bias = -3.1
