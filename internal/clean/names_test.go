package clean

import "testing"

// What pages call what stands around a text, and what only looks like it.
func TestElementNames(t *testing.T) {
	for _, tt := range []struct {
		name          string
		chrome, reply bool
	}{
		{"cookie-banner", true, false},
		{"CybotCookiebotDialog", true, false},
		{"post__share", true, false},
		{"jp-relatedposts", true, false},
		{"wp-block-social-links", true, false},
		{"recent-posts-3", true, false},
		{"mc_embed_signup", true, false},
		{"mc_embed_shell", true, false},
		{"about-the-author", true, false},
		{"sharebar", true, false},
		{"comments", false, true},
		{"disqus_thread", false, true},
		{"disqus_recommendations", false, true},
		{"the-comments-area", false, true},
		{"dsq-thread", false, true},
		// not these
		{"has-sidebar", false, false},
		{"sidebar-layout-article-x", false, false},
		{"post-content", false, false},
		{"shared-memory", false, false},
		{"commentary", false, false},
		{"-sidebar", false, false},
		{"", false, false},
		{"--", false, false},
	} {
		if chrome, reply := isBox(tt.name), commentNames.has(tt.name); chrome != tt.chrome || reply != tt.reply {
			t.Errorf("%q: stands around a text %v, is a reader's %v; want %v, %v", tt.name, chrome, reply, tt.chrome, tt.reply)
		}
	}
}

func isBox(name string) bool { return chromeNames.has(name) || authorNames.has(name) }
