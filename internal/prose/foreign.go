package prose

// foreignNames are the headings that German, French, Spanish, Portuguese and
// Japanese reports use, as headingWords writes them: in lower case, without
// accents and apostrophes.
var foreignNames = []struct {
	role  Role
	names string
}{
	{RoleSummary, "zusammenfassung|kurzfassung|uberblick|ubersicht|kurz gesagt|auf einen blick|resume|synthese|en bref|en resume|resumen|resumen ejecutivo|en resumen|resumo|sumario|em resumo|概要|要約|サマリー|サマリ"},
	{RoleRootCause, "ursache|ursachen|grundursache|hauptursache|fehlerursache|ursachenanalyse|fehleranalyse|analyse|ausloser|grund|cause racine|causes racines|cause profonde|cause du probleme|cause principale|origine|origine du probleme|causa|causas|causa raiz|causa principal|origen|causas raiz|原因|根本原因|発生原因|直接原因|原因分析"},
	{RoleContributing, "begunstigende faktoren|was schief lief|was schlecht lief|facteurs contributifs|facteurs aggravants|factores contribuyentes|fatores contribuintes"},
	{RoleWhatHappened, "was ist passiert|was ist geschehen|was war passiert|was war los|vorfall|hergang|storung|beschreibung|que sest il passe|ce qui sest passe|description de lincident|contexte|que paso|que ocurrio|que ha pasado|que sucedio|descripcion|o que aconteceu|o que houve|descricao|contexto|事象|発生した事象|障害内容|何が起きたか"},
	{RoleImpact, "auswirkung|auswirkungen|folgen|betroffen|betroffene|betroffene dienste|betroffene systeme|impacts|services affectes|services touches|services concernes|impacto|afectacion|consecuencias|servicios afectados|consequencias|servicos afetados|影響|影響範囲|影響内容"},
	{RoleBackground, "hintergrund|einleitung|ausgangslage|antecedentes|introduccion|introducao|背景|前提"},
	{RoleDetection, "erkennung|entdeckung|deteccion|deteccao|検知|発見"},
	{RoleTimeline, "zeitverlauf|zeitlicher ablauf|zeitleiste|zeitstrahl|zeitlinie|ablauf|verlauf|chronik|chronologie|deroulement|deroule|frise chronologique|cronologia|linea de tiempo|linea temporal|linha do tempo|経緯|時系列|タイムライン|対応経過|発生経緯"},
	{RoleMitigation, "behebung|losung|fehlerbehebung|wiederherstellung|entstorung|sofortmassnahmen|gegenmassnahmen|retablissement|correction|resolucion|solucion|mitigacion|recuperacion|resolucao|solucao|mitigacao|recuperacao|correcao|対応|復旧|対処|対応内容|暫定対応|解決"},
	{RoleLessons, "erkenntnisse|lehren|was wir gelernt haben|was gut lief|fazit|lecons|lecons apprises|enseignements|retour dexperience|lecciones|lecciones aprendidas|aprendizajes|conclusiones|licoes|licoes aprendidas|aprendizados|conclusao|教訓|学び|振り返り"},
	{RoleFollowUp, "massnahmen|folgemassnahmen|weitere massnahmen|nachste schritte|weiteres vorgehen|ausblick|vorbeugung|pravention|verbesserungen|prochaines etapes|actions correctives|mesures correctives|mesures preventives|plan daction|actions a venir|suites|proximos pasos|acciones|acciones correctivas|medidas correctivas|medidas preventivas|seguimiento|plan de accion|proximos passos|acoes|acoes corretivas|plano de acao|再発防止|再発防止策|今後の対応|今後の対策|恒久対応|恒久対策|対策"},
}

// unaccented is the letter below the accents of a Latin letter in lower case.
var unaccented = func() map[rune]string {
	m := map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe"}
	for plain, accented := range map[string]string{"a": "àáâãäåā", "c": "çćč", "e": "èéêëē", "i": "ìíîïī", "n": "ñń", "o": "òóôõöøō", "u": "ùúûüū", "y": "ýÿ", "s": "śš", "z": "źżž"} {
		for _, r := range accented {
			m[r] = plain
		}
	}
	return m
}()
