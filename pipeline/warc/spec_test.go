package warc

import (
	"strings"
	"testing"
)

// The examples of ISO 28500:2017, Annex C, and of the ARC description, written
// anew: the fields are the standard's, blocks that it elides are filled in.
func TestSpecExamples(t *testing.T) {
	http := func(kind string) string { return "application/http;msgtype=" + kind }
	uuid := "urn:uuid:"
	file := of(uuid+"d7ae5c10-e6b3-4d27-967d-34780c58ba39", "warcinfo",
		"software: Heritrix 1.12.0 http://crawler.archive.org\r\nhostname: crawling017.archive.org\r\nip: 207.241.227.234\r\nisPartOf: testcrawl-20050708\r\n"+
			"description: testcrawl with WARC output\r\noperator: IA_Admin\r\nhttp-header-user-agent: Mozilla/5.0 (compatible; heritrix/1.4.0 +http://crawler.archive.org)\r\n"+
			"format: WARC file version 1.1\r\nconformsTo: http://www.archive.org/documents/WarcFileFormat-1.1.html\r\n",
		"Content-Type", "application/warc-fields") +
		of(uuid+"4885803b-eebd-4b27-a090-144450c11594", "request",
			"GET /images/logoc.jpg HTTP/1.0\r\nUser-Agent: Mozilla/5.0 (compatible; heritrix/1.10.0)\r\nFrom: stack@example.org\r\nConnection: close\r\nReferer: http://www.archive.org/\r\nHost: www.archive.org\r\n\r\n",
			"WARC-Target-URI", "http://www.archive.org/images/logoc.jpg", "Content-Type", http("request"), "WARC-Concurrent-To", "<urn:uuid:92283950-ef2f-4d72-b224-f54c6ec90bb0>") +
		of(uuid+"92283950-ef2f-4d72-b224-f54c6ec90bb0", "response",
			"HTTP/1.1 200 OK\r\nDate: Tue, 19 Sep 2006 17:18:40 GMT\r\nServer: Apache/2.0.54 (Ubuntu)\r\nLast-Modified: Mon, 16 Jun 2003 22:28:51 GMT\r\nETag: \"3e45-67e-2ed02ec0\"\r\nAccept-Ranges: bytes\r\nContent-Length: 5\r\nConnection: close\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff\xe0\x00",
			"WARC-Target-URI", "http://www.archive.org/images/logoc.jpg", "WARC-IP-Address", "207.241.233.58", "Content-Type", http("response"), "WARC-Identified-Payload-Type", "image/jpeg") +
		of(uuid+"23200706-de3e-3c61-a131-g65d7fd80cc1", "resource", "\x00\x01film",
			"WARC-Target-URI", "ftp://ftp.example.org/films/film.mov", "Content-Type", "video/quicktime") +
		of(uuid+"16da6da0-bcdc-49c3-927e-57494593b943", "metadata",
			"via: http://www.archive.org/\r\nhopsFromSeed: E\r\nfetchTimeMs: 565\r\n",
			"WARC-Target-URI", "http://www.archive.org/images/logoc.jpg", "WARC-Concurrent-To", "<urn:uuid:92283950-ef2f-4d72-b224-f54c6ec90bb0>", "Content-Type", "application/warc-fields") +
		of(uuid+"16da6da0-bcdc-49c3-927e-57494593bbbb", "revisit",
			"HTTP/1.x 304 Not Modified\r\nDate: Tue, 06 Mar 2007 00:43:35 GMT\r\nServer: Apache/2.0.54 (Ubuntu) PHP/5.0.5-2ubuntu1.4\r\nConnection: Keep-Alive\r\nKeep-Alive: timeout=15, max=100\r\nEtag: \"3e45-67e-2ed02ec0\"\r\n\r\n",
			"WARC-Target-URI", "http://www.archive.org/images/logoc.jpg", "WARC-Profile", "http://netpreserve.org/warc/1.1/server-not-modified", "WARC-Refers-To", "<urn:uuid:92283950-ef2f-4d72-b224-f54c6ec90bb0>", "Content-Type", "message/http") +
		of(uuid+"16da6da0-bcdc-49c3-927e-57494593dddd", "conversion", "[image/neoimg binary data here]",
			"WARC-Target-URI", "http://www.archive.org/images/logoc.jpg", "WARC-Refers-To", "<urn:uuid:92283950-ef2f-4d72-b224-f54c6ec90bb0>", "Content-Type", "image/neoimg") +
		of(uuid+"39509228-ae2f-11b2-763a-aa4c6ec90bb0", "response", "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n[first 1600 bytes]",
			"WARC-Segment-Number", "1", "WARC-Target-URI", "http://www.archive.org/images/logoc.jpg", "Content-Type", http("response")) +
		of(uuid+"70653950-a77f-b212-e434-7a7c6ec909ef", "continuation", "[last 302 bytes]",
			"WARC-Segment-Origin-ID", "<urn:uuid:39509228-ae2f-11b2-763a-aa4c6ec90bb0>", "WARC-Segment-Number", "2", "WARC-Segment-Total-Length", "1902", "WARC-Target-URI", "http://www.archive.org/images/logoc.jpg")
	want := []string{
		"warcinfo urn:uuid:d7ae5c10-e6b3-4d27-967d-34780c58ba39 application/warc-fields 396",
		"request urn:uuid:4885803b-eebd-4b27-a090-144450c11594 application/http 190",
		"response urn:uuid:92283950-ef2f-4d72-b224-f54c6ec90bb0 image/jpeg 200 5",
		"resource urn:uuid:23200706-de3e-3c61-a131-g65d7fd80cc1 video/quicktime 6",
		"metadata urn:uuid:16da6da0-bcdc-49c3-927e-57494593b943 application/warc-fields 65",
		"revisit urn:uuid:16da6da0-bcdc-49c3-927e-57494593bbbb  304 0",
		"conversion urn:uuid:16da6da0-bcdc-49c3-927e-57494593dddd image/neoimg 31",
		"response urn:uuid:39509228-ae2f-11b2-763a-aa4c6ec90bb0 image/jpeg 200 18",
		"continuation urn:uuid:70653950-a77f-b212-e434-7a7c6ec909ef  16",
	}
	listed(t, file, Options{}, want...)
	listed(t, strings.ReplaceAll(file, "WARC/1.1", "WARC/1.0"), Options{}, want...)
	listed(t, packed(file), Options{}, want...)
}

// Names of fields have no case, values may be folded, an address may stand in
// angle brackets, dates have any precision (ISO 28500:2017, 4 and 5.4).
func TestFields(t *testing.T) {
	in := "WARC/1.0\nwarc-record-id:<urn:x:1>\nWARC-TYPE: Resource\nContent-length:0\nWARC-Target-URI: <http://a.example/\xc3\xa9>\nX-Note: one\n  two\n\tthree\nX-Empty:\n\n\n\n"
	r := NewReader(strings.NewReader(in), Options{})
	rec, err := r.Next()
	if err != nil {
		t.Fatal(err)
	}
	if rec.ID != "urn:x:1" || rec.Type != TypeResource || rec.URI != "http://a.example/é" || rec.Header.Get("x-note") != "one two three" || rec.Version != "WARC/1.0" || !rec.Date.IsZero() {
		t.Errorf("%+v", rec)
	}
	for date, want := range map[string]string{
		"2006-09-19T17:20:24Z": "2006-09-19T17:20:24Z", "2006-09-19T17:20:24.123456789Z": "2006-09-19T17:20:24.123456789Z", "2016-01-11T23:24+01:00": "2016-01-11T22:24:00Z",
		"2006-09-19": "2006-09-19T00:00:00Z", "2006-09": "2006-09-01T00:00:00Z", "2006": "2006-01-01T00:00:00Z", "yesterday": "0001-01-01T00:00:00Z",
	} {
		if got := warcDate(date).Format("2006-01-02T15:04:05.999999999Z07:00"); got != want {
			t.Errorf("%s is %s", date, got)
		}
	}
}

const (
	versionBlock = "filedesc://IA-001102.arc 0.0.0.0 19960923142103 text/plain 75\n1 0 Alexa Internet\nURL IP-address Archive-date Content-type Archive-length\n"
	arcPage      = "\nhttp://www.dryswamp.example:80/index.html 127.10.100.2 19961104142103 text/html 65\nHTTP/1.0 200 Document follows\nContent-type: text/html\n\n<p>Words.\n"
)

func TestARC(t *testing.T) {
	info := "warcinfo 19960923142103/filedesc://IA-001102.arc text/plain 75"
	page := "response 19961104142103/http://www.dryswamp.example:80/index.html text/html 200 10"
	listed(t, versionBlock+arcPage+arcPage, Options{}, info, page, page)
	listed(t, packed(versionBlock)+packed(arcPage[1:]), Options{}, info, page)
	// RFC-822 dates and DNS were archived too; spaces in addresses were not escaped.
	listed(t, versionBlock+"\ndns:a.example 127.0.0.1 19961104142103 text/dns 5\nwords\n"+arcPage, Options{}, info, "resource 19961104142103/dns:a.example text/dns 5", page)
	listed(t, versionBlock+"\nhttp://a.example/?q=two words 127.0.0.1 19961104142103 text/plain 5\nwords\n", Options{}, info, "resource 19961104142103/http://a.example/?q=two words text/plain 5")
	listed(t, versionBlock+"\nhttp://a.example/ 127.0.0.1 19961104142103 text/plain -1\n\n"+arcPage, Options{},
		info, `x: byte 138: record 19961104142103/http://a.example/: its length is no number: "-1"`, page)
	// A length that its line ends made wrong, and the response's own that is right.
	whole := strings.Replace(arcPage, "html 65\nHTTP/1.0 200 Document follows\n", "html 99\nHTTP/1.0 200 OK\nContent-Length: 10\n", 1)
	listed(t, versionBlock+whole+arcPage, Options{}, info, page, page)
}
