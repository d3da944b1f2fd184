package dump

import (
	"testing"

	"hindsight"
	"hindsight/internal/hostile"
)

// What a text costs grows with its size, whatever it is made of.
func TestGrowth(t *testing.T) {
	hostile.Growth(t, hostile.Of(append(Kinds(), "a.md", "a.eml", "a.mbox")...), func(s hostile.Shape, data []byte) {
		in := hindsight.Input{Name: s.File, Data: data}
		Recognise(in)
		for range New(in, s.Kind).Import(t.Context()) {
		}
	})
}
