package search

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// ruled are texts that take every rule of FORMAT.md, part "Words".
var ruled = []string{
	"crates.io us-east-1 max_conn 10.0.0.1 v1.2.3", "C++ C# c++11 C#x A++ AB++ x#", "don't Bob's dogs' it’s O＇Neil 'quoted' rock'n'roll",
	"Café CAFÉ naïve Ångström ﬁle Ⅳ ２０２１ ½ x²", "ΣΊΣΥΦΟΣ ά", "Ёлка й", "STRASSE Straße İstanbul ı", "\u0301a\u0301 b\u0301\u0302c",
	"数据库宕机 数", "データベース ｰ ー", "데이터 베이스", "ฐานข้อมูล", "ຖານ ဒေတာ ទិន្នន័យ", "DNS数据 数据2 二つ", "קָמָץ हिन्दी தமிழ்",
	strings.Repeat("x", maxWord) + " " + strings.Repeat("y", maxWord+1) + " z", "😀 a😀b _ - …", "HTTP/2 tls1 x86_64 0xDEADBEEF",
}

// TestWordRules: what a word is changes only together with Version, so that no
// reader takes an index whose words it would cut otherwise. With another
// Version, UPDATE_GOLDEN=1 writes the file of that number and removes the old.
func TestWordRules(t *testing.T) {
	var got strings.Builder
	for _, text := range slices.Concat(ruled, strings.Fields(porterWords), slices.Sorted(maps.Keys(stopWords))) {
		fmt.Fprintf(&got, "%s\t%s\n", text, strings.TrimSpace(analysed(text)))
	}
	golden := filepath.Join("testdata", fmt.Sprintf("words.v%d.golden", Version))
	known, err := filepath.Glob(filepath.Join("testdata", "words.v*.golden"))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(known, golden) && os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, old := range known {
			if err := os.Remove(old); err != nil {
				t.Fatal(err)
			}
		}
		known = []string{golden}
	}
	if !slices.Equal(known, []string{golden}) {
		t.Fatalf("testdata has %v, want %s alone: UPDATE_GOLDEN=1 writes it", known, golden)
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() == string(want) {
		return
	}
	lines := strings.Split(string(want), "\n")
	for i, line := range strings.Split(got.String(), "\n") {
		if i >= len(lines) || line != lines[i] {
			t.Fatalf("what a word is has changed: raise Version (shards.go, assets/ts/search/shards.ts, FORMAT.md), then UPDATE_GOLDEN=1\nfirst in line %d: %q", i+1, line)
		}
	}
	t.Fatalf("%s has more lines than the rules give", golden)
}
