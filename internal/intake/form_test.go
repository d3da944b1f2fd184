package intake_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"hindsight/internal/intake"

	"github.com/goccy/go-yaml"
)

func formOf(address, organisation, date, text string) string {
	none := func(s string) string {
		if s == "" {
			return "_No response_"
		}
		return s
	}
	return "### Address of the original\n\n" + none(address) + "\n\n### Organisation\n\n" + none(organisation) + "\n\n### Date of publication\n\n" + none(date) +
		"\n\n### Text\n\n" + none(text)
}

func eventOf(body string) []byte {
	data, _ := json.Marshal(map[string]any{"action": "opened", "issue": map[string]any{"number": 7, "body": body}})
	return data
}

// TestReadForm: what stands in the form, whatever the text contains.
func TestReadForm(t *testing.T) {
	for _, c := range []struct {
		name, body, want, refused string
	}{
		{"all", formOf("https://a.example/x", "Acme", "2024-03-31", "# Outage\n\nIt was down."), "https://a.example/x|Acme|2024-03-31|# Outage\n\nIt was down.", ""},
		{"a text", formOf("", "", "", "It was down."), "|||It was down.", ""},
		{"an address", formOf("https://a.example/x", "", "", ""), "https://a.example/x|||", ""},
		{"Windows", strings.ReplaceAll(formOf("", "Acme", "", "a\n\nb"), "\n", "\r\n"), "|Acme||a\n\nb", ""},
		{"headings in the text", formOf("", "", "", "a\n\n### Organisation\n\nb\n\n### Text\n\nc"), "|||a\n\n### Organisation\n\nb\n\n### Text\n\nc", ""},
		{"shell in the text", formOf("", "", "", "$(rm -rf /) `id`\n::error::x"), "|||$(rm -rf /) `id`\n::error::x", ""},
		{"nothing", formOf("", "", "", ""), "", "neither a text nor an address"},
		{"another issue", "It does not work", "", "not made with the form"},
		{"a field is missing", strings.Replace(formOf("", "", "", "x"), "### Organisation", "### Team", 1), "", "not made with the form"},
		{"a field of two lines", formOf("https://a.example/\nx", "", "", "x"), "", "not made with the form"},
		{"no date", formOf("", "", "last week", "x"), "", "is no date"},
		{"a file", formOf("file:///etc/passwd", "", "", ""), "", "addresses begin with"},
		{"a flag", formOf("--help", "", "", ""), "", "addresses begin with"},
	} {
		f, err := intake.ReadForm(eventOf(c.body))
		got := strings.Join([]string{f.Address, f.Organisation, f.Date.String(), f.Text}, "|")
		if c.refused != "" {
			if err == nil || !strings.Contains(err.Error(), c.refused) {
				t.Errorf("%s: %q, %v", c.name, got, err)
			}
		} else if err != nil || got != c.want {
			t.Errorf("%s: %q, %v, want %q", c.name, got, err, c.want)
		}
	}
	for _, data := range []string{"", "[]", "{}", `{"issue": 1}`, strings.Repeat(" ", intake.MaxForm+1)} {
		if _, err := intake.ReadForm([]byte(data)); err == nil {
			t.Errorf("%.20q is read", data)
		}
	}
}

// The form has the labels that ReadForm looks for, in their order.
func TestIssueForm(t *testing.T) {
	data, err := os.ReadFile("../../.github/ISSUE_TEMPLATE/postmortem.yml")
	if err != nil {
		t.Fatal(err)
	}
	var form struct {
		Body []struct {
			Type       string            `yaml:"type"`
			Attributes map[string]string `yaml:"attributes"`
		} `yaml:"body"`
	}
	if err := yaml.Unmarshal(data, &form); err != nil {
		t.Fatal(err)
	}
	var body strings.Builder
	for _, f := range form.Body {
		if f.Type != "markdown" {
			body.WriteString("### " + f.Attributes["label"] + "\n\nhttps://a.example/" + "\n\n")
		}
	}
	if _, err := intake.ReadForm(eventOf(strings.Replace(body.String(), "publication\n\nhttps://a.example/", "publication\n\n2024", 1))); err != nil {
		t.Errorf("%v in\n%s", err, body.String())
	}
}

// FuzzReadForm: whatever the event holds, what comes out is of one line where it
// has to be, and an address is one.
func FuzzReadForm(f *testing.F) {
	f.Add(formOf("https://a.example/", "A", "2024", "x"))
	f.Add("### Text\n")
	f.Fuzz(func(t *testing.T, body string) {
		form, err := intake.ReadForm(eventOf(body))
		if err != nil {
			return
		}
		if strings.Contains(form.Address+form.Organisation, "\n") || form.Address != "" && !intake.IsAddress(form.Address) || form.Address+form.Text == "" {
			t.Errorf("%q: %+v", body, form)
		}
	})
}
