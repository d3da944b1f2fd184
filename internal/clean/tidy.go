package clean

import "strings"

// tidy trims the ends of lines and runs of empty lines, outside of code.
func tidy(md string) string {
	var out strings.Builder
	fence := ""
	empty := true
	for line := range strings.Lines(md) {
		line = strings.TrimRight(line, "\n")
		code := fence != ""
		fence = nextFence(fence, line)
		if !code && fence == "" {
			line = tidyLine(line)
			if line == "" && empty {
				continue
			}
		}
		empty = line == "" && !code
		out.WriteString(line)
		out.WriteByte('\n')
	}
	return strings.Trim(out.String(), "\n")
}

// nextFence returns the fence of the code block that goes on after line.
func nextFence(fence, line string) string {
	bare := strings.TrimLeft(line, " >")
	if fence != "" {
		if strings.TrimRight(bare, " ") == fence {
			return ""
		}
		return fence
	}
	for _, sign := range []string{"`", "~"} {
		if run := bare[:len(bare)-len(strings.TrimLeft(bare, sign))]; len(run) >= 3 && !strings.Contains(bare[len(run):], sign) {
			return run
		}
	}
	return ""
}

// tidyLine removes blanks at the end, but for the two that break a line.
func tidyLine(line string) string {
	bare := strings.TrimRight(line, " \t")
	if strings.HasSuffix(line, "  ") && bare != "" {
		bare += "  "
	}
	return bare
}
