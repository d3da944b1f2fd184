package language

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOf(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"", ""},
		{"", "Down."},
		{"", "On 3 March 2021 the API was down for an hour because the disk of the database was full, and we had no alert for that."},
		{"", "```\nder die das und nicht ein eine ist war wurde von mit auf für als auch an werden aus er hat dass sie nach\n```\nThe log of the server says it."},
		{"de", "Am 3. März 2021 war die Schnittstelle eine Stunde lang nicht erreichbar, weil die Festplatte der Datenbank voll war und uns niemand davor gewarnt hat."},
		{"fr", "Le 3 mars 2021, l'interface était inaccessible pendant une heure parce que le disque de la base de données était plein et que personne ne nous avait prévenus."},
		{"es", "El 3 de marzo de 2021 la interfaz no estuvo disponible durante una hora porque el disco de la base de datos estaba lleno y nadie nos había avisado."},
		{"pt", "No dia 3 de março de 2021 a interface ficou indisponível durante uma hora porque o disco do banco de dados estava cheio e ninguém nos avisou antes."},
		{"ja", "2021年3月3日、データベースのディスクがいっぱいになったため、APIが1時間停止しました。アラートは設定されていませんでした。今後は監視を追加します。"},
		{"zh", "2021年3月3日，由于数据库磁盘已满，接口中断了一个小时，当时没有任何报警通知我们。今后我们将增加监控，并定期检查磁盘空间的使用情况。"},
		{"ru", "3 марта 2021 года интерфейс был недоступен в течение часа, потому что диск базы данных был заполнен и никто нас об этом не предупредил заранее."},
	} {
		if got := Of(c.text); got != c.want {
			t.Errorf("%.60q: %q, want %q", c.text, got, c.want)
		}
	}
}

// No text of the corpus, all in English, is said to be in another language.
func TestCorpus(t *testing.T) {
	root := filepath.Join("..", "..", "..", "shared", "corpus", "docs")
	files, _ := filepath.Glob(filepath.Join(root, "*", "*"))
	if len(files) == 0 {
		t.Logf("%s is not there: no document is read", root)
	}
	lowest := 1.0
	for _, f := range files {
		if i, err := os.Stat(f); err == nil && i.IsDir() {
			continue
		}
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if lang := Of(string(data)); lang != "" {
			t.Errorf("%s is said to be in %q", f, lang)
		}
		if len(strings.Fields(string(data))) > 100 {
			lowest = min(lowest, shareOfEnglish(noProseRE.ReplaceAllString(string(data), " ")))
		}
	}
	t.Logf("%d documents; the least share of common words is %.2f", len(files), lowest)
}

func FuzzOf(f *testing.F) {
	f.Add("Am 3. März war die `Festplatte` voll.")
	f.Add("```\n```\n~~~")
	f.Fuzz(func(t *testing.T, text string) {
		if lang := Of(text); len(lang) > 2 {
			t.Errorf("%q is no code", lang)
		}
	})
}
