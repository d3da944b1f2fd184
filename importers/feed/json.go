package feed

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed"
)

// jsonFeed reads a JSON Feed item by item, so that a mistyped or missing one
// is reported and the others stay, and a feed that breaks off keeps its
// beginning.
func jsonFeed(text string) (*gofeed.Feed, []error) {
	head, items, broken := splitJSON(text)
	var errs []error
	if broken != nil {
		errs = append(errs, broken)
	}
	feed, err := jsonPart(head, "")
	if err != nil { // keep the items even so
		errs = append(errs, err)
		feed = &gofeed.Feed{}
	}
	feed.FeedType = "json"
	more := 0 // left out, but not named
	for n, raw := range items {
		part, err := jsonPart(nil, tameItem(raw))
		switch {
		case err == nil && len(part.Items) == 1:
			feed.Items = append(feed.Items, part.Items[0])
		case len(errs) < maxErrors:
			errs = append(errs, fmt.Errorf("item %d left out: %w", n+1, orEmpty(err)))
		default:
			more++
		}
	}
	if more > 0 {
		errs = append(errs, fmt.Errorf("and %d more items left out", more))
	}
	if len(feed.Items) == 0 && feed.Title == "" && len(errs) > 0 {
		return nil, errs
	}
	return feed, errs
}

func orEmpty(err error) error {
	if err == nil {
		return errors.New("it is empty")
	}
	return err
}

// splitJSON returns the feed's own fields, its items, and why it stopped.
func splitJSON(text string) (head map[string]json.RawMessage, items []string, err error) {
	dec := json.NewDecoder(strings.NewReader(text))
	head = map[string]json.RawMessage{}
	fail := func(err error) (map[string]json.RawMessage, []string, error) {
		return head, items, fmt.Errorf("JSON breaks at byte %d: %w", dec.InputOffset(), err)
	}
	if _, err := dec.Token(); err != nil {
		return fail(err)
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return fail(err)
		}
		if key != "items" {
			var val json.RawMessage
			if err := dec.Decode(&val); err != nil {
				return fail(err)
			}
			head[fmt.Sprint(key)] = val
			continue
		}
		t, err := dec.Token()
		if err != nil {
			return fail(err)
		}
		if t != json.Delim('[') {
			return fail(errors.New(`"items" is no list`))
		}
		for dec.More() {
			var val json.RawMessage
			if err := dec.Decode(&val); err != nil {
				return fail(err)
			}
			if items = append(items, string(val)); len(items) > MaxItems {
				return head, items[:MaxItems], errTooMany
			}
		}
		if _, err := dec.Token(); err != nil {
			return fail(err)
		}
	}
	return head, items, nil
}

// jsonPart has gofeed read a feed of one item, or of none.
func jsonPart(head map[string]json.RawMessage, item string) (*gofeed.Feed, error) {
	if item == "null" {
		return nil, errors.New("it is null")
	}
	fields := map[string]json.RawMessage{"version": json.RawMessage(`"https://jsonfeed.org/version/1.1"`)}
	for _, key := range []string{"title", "home_page_url", "feed_url", "description", "language", "author", "authors"} {
		if v, ok := tame(key, head[key]); ok {
			fields[key] = v
		}
	}
	fields["items"] = json.RawMessage("[" + item + "]")
	text, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	return parse(string(text))
}

// tameItem keeps of an item the fields that are used, as far as they have
// their types, and moves plain text to where HTML is read.
func tameItem(item string) string {
	var all map[string]json.RawMessage
	if json.Unmarshal([]byte(item), &all) != nil || all == nil {
		return item
	}
	fields := map[string]json.RawMessage{}
	for _, key := range []string{"id", "url", "external_url", "title", "content_html", "content_text", "summary", "date_published", "date_modified",
		"author", "authors"} {
		if v, ok := tame(key, all[key]); ok {
			fields[key] = v
		}
	}
	plainToHTML(fields)
	out, err := json.Marshal(fields)
	if err != nil {
		return item
	}
	return string(out)
}

// tame returns a field's value if it has its type; gofeed panics at authors
// that are null and refuses an item for one wrong type.
func tame(key string, v json.RawMessage) (json.RawMessage, bool) {
	switch key {
	case "author":
		var o map[string]any
		return v, json.Unmarshal(v, &o) == nil && o != nil
	case "authors":
		var list []map[string]any
		if json.Unmarshal(v, &list) != nil {
			return nil, false
		}
		list = slices.DeleteFunc(list, func(o map[string]any) bool { return o == nil })
		out, err := json.Marshal(list)
		return out, err == nil
	case "id":
		return v, len(v) > 0 && string(v) != "null" && v[0] != '[' && v[0] != '{'
	}
	var s *string
	return v, json.Unmarshal(v, &s) == nil && s != nil
}

// plainToHTML is for items that have content_text alone.
func plainToHTML(fields map[string]json.RawMessage) {
	var content, text string
	if json.Unmarshal(fields["content_html"], &content) == nil && strings.TrimSpace(content) != "" ||
		json.Unmarshal(fields["content_text"], &text) != nil {
		return
	}
	out, err := json.Marshal(html.EscapeString(text))
	if err == nil {
		fields["content_html"] = out
	}
}
