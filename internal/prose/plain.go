package prose

import (
	"strings"
)

// Plain returns readable text without Markdown marks: one block a line,
// links and images as their text, code as it is.
func Plain(markdown string) string {
	var b strings.Builder
	scan(markdown, func(blk block) {
		sep := " "
		if blk.kind == code {
			sep = "\n"
		}
		parts := make([]string, 0, len(blk.spans))
		for _, sp := range blk.spans {
			parts = append(parts, strings.ReplaceAll(markdown[sp.start:sp.end], "\x00", ""))
		}
		line := strings.Join(parts, sep)
		if blk.kind != code {
			line = inlineText(line)
		}
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString(line)
			b.WriteByte('\n')
		}
	})
	return b.String()
}
