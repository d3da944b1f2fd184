// Package write writes the Markdown that all dialects of markup come to: code
// that the reading leaves alone (Stash), tables, and the marks of emphasis that
// several dialects share.
package write
