package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"hindsight"
)

// A Form is what somebody has filled in on the issue form for a postmortem
// (.github/ISSUE_TEMPLATE/postmortem.yml).
type Form struct {
	Address, Organisation string
	Date                  hindsight.Moment
	Text                  string
}

// MaxForm bounds the event's file, in bytes: an issue has 64 kB of text, and an
// event says what there is to say of its repository besides.
const MaxForm = 4 << 20

// formFields are the labels of the form in their order. The text is the last one,
// so that headings in it are its own.
var formFields = []string{"Address of the original", "Organisation", "Date of publication", "Text"}

// ErrNoForm says that an issue was not made with the form.
var ErrNoForm = errors.New("the issue was not made with the form for a postmortem")

// noResponse is what GitHub writes for a field that was left empty.
const noResponse = "_No response_"

// ReadForm reads the form out of the file of an event of GitHub: {"issue": {"body":
// …}}. All of it is a stranger's text.
func ReadForm(data []byte) (Form, error) {
	if len(data) > MaxForm {
		return Form{}, fmt.Errorf("%d bytes, more than %d", len(data), MaxForm)
	}
	var event struct {
		Issue struct {
			Body string `json:"body"`
		} `json:"issue"`
	}
	if err := json.Unmarshal(data, &event); err != nil {
		return Form{}, fmt.Errorf("not the file of an event: %w", err)
	}
	body := strings.ToValidUTF8(strings.ReplaceAll(event.Issue.Body, "\r\n", "\n"), string(utf8.RuneError))
	values := make([]string, len(formFields))
	for n, field := range formFields {
		rest, ok := strings.CutPrefix("\n"+strings.TrimLeft(body, "\n"), "\n### "+field+"\n")
		if !ok {
			return Form{}, ErrNoForm
		}
		body = rest
		if n+1 < len(formFields) {
			at := strings.Index(rest, "\n### "+formFields[n+1]+"\n")
			if at < 0 {
				return Form{}, ErrNoForm
			}
			rest, body = rest[:at], rest[at+1:]
		}
		if values[n] = strings.TrimSpace(rest); values[n] == noResponse {
			values[n] = ""
		}
	}
	f := Form{Address: values[0], Organisation: values[1], Text: values[3]}
	var err error
	switch f.Date, err = hindsight.ParseMoment(values[2]); {
	case err != nil:
		return Form{}, fmt.Errorf("%s: %w", formFields[2], err)
	case strings.ContainsAny(f.Address+f.Organisation, "\n"):
		return Form{}, ErrNoForm
	case f.Address != "" && !IsAddress(f.Address):
		return Form{}, fmt.Errorf("%s: %.100q: addresses begin with https:// or http://", formFields[0], f.Address)
	case f.Address == "" && f.Text == "":
		return Form{}, errors.New("the form holds neither a text nor an address")
	}
	return f, nil
}
