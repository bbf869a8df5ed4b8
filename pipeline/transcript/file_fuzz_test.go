package transcript

import (
	"os"
	"path/filepath"
	"testing"
)

// FuzzRead reads any bytes as a file of every kind, packed or not, with any bytes
// as its sidecar: something comes of every file, a transcript as it promises to
// be or a row that says why not.
func FuzzRead(f *testing.F) {
	const object = `{"id":"a","turns":[{"speaker":"LEE","text":"One","time":"00:01"}],"date":"2024-01-01","title":"x"}`
	f.Add([]byte("LEE: One.\n\nOTIS: Two."), []byte(`{"date":"2024-01-01","speaker":"Ann Lee","event":"Hearing"}`), "a.txt")
	f.Add([]byte("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Lee>One\n"), []byte(object), "a.vtt")
	f.Add([]byte("1\n00:00:01,000 --> 00:00:02,000\n>> LEE: One\n"), []byte("[]"), "b/2016-09-26.srt")
	f.Add([]byte(object+"\n{}\n\xff\n"), []byte{}, "a.jsonl")
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00"), []byte("\xef\xbb\xbf{}"), "a.txt.gz")
	f.Fuzz(func(t *testing.T, b, sidecar []byte, name string) {
		stem, k := kindOf(filepath.Base(name))
		if k == none || len(name) > 100 || len(b) > 1<<16 {
			return
		}
		dir := t.TempDir()
		path := filepath.Join(dir, filepath.Base(name))
		if os.WriteFile(path, b, 0o666) != nil {
			return // no such names here
		}
		if len(sidecar) > 0 {
			os.WriteFile(filepath.Join(dir, stem+".meta.json"), sidecar, 0o666)
		}
		list, rejected := Read(File{Name: name, Path: path, ID: stem, kind: k})
		if len(list)+len(rejected) == 0 {
			t.Errorf("nothing is said of %q", b)
		}
		for _, x := range list {
			holds(t, x)
			if x.ID == "" || len(x.Title) > maxTitle {
				t.Errorf("id %q, title of %d bytes", x.ID, len(x.Title))
			}
		}
		for _, r := range rejected {
			if r.Source != name || r.Reason == "" {
				t.Errorf("%+v", r)
			}
		}
	})
}
