package dump

import (
	"testing"

	"hindsight"
	"hindsight/internal/fixture"
)

func render(in hindsight.Input, kind string) string { return fixture.Render(New(in, kind)) }

func TestGolden(t *testing.T) {
	fixture.Golden(t, "*", func(in hindsight.Input) string { return kindFor(in) + "\n" + render(in, "") })
}
