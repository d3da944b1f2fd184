package content

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"hindsight"
)

// A settable is a key of the front matter that a person can set from the command
// line: how its value is read, and what of `curated:` then keeps it.
type settable struct {
	set     func(e *hindsight.Entry, value string) error
	curates string // "" for what no import sets
}

var settables = map[string]settable{
	"title":              {line(func(e *hindsight.Entry) *string { return &e.Title }), "title"},
	"date":               {at(func(e *hindsight.Entry) *hindsight.Moment { return &e.Date }), "date"},
	"organisation":       {line(func(e *hindsight.Entry) *string { return &e.Organisation }), "organisation"},
	"summary":            {line(func(e *hindsight.Entry) *string { return &e.Summary }), "summary"},
	"lang":               {line(func(e *hindsight.Entry) *string { return &e.Lang }), "lang"},
	"classes":            {setClasses, "classes"},
	"incident.started":   {at(func(e *hindsight.Entry) *hindsight.Moment { return &e.Incident.Started }), "incident"},
	"incident.detected":  {at(func(e *hindsight.Entry) *hindsight.Moment { return &e.Incident.Detected }), "incident"},
	"incident.mitigated": {at(func(e *hindsight.Entry) *hindsight.Moment { return &e.Incident.Mitigated }), "incident"},
	"incident.resolved":  {at(func(e *hindsight.Entry) *hindsight.Moment { return &e.Incident.Resolved }), "incident"},
	"source.url":         {line(func(e *hindsight.Entry) *string { return &e.Source.URL }), "source"},
	"source.archive_url": {line(func(e *hindsight.Entry) *string { return &e.Source.ArchiveURL }), "source"},
	"source.author":      {line(func(e *hindsight.Entry) *string { return &e.Source.Author }), "source"},
	"source.licence":     {line(func(e *hindsight.Entry) *string { return &e.Source.Licence }), "source"},
	"publish":            {line(func(e *hindsight.Entry) *string { return &e.Publish }), "publish"},
	"review":             {words(func(e *hindsight.Entry) *[]string { return &e.Review }), "review"},
	"same-as":            {words(func(e *hindsight.Entry) *[]string { return &e.SameAs }), ""},
	"not-same-as":        {words(func(e *hindsight.Entry) *[]string { return &e.NotSameAs }), ""},
}

// Settable are the keys that Set knows, in order.
func Settable() []string { return slices.Sorted(maps.Keys(settables)) }

// Set is an entry with one key set as a person writes it, noted under `curated:`
// so that no import changes it again. An empty value takes away what was there.
func Set(e hindsight.Entry, key, value string) (hindsight.Entry, error) {
	s, ok := settables[key]
	if !ok {
		return e, fmt.Errorf("%q cannot be set%s; keys are %s", key, hint(key, Settable()), strings.Join(Settable(), ", "))
	}
	if err := s.set(&e, strings.TrimSpace(value)); err != nil {
		return e, fmt.Errorf("%s: %w", key, err)
	}
	if s.curates != "" && !e.IsCurated(s.curates) {
		e.Curated = append(slices.Clone(e.Curated), s.curates)
	}
	answer(&e)
	return e, nil
}

func line(field func(*hindsight.Entry) *string) func(*hindsight.Entry, string) error {
	return func(e *hindsight.Entry, value string) error {
		if strings.ContainsAny(value, "\n\r") {
			return fmt.Errorf("more than one line")
		}
		*field(e) = value
		return nil
	}
}

func at(field func(*hindsight.Entry) *hindsight.Moment) func(*hindsight.Entry, string) error {
	return func(e *hindsight.Entry, value string) error {
		m, err := hindsight.ParseMoment(value)
		*field(e) = m
		return err
	}
}

func words(field func(*hindsight.Entry) *[]string) func(*hindsight.Entry, string) error {
	return func(e *hindsight.Entry, value string) error {
		*field(e) = nil
		for _, w := range strings.Split(strings.Trim(value, "[]"), ",") {
			if w = strings.TrimSpace(w); w != "" && !slices.Contains(*field(e), w) {
				*field(e) = append(*field(e), w)
			}
		}
		return nil
	}
}

// setClasses drops the quotes for classes that are no longer among them.
func setClasses(e *hindsight.Entry, value string) error {
	err := words(func(e *hindsight.Entry) *[]string { return &e.Classes })(e, value)
	e.Evidence = slices.DeleteFunc(slices.Clone(e.Evidence), func(v hindsight.Evidence) bool { return !slices.Contains(e.Classes, v.Class) })
	e.Agreed = slices.DeleteFunc(slices.Clone(e.Agreed), func(id string) bool { return !slices.Contains(e.Classes, id) })
	return err
}
