package dump

import (
	"testing"

	"hindsight"
	"hindsight/internal/hostile"
)

// What a text costs grows with its size, whatever it is made of. Front matter is
// not among it, as it is read up to 32 KB alone.
func TestGrowth(t *testing.T) {
	hostile.Growth(t, hostile.Of(append(Kinds(), "a.eml", "a.mbox")...), func(s hostile.Shape, data []byte) {
		in := hindsight.Input{Name: s.File, Data: data}
		Recognise(in)
		for range New(in, s.Kind).Import(t.Context()) {
		}
	})
}
