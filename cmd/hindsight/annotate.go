package main

import (
	"fmt"
	"regexp"
	"strings"

	"hindsight/internal/intake"
)

// Levels of an annotation.
const (
	annotateError   = "error"
	annotateWarning = "warning"
	annotateNotice  = "notice"
)

// maxAnnotations are what a run shows of each level; GitHub keeps ten of a step.
const maxAnnotations = 10

// An annotator writes commands to GitHub's runner, which shows each at its file
// and line. What comes from outside is data in them.
type annotator struct {
	*app
	n map[string]int
}

func (a *app) annotator() *annotator { return &annotator{a, map[string]int{}} }

func (n *annotator) at(level, file string, line int, text string) {
	if n.n[level]++; n.n[level] > maxAnnotations {
		return
	}
	n.line(fmt.Sprintf("::%s file=%s,line=%d::%s", level, inProperty.Replace(oneLine(file)), max(1, line), inData.Replace(oneLine(cut(text, maxLine)))))
}

// problem is a "file:line: what is wrong".
func (n *annotator) problem(err error) {
	if m := placedRE.FindStringSubmatch(err.Error()); m != nil {
		line := 0
		_, _ = fmt.Sscan(m[2], &line)
		n.at(annotateError, m[1], line, m[3])
		return
	}
	n.at(annotateError, intake.SourcesFile, 1, err.Error())
}

var placedRE = regexp.MustCompile(`^([^:\n]+):(\d+): (.*)$`)

// As GitHub's own toolkit writes them.
var (
	inData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	inProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// annotate shows a night at the files that it is about.
func (n night) annotate(to *annotator) {
	for _, f := range n.Failing {
		to.at(annotateWarning, intake.SourcesFile, f.Line, "failing since "+f.Since.String()+": "+f.Error)
	}
	for _, d := range n.Documents {
		if len(d.Review) > 0 {
			to.at(annotateNotice, d.Path, 1, "to be reviewed: "+strings.Join(d.Review, ", "))
		}
	}
}
