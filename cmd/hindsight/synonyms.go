package main

import (
	"errors"
	"os"

	"hindsight"
	"hindsight/internal/archive"
	"hindsight/internal/search"
)

// synonyms are the program's, and those that the archive adds in a file of the
// same name.
func (a *app) synonyms() (search.Synonyms, error) {
	data, err := hindsight.Theme.ReadFile(search.SynonymsName)
	if err != nil {
		return nil, err
	}
	list, err := search.ReadSynonyms("built-in "+search.SynonymsName, data, nil)
	if err != nil {
		return nil, err
	}
	data, err = archive.Read(a.archive, search.SynonymsName, search.MaxSynonyms)
	if errors.Is(err, os.ErrNotExist) {
		return list, nil
	}
	if err != nil {
		return nil, err
	}
	return search.ReadSynonyms(a.inArchive(search.SynonymsName), data, list)
}
