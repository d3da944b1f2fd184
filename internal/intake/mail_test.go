package intake_test

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
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

// A picture that a mail brings along and shows comes with its text, without what its
// camera wrote into it; the next import changes nothing.
func TestPictureOfMail(t *testing.T) {
	var graph bytes.Buffer
	if err := png.Encode(&graph, image.NewGray(image.Rect(0, 0, 640, 400))); err != nil {
		t.Fatal(err)
	}
	mail := "From: Ana <ana@wren.example>\nSubject: Postmortem of Thursday's outage\nDate: Fri, 7 Oct 2022 16:12:00 +0000\nMessage-ID: <2@wren.example>\nMIME-Version: 1.0\n" +
		"Content-Type: multipart/related; boundary=R\n\n--R\nContent-Type: text/html\n\n<p>On Thursday, 6 October 2022, the API of Wren answered with errors from 13:05 to 13:50 UTC. " +
		"The root cause was a lock that a worker never gave back after a deployment.</p><p><img alt=\"Load\" src=\"cid:load\"></p><p>We restarted the workers, and the errors ended.</p>\n" +
		"--R\nContent-Type: image/png\nContent-ID: <load>\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString(append(graph.Bytes(), "taken at home"...)) + "\n--R--\n"
	a := newArchive(t, nil)
	path := a.write("in/1.eml", mail)
	for _, want := range []string{content.New, content.Unchanged} {
		r, err := a.run(intake.Given{}, path)
		if err != nil || len(r.Documents) != 1 || r.Documents[0].Status != want {
			t.Fatalf("%+v, %v; want one that is %s", r, err, want)
		}
	}
	files, _ := filepath.Glob(filepath.Join(a.dir, "content/files/*/*/*.png"))
	if len(files) != 1 {
		t.Fatalf("the files %q, want one picture", files)
	}
	if data, err := os.ReadFile(files[0]); err != nil || !bytes.Equal(data, graph.Bytes()) {
		t.Errorf("%v, %d bytes, want %d", err, len(data), graph.Len())
	}
	texts, _ := filepath.Glob(filepath.Join(a.dir, "content/postmortems/*/*.md"))
	text, err := os.ReadFile(texts[0])
	if err != nil || !strings.Contains(string(text), "![Load](../../files/") || !strings.Contains(string(text), filepath.Base(files[0])) {
		t.Errorf("%v\n%s", err, text)
	}
}
