package list

import (
	"testing"

	"hindsight"
	"hindsight/internal/hostile"
)

// What an input costs grows with its size, whatever it is made of.
func TestGrowth(t *testing.T) {
	hostile.Growth(t, hostile.Of("list"), func(s hostile.Shape, data []byte) {
		in := hindsight.Input{Name: s.File, Data: data}
		Recognise(in)
		for range New(in).Import(t.Context()) {
		}
	})
}
