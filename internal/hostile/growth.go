package hostile

import (
	"math"
	"runtime"
	"testing"
	"time"
)

// Sizes that are compared, in bytes, and by how much more the larger may cost.
// What grows with the size costs four times as much, what grows with its
// square sixteen times.
const (
	small, large = 4 << 10, 16 << 10
	tooSteep     = 9
	// quick and lean are what the larger may always take. What grows with its
	// square and takes as much takes 12 s for 1 MB, and 16 GB in all.
	quick = 3 * time.Millisecond
	lean  = 4 << 20
)

// Growth fails for each shape that costs read much more than four times as
// much when it is four times as large: in bytes that are allocated, which are
// always the same but under the race detector, or in the time that this process
// computes, the best of several tries, so that what else the machine does counts
// little. No time is asserted.
func Growth(t *testing.T, shapes []Shape, read func(Shape, []byte)) {
	t.Helper()
	for _, s := range shapes {
		data, less := s.Make(large), s.Make(small)
		most := best(1, func() { read(s, data) })
		if most.time < quick && most.bytes < lean {
			continue
		}
		least := best(1, func() { read(s, less) })
		if x := float64(most.bytes) / float64(least.bytes); !Raced && most.bytes > lean && x > tooSteep {
			t.Errorf("%s %s: 16 KB allocate %.0f times what 4 KB allocate, %d MB", s.Kind, s.Name, x, most.bytes>>20)
		}
		for tries := 0; most.time > quick && most.time > tooSteep*least.time; tries++ {
			if tries == 3 {
				t.Errorf("%s %s: 16 KB take %.0f times as long as 4 KB, %s", s.Kind, s.Name, most.time.Seconds()/least.time.Seconds(), most.time)
				break
			}
			most, least = best(3, func() { read(s, data) }), best(5, func() { read(s, less) })
		}
	}
}

type cost struct {
	time  time.Duration
	bytes uint64
}

// best is the least that do costs in several tries.
func best(tries int, do func()) cost {
	least := cost{math.MaxInt64, math.MaxUint64}
	for range tries {
		before, start := allocated(), spent()
		do()
		least.time, least.bytes = min(least.time, spent()-start), min(least.bytes, allocated()-before)
	}
	return least
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}
