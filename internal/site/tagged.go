package site

import (
	"errors"
	"fmt"
	"io/fs"
	"math"

	"hindsight"
	"hindsight/internal/yamltext"
)

// figuresName is the file that tells what tags are worth: `make bench-tags`
// writes it, and no figure of the page stands anywhere else.
const figuresName = "figures.yaml"

// A measure is a share, of incidents that the model had not seen and of sources
// of which it had seen nothing.
type measure struct {
	Incident float64 `yaml:"by-incident"`
	Source   float64 `yaml:"by-source"`
}

type measuredClass struct {
	Reports   int     `yaml:"reports"`
	Precision float64 `yaml:"precision"`
	Recall    float64 `yaml:"recall"`
}

// measuredTags is what figures.yaml holds, as far as the page shows it.
type measuredTags struct {
	Documents  int                      `yaml:"documents"`
	Main       measure                  `yaml:"main-class"`
	Defensible measure                  `yaml:"main-class-defensible"`
	Evidence   measure                  `yaml:"evidence-full-texts"`
	MacroF1    measure                  `yaml:"macro-f1"`
	Classes    map[string]measuredClass `yaml:"classes"`
}

type shownMeasure struct {
	Name     string `json:"name"` // in i18n, behind "figure-"
	Incident int    `json:"incident"`
	Source   int    `json:"source"` // per cent, as the other
}

type shownClass struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Reports   int    `json:"reports"`
	Precision int    `json:"precision"`
	Recall    int    `json:"recall"`
}

// tagFigures are the figures of the built-in tags as the page about the archive
// shows them, classes in their order; nil where there are none.
func tagFigures(theme fs.FS, tax hindsight.Taxonomy) (map[string]any, error) {
	data, err := fs.ReadFile(theme, figuresName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var f measuredTags
	if err == nil {
		err = yamltext.Unmarshal(data, yamltext.Place{File: figuresName}, yamltext.State, &f)
	}
	if err != nil {
		return nil, fmt.Errorf("site: %s: %w", figuresName, err)
	}
	percent := func(share float64) int { return int(math.Round(100 * share)) }
	var measures []shownMeasure
	for _, m := range []struct {
		name string
		measure
	}{{"main-class", f.Main}, {"main-class-defensible", f.Defensible}, {"evidence-full-texts", f.Evidence}, {"macro-f1", f.MacroF1}} {
		measures = append(measures, shownMeasure{m.name, percent(m.Incident), percent(m.Source)})
	}
	var classes []shownClass
	for _, c := range tax {
		if k, ok := f.Classes[c.ID]; ok {
			classes = append(classes, shownClass{c.ID, c.Title, k.Reports, percent(k.Precision), percent(k.Recall)})
		}
	}
	return map[string]any{"documents": f.Documents, "measures": measures, "classes": classes}, nil
}
