package main

import (
	"net/url"
	"strings"

	"hindsight"
	"hindsight/internal/archive"
	"hindsight/internal/fetch"
	"hindsight/internal/intake"
	"hindsight/internal/secret"
	"hindsight/internal/site"
)

// siteSources are the archive's sources as the site tells of them. What cannot
// be read of sources.yaml or sources.lock has been named already, or is by check.
func (a *app) siteSources() []site.Source {
	sources, _ := intake.Sources(a.archive)
	lock, err := intake.ReadLock(a.archive)
	if err != nil {
		lock = fetch.Lock{}
	}
	var out []site.Source
	for _, s := range sources {
		st := lock.Of(s)
		one := site.Source{Name: s.Name, Organisation: s.Organisation, Licence: s.Licence, Publish: s.Publish,
			Feed:  st.Kind == "feed" || s.Kind == "feed" || st.Kind == "" && s.Kind == "" && s.Git == "",
			Asked: st.Entry != "" || s.Path != "", FailingSince: st.Since(), Gone: st.Gone}
		if one.URL = publicAddress(s); one.URL != "" && len(secret.Find(st.Error)) == 0 {
			one.Error = st.Error
		}
		out = append(out, one)
	}
	return out
}

// publicAddress is the address of a source, where everybody may know it: not of
// a private server, and neither with a password nor with what looks like a key.
func publicAddress(s fetch.Source) string {
	address := s.Address()
	u, err := url.Parse(address)
	if err != nil || s.AllowPrivate || u.User != nil || len(secret.Find(address)) > 0 {
		return ""
	}
	for name := range u.Query() {
		for _, word := range []string{"token", "key", "secret", "auth", "pass", "sig"} {
			if strings.Contains(strings.ToLower(name), word) {
				return ""
			}
		}
	}
	return address
}

// unread are the content files among what was named as left out.
func unread(named []string) []archive.Problem {
	var out []archive.Problem
	for _, n := range named {
		if at, why, ok := strings.Cut(n, ": "); ok && strings.HasPrefix(at, hindsight.Folder) {
			out = append(out, archive.Problem{Path: at, Reason: why})
		}
	}
	return out
}
