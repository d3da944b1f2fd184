package write

import "strings"

// Image is a picture: what it shows, and its address as the text has it, which
// may be the name of a file beside it.
func Image(alt, address string) string {
	address = imageAddress.Replace(strings.TrimSpace(address))
	if address == "" {
		return strings.TrimSpace(alt)
	}
	return "![" + imageAlt.Replace(strings.TrimSpace(alt)) + "](" + address + ")"
}

var (
	imageAddress = strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "\n", "")
	imageAlt     = strings.NewReplacer("[", "(", "]", ")", "\n", " ")
)
