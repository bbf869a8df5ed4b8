package score

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A Set is gold from several places. No article is in it twice.
type Set struct {
	Parts []Part
}

// A Part is one file of gold, or one folder of fixtures.
type Part struct {
	Path     string
	SHA256   string // of the file, hexadecimal; "" for a folder
	Gold     []GoldArticle
	Fixtures []FixtureArticle // where Path is a folder of *.txtar
}

// Load reads files of gold (ReadGold) and folders of fixtures (Fixtures). An
// article that two of them hold is an error, even with the same gold: figures
// in which some articles count twice are figures of nothing.
func Load(paths ...string) (*Set, error) {
	set, home := &Set{}, map[string]string{}
	for _, path := range paths {
		p, err := loadPart(path)
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", path, err)
		}
		for _, a := range p.Gold {
			if other, twice := home[a.ID]; twice {
				return nil, fmt.Errorf("reading %s: article %s is in %s already", path, a.ID, other)
			}
			home[a.ID] = path
		}
		set.Parts = append(set.Parts, p)
	}
	return set, nil
}

func loadPart(path string) (Part, error) {
	p := Part{Path: path}
	info, err := os.Stat(path)
	if err != nil {
		return p, err
	}
	if info.IsDir() {
		if p.Fixtures, err = Fixtures(path); err == nil {
			p.Gold, err = fixtureGold(p.Fixtures)
		}
		return p, err
	}
	f, err := os.Open(path)
	if err != nil {
		return p, err
	}
	defer f.Close()
	sum := sha256.New()
	if p.Gold, err = ReadGold(io.TeeReader(f, sum)); err != nil {
		return p, err
	}
	p.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return p, nil
}

// Name is the part's path without its folders: what a card may say of it.
func (p *Part) Name() string { return filepath.Base(p.Path) }

// Gold is all articles of the set.
func (s *Set) Gold() []GoldArticle {
	var all []GoldArticle
	for _, p := range s.Parts {
		all = append(all, p.Gold...)
	}
	return all
}

// Name is the names of the parts, joined by commas.
func (s *Set) Name() string {
	names := make([]string, len(s.Parts))
	for i := range s.Parts {
		names[i] = s.Parts[i].Name()
	}
	return strings.Join(names, ", ")
}

// Input is the articles of the set as a run takes them: files, and, where there
// are fixtures, "-" for lines.
func (s *Set) Input() (paths []string, lines io.Reader, err error) {
	var b bytes.Buffer
	for _, p := range s.Parts {
		if p.Fixtures == nil {
			paths = append(paths, p.Path)
		} else if err := appendLines(&b, p.Fixtures); err != nil {
			return nil, nil, err
		}
	}
	if b.Len() > 0 {
		paths = append(paths, "-")
	}
	return paths, &b, nil
}

// appendLines writes fixtures as JSON Lines, an article a line.
func appendLines(b *bytes.Buffer, arts []FixtureArticle) error {
	enc := json.NewEncoder(b)
	for _, a := range arts {
		date := ""
		if !a.Date.IsZero() {
			date = a.Date.Format(time.DateOnly)
		}
		if err := enc.Encode(map[string]string{
			"id": a.ID, "text": a.Body, "outlet": a.Outlet, "title": a.Title, "author": a.Author, "url": a.URL, "lang": a.Lang, "date": date,
		}); err != nil {
			return err
		}
	}
	return nil
}

// Shared is the first article that two sets have in common, or "".
func (s *Set) Shared(other *Set) string {
	ids := map[string]bool{}
	for _, a := range s.Gold() {
		ids[a.ID] = true
	}
	for _, a := range other.Gold() {
		if ids[a.ID] {
			return a.ID
		}
	}
	return ""
}
