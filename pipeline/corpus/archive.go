package corpus

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"github.com/verbatim-news/verbatim/pipeline/page"
	"github.com/verbatim-news/verbatim/pipeline/warc"
)

// readArchive reads a web archive: an article a record that holds one. Damage
// is rejected record by record.
func readArchive(in *bufio.Reader, s *session) error {
	r := warc.NewReader(in, warc.Options{Name: s.name, MaxRecord: s.gate.MaxRecord, MaxBody: s.gate.MaxPage, MaxRatio: s.gate.MaxRatio})
	for empty := true; ; empty = false {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		rec, err := r.Next()
		switch d := (*warc.Damage)(nil); {
		case err == io.EOF:
			if empty {
				s.refuse("", "file holds no record")
			}
			return nil
		case errors.As(err, &d):
			s.refuseDamage(d)
		case err != nil:
			s.refuse("", unreadable(err))
			return nil
		default:
			if err := s.giveRecord(rec); err != nil {
				return err
			}
		}
	}
}

func (s *session) refuseDamage(d *warc.Damage) {
	s.refuse(recordPlace(d.Offset, d.Within, d.ID), d.Reason)
}

// recordPlace says where a record stands: "byte 361, record urn:uuid:...".
func recordPlace(offset, within int64, id string) string {
	place := fmt.Sprintf("byte %d", offset)
	if within > 0 {
		place += fmt.Sprintf(" (unpacked: %d)", within)
	}
	if id = tidy(id); id != "" {
		place += ", record " + id
	}
	return place
}

// giveRecord gives a record that may hold an article. One that was never to
// hold one (a request, a picture, a redirect) is counted.
func (s *session) giveRecord(rec *warc.Record) error {
	media, holds := mediaOf(rec)
	if !holds {
		s.records++
		return nil
	}
	place := recordPlace(rec.Offset, rec.Within, rec.ID)
	if reason := partOf(rec); reason != "" && media != "" {
		s.refuse(place, reason)
		return nil
	}
	rec.Detach()
	return s.give(place, len(rec.Payload()), rawRecord{rec, media, s.id + "#" + rec.ID})
}

// A rawRecord is a record that may hold an article.
type rawRecord struct {
	*warc.Record
	media string // "" where its bytes must tell
	id    string // the article's
}

func (r rawRecord) read() (draft, error) {
	body, err := r.Body()
	if r.media == "" {
		var holds bool
		if r.media, holds = mediaOfBytes(r.Record, body); err != nil || !holds {
			return draft{}, errNone
		}
		if reason := partOf(r.Record); reason != "" {
			return draft{}, errors.New(reason)
		}
	}
	if bad := (*warc.Damage)(nil); errors.As(err, &bad) {
		return draft{}, errors.New(bad.Reason)
	}
	d := draft{id: r.id, extracted: true}
	if r.media == mediaText {
		d.takeText(r.Record, body)
		return d, nil
	}
	p, err := page.Read(body, page.Hint{URL: r.URI, ContentType: r.PayloadType()})
	if err != nil {
		return draft{}, err
	}
	d.take(p)
	return d, nil
}

func (r rawRecord) key(k *keyer) {
	k.add("record", r.id, r.Type, r.URI, r.ContentType)
	for _, f := range r.Header {
		k.add(f.Name, f.Value)
	}
	if r.HTTP != nil {
		k.add("http")
		for _, f := range r.HTTP.Header {
			k.add(f.Name, f.Value)
		}
	}
	k.add("")
	k.bytes(r.Payload())
}

const (
	mediaText = "text/plain"
	mediaHTML = "text/html"
)

// mediaOf gives the media type of a record that may hold an article: a page or
// plain text that a server gave with status 200, or that a crawler kept or made
// (a resource, or the conversions of WET files); "" where a server said none.
func mediaOf(rec *warc.Record) (media string, ok bool) {
	media = rec.Media()
	switch rec.Type {
	case warc.TypeResponse:
		if rec.HTTP == nil || rec.HTTP.Status != http.StatusOK {
			return "", false
		}
		if media == "" {
			return "", true
		}
	case warc.TypeResource, warc.TypeConversion:
	default:
		return "", false
	}
	return holding(rec, media)
}

// mediaOfBytes is mediaOf for a record of which nobody says what it is.
func mediaOfBytes(rec *warc.Record, body []byte) (media string, ok bool) {
	media, _, _ = strings.Cut(http.DetectContentType(body), ";")
	return holding(rec, media)
}

// holding gives of a media type the one that it is read as.
func holding(rec *warc.Record, media string) (as string, ok bool) {
	switch media {
	case mediaText:
		return media, isStory(rec.URI)
	case mediaHTML, "application/xhtml+xml":
		return mediaHTML, true
	}
	return "", false
}

// forMachines are the texts that sites keep for those who call without reading.
var forMachines = map[string]bool{
	"/robots.txt": true, "/ads.txt": true, "/app-ads.txt": true, "/sellers.txt": true, "/humans.txt": true, "/llms.txt": true,
	"/security.txt": true, "/.well-known/security.txt": true,
}

// isStory reports whether plain text at an address may be an article. What
// wget keeps of its own run lies at metadata://.
func isStory(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return true // many that are archived are none, and were answered all the same
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https", "ftp", "file":
		return !forMachines[path.Clean("/"+u.Path)]
	}
	return false
}

// partOf gives the reason why a record holds but a part: half an article would
// be held against others as if it were whole.
func partOf(rec *warc.Record) string {
	if why := rec.Header.Get("WARC-Truncated"); why != "" {
		return "cut short by its writer: " + tidy(why)
	}
	if rec.Header.Get("WARC-Segment-Number") != "" {
		return "one segment of several"
	}
	return ""
}

// takeText fills in what a record of plain text holds. Its date is that of the
// crawl, and no article's. Its language was guessed by whoever wrote the
// archive, from the page with all its menus.
func (d *draft) takeText(rec *warc.Record, body []byte) {
	d.text = decodeLabelled(body, rec.PayloadType())
	lang, _, _ := strings.Cut(rec.Header.Get("WARC-Identified-Content-Language"), ",")
	d.meta = meta{url: tidy(rec.URI), outlet: page.Outlet(tidy(rec.URI)), lang: tidy(lang)}
}

// decodeLabelled decodes a text of the charset that its content type names,
// unless it is UTF-8 whatever that says; without a name it is left to mend.
func decodeLabelled(body []byte, contentType string) string {
	_, params, _ := mime.ParseMediaType(contentType)
	if enc, _ := charset.Lookup(params["charset"]); enc != nil && !utf8.Valid(body) {
		if decoded, err := enc.NewDecoder().Bytes(body); err == nil {
			return string(decoded)
		}
	}
	return string(body)
}
