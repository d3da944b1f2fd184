package main

import (
	"bytes"
	"compress/gzip"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// A server serves a folder as a static host does, text compressed by gzip
// beforehand, and counts what it sends.
type server struct {
	*httptest.Server
	files map[string]served
	mu    sync.Mutex
	sent  traffic
}

type served struct {
	body   []byte
	kind   string
	packed bool
}

// traffic is what went over the wire; headers are not counted.
type traffic struct{ bytes, requests int }

func serve(dir string) *server {
	s := &server{files: map[string]served{}}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		s.files["/"+filepath.ToSlash(rel)], err = load(path)
		return err
	})
	if err != nil {
		fail(err)
	}
	s.Server = httptest.NewServer(http.HandlerFunc(s.handle))
	return s
}

func load(path string) (served, error) {
	b, err := os.ReadFile(path)
	f := served{body: b, kind: mime.TypeByExtension(filepath.Ext(path))}
	if f.kind == "" {
		f.kind = "application/octet-stream"
	}
	if strings.Contains(f.kind, "text") || strings.Contains(f.kind, "script") || strings.Contains(f.kind, "json") {
		f.body, f.packed = gz(b), true
	}
	return f, err
}

func gz(b []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.DefaultCompression)
	_, _ = w.Write(b)
	_ = w.Close()
	return out.Bytes()
}

func (s *server) handle(w http.ResponseWriter, r *http.Request) {
	f, ok := s.files[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	if f.packed {
		w.Header().Set("Content-Encoding", "gzip")
	}
	w.Header().Set("Content-Type", f.kind)
	w.Header().Set("Cache-Control", "no-store")
	s.mu.Lock()
	s.sent.bytes += len(f.body)
	s.sent.requests++
	s.mu.Unlock()
	_, _ = w.Write(f.body)
}

// take returns what was sent since the last call.
func (s *server) take() traffic {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.sent
	s.sent = traffic{}
	return t
}

// total is what all files below a path weigh on the wire.
func (s *server) total(prefix string) (t traffic) {
	for name, f := range s.files {
		if strings.HasPrefix(name, prefix) {
			t.bytes += len(f.body)
			t.requests++
		}
	}
	return t
}
