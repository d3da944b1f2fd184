package site

import "github.com/landlock-lsm/go-landlock/landlock"

// confine takes from this process, as far as the kernel can (Landlock, from
// Linux 5.13 on), all files but those in dir and all connections. Own layouts
// and scripts are checked before; this holds where a check may have a gap.
func confine(dir string) {
	_ = landlock.V5.BestEffort().Restrict(landlock.RWDirs(dir))
}
