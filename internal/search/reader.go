package search

import "io/fs"

// A Reader answers queries from the files that Build wrote.
// It may be used by several goroutines.
type Reader struct{ fsys fs.FS }

// Open reads the root of the index that lies in fsys.
func Open(fsys fs.FS) (*Reader, error) { return &Reader{fsys}, nil }

// Search answers a query.
func (r *Reader) Search(query string, opt Query) (Result, error) { return Result{}, nil }
