package facts

import (
	"testing"

	"hindsight/internal/prose"
)

func TestFromFolder(t *testing.T) {
	for _, c := range []struct{ folder, body, want string }{
		{"parcelwise", "Parcelwise was down. Engineers of Parcelwise mended it, see https://status.parcelwise.example/1.", "Parcelwise"},
		{"azure", "Azure customers could not log in. Azure engineers rolled back.", "Microsoft Azure"},
		{"hosted-graphite", "Hosted Graphite was slow. Hosted Graphite is well again.", "Hosted Graphite"},
		{"obs", "The OBS backend stopped. OBS is back.", ""},                                          // short for a name that the text may not give
		{"parcelwise", "Parcelwise was down.", ""},                                                    // once: a customer, or a title
		{"network", "Network trouble. Network trouble again. The network was slow.", ""},              // a common word
		{"incidents", "Incidents are reported here. Incidents happen; incidents are written up.", ""}, // somebody's filing
		{"acme", "Globex was down. Globex is back.", ""},
		{"", "Text.", ""},
		{"..", "Text. Text.", ""},
		{"2020", "In 2020 and 2020.", ""},
	} {
		if got := FromFolder(c.folder, prose.Parse("", c.body)); got != c.want {
			t.Errorf("%s: %s\ngot  %q\nwant %q", c.folder, c.body, got, c.want)
		}
	}
}
