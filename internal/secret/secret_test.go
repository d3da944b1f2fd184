package secret

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"hindsight"
	"hindsight/internal/fixture"
	"hindsight/internal/hostile"
)

const (
	lowerCase = "abcdefghijklmnopqrstuvwxyz"
	upperCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits    = "0123456789"
	base32    = upperCase + "234567"
	hexes     = digits + "abcdef"
	letters   = lowerCase + upperCase + digits
	base64    = letters + "+/"
)

// random is n characters of an alphabet, the same in every run. No secret of
// this test stands in the repository, where others look for them.
func random(alphabet string, n int) string {
	r := rand.New(rand.NewSource(int64(n) + int64(len(alphabet))<<8))
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[r.Intn(len(alphabet))]
	}
	return string(b)
}

// madeUp are secrets of the kinds that get into postmortems: a text around "%s",
// and what stands there.
func madeUp() []struct{ kind, text, secret string } {
	pem := "MII" + random(base64, 61) + "\n" + random(base64, 64) + "\n" + random(base64, 64) + "\n" + random(base64, 40) + "=="
	return []struct{ kind, text, secret string }{
		{"aws-access-token", "The key %s was in the image.", "AKIA" + random(base32, 16)},
		{"github-pat", "remote: denied for %s\n", "ghp_" + random(letters, 36)},
		{"github-fine-grained-pat", "token %s", "github_pat_" + random(letters+"_", 82)},
		{"github-app-token", "used %s for it", "ghs_" + random(letters, 36)},
		{"gitlab-pat", "curl --header 'PRIVATE-TOKEN: %s' https://git.acme.example", "glpat-" + random(letters, 20)},
		{"slack-bot-token", "SLACK=%s ./notify", "xoxb-" + random(digits, 12) + "-" + random(digits, 12) + "-" + random(letters, 24)},
		{"slack-webhook-url", "posted to %s", "https://hooks.slack.com/services/T" + random(upperCase+digits, 8) + "/B" + random(upperCase+digits, 8) + "/" + random(letters, 24)},
		{"stripe-access-token", "we logged %s for an hour", "sk_live_" + random(letters, 24)},
		{"gcp-api-key", "?key=%s&sensor=false", "AIza" + random(letters, 35)},
		{"jwt", "jwt was %s in the log", "eyJ" + random(letters, 33) + ".eyJ" + random(letters, 80) + "." + random(letters, 43)},
		{"private-key", "it was in the bucket:\n\n```\n%s\n```\n", "-----BEGIN RSA PRIVATE KEY-----\n" + pem + "\n-----END RSA PRIVATE KEY-----"},
		{"private-key-beginning", "-----BEGIN OPENSSH PRIVATE KEY-----\n%s", pem},
		{"npm-access-token", "//registry.acme.example/:_authToken=%s", "npm_" + random(lowerCase+digits, 36)},
		{"pypi-upload-token", "password = %s", "pypi-AgEIcHlwaS5vcmc" + random(letters, 60)},
		{"sendgrid-api-token", "the mailer had %s", "SG." + random(letters, 66)},
		{"digitalocean-pat", "doctl with %s", "dop_v1_" + random(hexes, 64)},
		{"openai-api-key", "key %s", "sk-" + random(letters, 20) + "T3BlbkFJ" + random(letters, 20)},
		{"hashicorp-tf-api-token", "tf: %s", random(lowerCase+digits, 14) + ".atlasv1." + random(letters, 60)},
		{"telegram-bot-api-token", "TELEGRAM_TOKEN=%s", random(digits[1:], 9) + ":A" + random(letters, 34)},
		{"twilio-api-key", "twilio %s failed", "SK" + random(hexes, 32)},
		{"shopify-access-token", "shop %s", "shpat_" + random(hexes, 32)},
		{"datadog-access-token", "datadog_api_key = \"%s\"", random(lowerCase+digits, 40)},
		{"heroku-api-key", "HEROKU_API_KEY=%s", "12a3c4d5-" + random(hexes, 4) + "-4" + random(hexes, 3) + "-8" + random(hexes, 3) + "-" + random(hexes, 12)},
		{"generic-api-key", "export PAYMENTS_API_KEY=%s\n", random(letters, 32)},
		{"generic-api-key", "client_secret: '%s'", random(letters, 40)},
		{"password", "The password was %s, and everybody had it.", "hun7er-" + random(letters, 8)},
		{"password", "Passwort: %s", "Sommer2019!"},
		{"password-in-address", "DATABASE_URL=postgres://app:%s@db.acme.example:5432/shop", random(letters, 14)},
		{"password-in-address", "amqp://guest:%s@mq.acme.example/", "s3cr3tpw"},
		{"authorization-header", "> Authorization: Bearer %s", random(letters, 40)},
		{"authorization-header", "authorization: Basic %s", random(base64, 30) + "=="},
		{"session-cookie", "Cookie: lang=en; sessionid=%s; x=1", random(lowerCase+digits, 32)},
		{"secret-in-query", "GET /v1/x?access_token=%s&page=2", random(letters, 40)},
	}
}

// Each of the made-up secrets is found, under whatever name, plain, in Markdown
// and behind Markdown's backslashes.
func TestFind(t *testing.T) {
	all := madeUp()
	for _, c := range all {
		for _, dressed := range []string{c.text, "**On call:** " + c.text + "\n\nThen we went on.", strings.ReplaceAll(c.text, "_", `\_`)} {
			secret := c.secret
			if strings.Contains(dressed, `\_`) || dressed == c.text {
				secret = strings.ReplaceAll(secret, "_", `\_`)
			}
			text := strings.Replace(dressed, "%s", secret, 1)
			got := Find(text)
			at := strings.Index(text, secret)
			if !slices.ContainsFunc(got, func(f Finding) bool { return f.Start <= at && f.End >= at+len(secret) }) {
				t.Errorf("%s: %v in %q", c.kind, got, text)
			} else if got[0].Line != 1+strings.Count(text[:got[0].Start], "\n") {
				t.Errorf("%s: line %d", c.kind, got[0].Line)
			}
		}
	}
}

// What people write about secrets is none.
func TestNoSecrets(t *testing.T) {
	for _, text := range []string{
		"The password was reset at 10:00. Passwords: see the vault. password: required",
		"We rotated all API keys, tokens and credentials; the key was AKIAIOSFODNN7EXAMPLE in the manual.",
		"export TOKEN=$GITHUB_TOKEN; psql postgres://app:${PASSWORD}@db/shop; redis://user:password@host",
		"-----BEGIN CERTIFICATE-----\n" + random(base64, 64) + "\n-----END CERTIFICATE-----",
		"commit 0d6a9bb5af126f73350a2afc058492765446aaad fixed it; sha256:" + random(hexes, 64),
		"request id 7f3d9c1e-52b1-4f4e-9b77-4e5b2b7c6f10 failed, trace=" + random(hexes, 32),
		"https://acme.example/post?id=12345678901234567890&utm_source=feed&tokens=2",
		"the password is REDACTED-password-1 and the token REDACTED-github-pat-1",
	} {
		if got := Find(text); len(got) > 0 {
			t.Errorf("%v in %q", got, text)
		}
	}
}

func TestPersonal(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // kinds and what they are
	}{
		{"Ask jo.finch@wren.example or call +44 20 7946 0958.", "email jo.finch@wren.example · telephone-number +44 20 7946 0958"},
		{"Tel. 030 901820-4711, mobile: 0171 2345678", "telephone-number 030 901820-4711 · telephone-number 0171 2345678"},
		{"(555) 010-4477 was called by @jofinch and <@U02ABCDEF|jo>.", "telephone-number (555) 010-4477 · mention @jofinch · mention <@U02ABCDEF|jo>"},
		{"Write to support@wren.example, sre-team@wren.example or no-reply@wren.example.", ""},
		{"git@github.com:acme/x.git, logo@2x.png, unit@1.service, ops@example.com", ""},
		{"@here @channel: `@Override` and\n```\n@dataclass\n```\n@on-call please", ""},
		{"From 2024-03-12 10:00 +0100 to 12:00 (+01:00), +15 % traffic, +1 200 requests, v+1.2.3", ""},
		{"Order 555-0100 and 2019-02-18, AS 64512, 10.0.0.1", ""},
		{"npm install @acme/client@1.2.3", ""},
	} {
		var got []string
		for _, f := range Personal(c.text) {
			got = append(got, f.Kind+" "+c.text[f.Start:f.End])
		}
		if s := strings.Join(got, " · "); s != c.want {
			t.Errorf("%q: %q, want %q", c.text, s, c.want)
		}
	}
}

// Of the documents beside the repository at most one of a hundred is said to
// hold a secret; all are published, so that none does.
func TestFalseAlarms(t *testing.T) {
	folder, ok := fixture.Corpus(t, "docs")
	if !ok {
		return
	}
	docs, alarms, people := 0, 0, 0
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "INDEX.tsv" {
			return err
		}
		data, err := os.ReadFile(path)
		text := string(data)
		docs++
		for _, f := range Find(text) {
			t.Logf("%s:%d: %s", path, f.Line, f.Kind)
		}
		if len(Find(text)) > 0 {
			alarms++
		}
		if len(Personal(text)) > 0 {
			people++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d documents: %d with a secret, %d with personal data", docs, alarms, people)
	if docs < 300 || 100*alarms > docs {
		t.Errorf("%d of %d documents are said to hold a secret", alarms, docs)
	}
}

// Redact leaves nothing to be found, quotes stay quotes, and doing it again
// changes nothing.
func TestRedact(t *testing.T) {
	for _, c := range madeUp() {
		line := strings.Replace(c.text, "%s", c.secret, 1)
		e := hindsight.Entry{Postmortem: hindsight.Postmortem{Title: "An outage", Summary: line, Body: "## What\n\n" + line + "\n\nAsk jo@wren.example and jo@wren.example.\n",
			Extra:  hindsight.Extra{{Key: "db_password", Values: []string{"Otter-4711-lane"}}, {Key: "note", Values: []string{line}}},
			Source: hindsight.Source{ID: "1", SHA256: "2"}, Timeline: []hindsight.Event{{Text: line}}, Review: []string{hindsight.ReviewSecret, hindsight.ReviewPersonal}},
			Evidence: []hindsight.Evidence{{Class: "security", Quote: line}}}
		now, n := Redact(e, All)
		all := now.Title + now.Body + now.Summary + now.Evidence[0].Quote + now.Timeline[0].Text + fmt.Sprint(now.Extra)
		if n < 2 || strings.Contains(all, "Otter") || strings.Contains(all, c.secret) || strings.Contains(all, "jo@") || len(now.Review) > 0 || now.Source != e.Source {
			t.Errorf("%s: %d written over: %+v", c.kind, n, now)
		}
		if !strings.Contains(now.Body, now.Evidence[0].Quote) || strings.Count(now.Body, "REDACTED-email-1") != 2 || len(Kinds(now)) < 2 {
			t.Errorf("%s: %+v", c.kind, now)
		}
		if again, m := Redact(now, All); m != 0 || fmt.Sprint(again) != fmt.Sprint(now) {
			t.Errorf("%s: once more: %d, %+v", c.kind, m, again)
		}
		if first := strings.Replace(e.Body, "jo@", "", 1); e.Evidence[0].Quote != line || first == "" {
			t.Errorf("%s: the entry itself was changed", c.kind)
		}
	}
}

// One kind alone is written over, and a later run goes on counting.
func TestRedactKinds(t *testing.T) {
	e := hindsight.Entry{Postmortem: hindsight.Postmortem{Body: "jo@wren.example, @jofinch, al@wren.example\n", Review: []string{hindsight.ReviewPersonal}}}
	now, _ := Redact(e, func(kind string) bool { return kind == "email" })
	if now.Body != "REDACTED-email-1, @jofinch, REDACTED-email-2\n" || len(now.Review) != 1 {
		t.Errorf("%+v", now)
	}
	now.Body += "and cy@wren.example\n"
	if now, _ = Redact(now, All); now.Body != "REDACTED-email-1, REDACTED-mention-1, REDACTED-email-2\nand REDACTED-email-3\n" || len(now.Review) != 0 {
		t.Errorf("%+v", now)
	}
}

// hostileWords are what rules look for; texts are made of one each.
var hostileWords = []string{"key token secret password api auth ", "-----BEGIN PRIVATE KEY-----\n", "@a +1 ", "password is a1 "}

// Texts made of what rules look for cost what grows with their size alone.
func TestGrowth(t *testing.T) {
	var shapes []hostile.Shape
	for _, w := range hostileWords {
		shapes = append(shapes, hostile.Shape{Kind: "text", Name: w, Make: func(size int) []byte { return []byte(strings.Repeat(w, size/len(w))) }})
	}
	hostile.Growth(t, shapes, func(_ hostile.Shape, data []byte) {
		Find(string(data))
		Personal(string(data))
	})
}

// What was not looked through counts as found.
func TestUnread(t *testing.T) {
	word := hostileWords[0]
	for size, want := range map[int]bool{1 << 10: false, most / 2: false, 2 * most: true} {
		found := Find(strings.Repeat(word, size/len(word)))
		if unread := slices.ContainsFunc(found, func(f Finding) bool { return f.Kind == Unread }); unread != want {
			t.Errorf("%d bytes: unread %v, want %v", size, unread, want)
		}
	}
}

func FuzzRedact(f *testing.F) {
	for _, c := range madeUp() {
		f.Add(strings.Replace(c.text, "%s", c.secret, 1))
	}
	f.Add(`\@jo \_ \\ jo\@wren.example`)
	f.Fuzz(func(t *testing.T, text string) {
		for _, g := range append(Find(text), Personal(text)...) {
			if g.Start < 0 || g.Start > g.End || g.End > len(text) {
				t.Errorf("%+v of %d bytes", g, len(text))
			}
		}
		Redact(hindsight.Entry{Postmortem: hindsight.Postmortem{Body: text}}, All)
	})
}

// Four times as many lines cost about four times as much: the memory that is
// taken on the way tells it, since times vary.
func TestLinesCostAlike(t *testing.T) {
	cost := func(lines int) uint64 {
		text := strings.Repeat("the `relay` of bo@larkspur.example went down\n", lines)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		Personal(text)
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	if small, large := cost(500), cost(2000); large > 8*small {
		t.Errorf("%d KB for 500 lines, %d KB for 2000", small>>10, large>>10)
	}
}
