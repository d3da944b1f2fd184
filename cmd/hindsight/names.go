package main

import (
	"errors"
	"os"

	"hindsight/internal/archive"
	"hindsight/internal/facts"
)

// names are those of organisations as the archive's curator writes them, by
// host; none where the archive has no such file.
func (a *app) names() (facts.Names, error) {
	data, err := archive.Read(a.archive, facts.NamesFile, facts.MaxNames)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return facts.ReadNames(a.inArchive(facts.NamesFile), data)
}
