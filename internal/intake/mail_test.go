package intake_test

import (
	"os"
	"path/filepath"
	"testing"

	"hindsight/internal/content"
	"hindsight/internal/intake"
)

// The same mail, as it reached two people, is one postmortem, whether it is
// imported by hand or by a source, and whichever comes first. One that was
// refused while its identity was that of its source stays away.
func TestSameMail(t *testing.T) {
	const mail = "From: Ana <ana@wren.example>\nTo: ops@wren.example\nSubject: Postmortem of Thursday's outage\nDate: Fri, 7 Oct 2022 16:12:00 +0000\nMessage-ID: <1@wren.example>\n\n" +
		"On Thursday, 6 October 2022, the API of Wren answered with errors from 13:05 to 13:50 UTC. The root cause was a lock that a worker\n" +
		"never gave back after a deployment. We restarted the workers, and the errors ended.\n"
	const delivered = "Received: from mx.wren.example by other.example; Fri, 7 Oct 2022 16:13:00 +0000\nDelivered-To: jo@other.example\n" + mail
	for _, handFirst := range []bool{true, false} {
		a := newArchive(t, nil)
		byHand := filepath.Join(t.TempDir(), "saved.eml")
		for path, data := range map[string]string{byHand: mail, filepath.Join(a.dir, "mails/1.eml"): delivered, filepath.Join(a.dir, "sources.yaml"): "sources:\n  - name: mails\n    path: mails\n"} {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		args := [][]string{{byHand}, nil, nil, {byHand}}
		if !handFirst {
			args = [][]string{nil, {byHand}, nil, {byHand}}
		}
		for n, names := range args {
			want := content.Unchanged
			if n == 0 {
				want = content.New
			}
			r, err := a.run(intake.Given{}, names...)
			if err != nil || len(r.Documents) != 1 || r.Documents[0].Status != want || len(r.Documents[0].Review) > 0 {
				t.Errorf("by hand first %v, %q: %+v, %v; want one that is %s", handFirst, names, r.Documents, err, want)
			}
		}
		refused := "- id: dump/mail mid:1@wren.example\n  title: x\n  reason: y\n"
		if err := os.WriteFile(filepath.Join(a.dir, content.RefusedName), []byte(refused), 0o644); err != nil {
			t.Fatal(err)
		}
		if r, err := a.run(intake.Given{}, byHand); err != nil || len(r.Documents) != 1 || r.Documents[0].Reason.Kind != intake.RefusedBefore {
			t.Errorf("refused before: %+v, %v", r.Documents, err)
		}
	}
}
