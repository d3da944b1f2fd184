package main

import (
	"crypto/sha256"
	"fmt"
	"path"
	"path/filepath"
	"slices"

	"hindsight/internal/assistant"
	"hindsight/internal/facts"
	"hindsight/internal/intake"
	"hindsight/internal/receipt"
)

// importInputs are the files and folders of an archive that decide what becomes
// of a text.
var importInputs = []string{path.Dir(aboutFile), taxonomyFile, modelFile, facts.NamesFile, assistant.LockName, intake.SourcesFile, intake.LockFile}

// What is known of an import of files: that the next one of the same files into
// the same archive would change nothing and name nothing, because the last one
// did not, or only filed what was new. Then 10,000 texts need not be read for it.
type known struct {
	at     string // whose receipt it is
	args   []string
	stamps []receipt.Sum // of the archive, then of args
	sum    receipt.Sum
	done   string // what the last one said, in one line
	kept   bool
}

// known looks at what an import of args depends on; nil where that is more than
// files: sources, servers, standard input, an assistant.
func (a *app) known(args []string, flags importFlags) *known {
	k := &known{at: a.inArchive(path.Dir(aboutFile))}
	h := sha256.New()
	program, err := ownFile()
	if err != nil || len(args) == 0 || flags.assistant.asked() != "" {
		return nil
	}
	tree, err := receipt.Look(a.archive, importInputs...)
	if err != nil {
		return nil
	}
	fmt.Fprintf(h, "%x %x %q %t", program, tree.Content, []string{flags.as, flags.organisation, flags.url, flags.date}, a.outside)
	k.stamps = append(k.stamps, tree.Stamp)
	sources, _ := intake.Sources(a.archive)
	for _, arg := range args {
		at, err := filepath.EvalSymlinks(arg)
		if err != nil {
			return nil
		}
		if at, err = filepath.Abs(at); err != nil {
			return nil
		}
		tree, err := receipt.Look(at, ".")
		if err != nil || tree.Links > 0 {
			return nil
		}
		for _, s := range sources {
			if s.Name == arg {
				return nil
			}
		}
		fmt.Fprintf(h, " %q %q %x", arg, at, tree.Content)
		k.args, k.stamps = append(k.args, at), append(k.stamps, tree.Stamp)
	}
	k.sum = receipt.Sum(h.Sum(nil))
	if r, ok := receipt.Of(k.at); ok && r.Inputs == k.sum {
		k.kept, k.done = true, r.Done
	}
	return k
}

// same says that the last import has said all there is to say.
func (k *known) same() bool { return k != nil && k.kept }

// keepKnown remembers an import that named nothing and changed nothing, or that
// filed new postmortems only, which the next one finds unchanged; unless some
// file was written meanwhile.
func (a *app) keepKnown(before *known, args []string, flags importFlags, n intake.Count) {
	if before == nil || n != (intake.Count{New: n.New, Unchanged: n.Unchanged}) {
		return
	}
	k := before
	if n.New > 0 { // the archive is another one now
		if k = a.known(args, flags); k == nil || !slices.Equal(k.stamps[1:], before.stamps[1:]) {
			return
		}
	}
	now, err := receipt.Stamp(a.archive, importInputs...)
	all := []receipt.Sum{now}
	for _, at := range k.args {
		if err == nil {
			now, err = receipt.Stamp(at, ".")
			all = append(all, now)
		}
	}
	if err == nil && slices.Equal(all, k.stamps) {
		_ = receipt.Receipt{Inputs: k.sum, Done: summed(intake.Count{Unchanged: n.New + n.Unchanged})}.Keep(k.at)
	}
}
