package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Bounds of a weights file. They are far above what Train writes, and keep
// hostile bytes from asking for more memory than they are long.
const (
	format      = "verbatim ranker 1"
	maxFile     = 1 << 20
	maxFeatures = 4096
)

// A file is the weights as JSON. Trees are columns, because a row a node is
// three times as long.
type file struct {
	Format   string       `json:"format"`
	Date     string       `json:"date"`
	Hash     string       `json:"hash"`
	Features []string     `json:"features"`
	Knots    [][2]float64 `json:"confidence"`
	Trees    []fileTree   `json:"trees"`
}

type fileTree struct {
	Feature []int32   `json:"feature"`
	Left    []int32   `json:"left"`
	Limit   []float32 `json:"limit"`
	Value   []float32 `json:"value"`
}

// Save writes the weights as JSON, the same bytes each time.
func (r *Ranker) Save(w io.Writer) error {
	f := r.file()
	f.Hash = r.hash
	b, err := f.encode()
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// seal hashes the weights, once they are final.
func (r *Ranker) seal() error {
	b, err := r.file().encode()
	if err != nil {
		return err
	}
	sum := sha256.Sum256(b)
	r.hash = hex.EncodeToString(sum[:])
	r.forest = newForest(r.trees, len(r.features))
	return nil
}

func (r *Ranker) file() *file {
	f := &file{Format: format, Date: r.date, Features: r.features, Knots: r.knots}
	for _, t := range r.trees {
		var ft fileTree
		for _, n := range t.nodes {
			ft.Feature = append(ft.Feature, n.feature)
			ft.Left = append(ft.Left, n.left)
			ft.Limit = append(ft.Limit, n.limit)
			ft.Value = append(ft.Value, n.value)
		}
		f.Trees = append(f.Trees, ft)
	}
	return f
}

// encode gives a tree a line, so that a change of weights can be looked at.
func (f *file) encode() ([]byte, error) {
	b, err := json.Marshal(f)
	if err != nil {
		return nil, err
	}
	b = bytes.ReplaceAll(b, []byte(`{"feature":`), []byte("\n{\"feature\":"))
	return append(b, '\n'), nil
}

// Load reads weights that Save wrote. The bytes may be anybody's: what does not
// hold together, or does not match its own hash, is an error.
func Load(rd io.Reader) (*Ranker, error) {
	b, err := io.ReadAll(io.LimitReader(rd, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	if len(b) > maxFile {
		return nil, fmt.Errorf("weights: longer than %d bytes", maxFile)
	}
	var f file
	if err := json.Unmarshal(b, &f); err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	r, err := f.ranker()
	if err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	if err := r.seal(); err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	if r.hash != f.Hash {
		return nil, errors.New("weights: changed since they were trained: the hash differs")
	}
	return r, nil
}

func (f *file) ranker() (*Ranker, error) {
	if f.Format != format {
		return nil, fmt.Errorf("format %.40q, want %q", f.Format, format)
	}
	if err := checkNames(f.Features, f.Date); err != nil {
		return nil, err
	}
	r := &Ranker{features: f.Features, date: f.Date, confidence: confidence{f.Knots}}
	if err := r.confidence.check(); err != nil {
		return nil, err
	}
	for i, ft := range f.Trees {
		t, err := ft.tree(len(f.Features))
		if err != nil {
			return nil, fmt.Errorf("tree %d: %w", i, err)
		}
		r.trees = append(r.trees, t)
	}
	return r, nil
}

// checkNames lets through what JSON keeps as it is, and dates that can stand in a
// file name.
func checkNames(features []string, date string) error {
	if len(features) == 0 || len(features) > maxFeatures {
		return fmt.Errorf("%d features", len(features))
	}
	seen := map[string]bool{}
	for i, f := range features {
		if f == "" || seen[f] || !utf8.ValidString(f) {
			return fmt.Errorf("feature %d: name %.40q is empty, a repeat or not UTF-8", i, f)
		}
		seen[f] = true
	}
	foreign := func(r rune) bool { return r != '-' && !('0' <= r && r <= '9') && !('a' <= r && r <= 'z') }
	if date == "" || len(date) > 20 || strings.ContainsFunc(date, foreign) {
		return fmt.Errorf("date %.40q: want letters, digits and hyphens", date)
	}
	return nil
}

// tree checks that every path ends, and that no two meet: children stand after
// their parent, each in one pair.
func (ft *fileTree) tree(features int) (tree, error) {
	n := len(ft.Feature)
	if n == 0 || len(ft.Left) != n || len(ft.Limit) != n || len(ft.Value) != n {
		return tree{}, errors.New("columns of different length")
	}
	if n > 2*maxLeaves-1 {
		return tree{}, fmt.Errorf("%d nodes: more than %d leaves", n, maxLeaves)
	}
	nodes, born := make([]node, n), make([]bool, n)
	born[0] = true
	for i := range nodes {
		d := node{ft.Feature[i], ft.Left[i], ft.Limit[i], ft.Value[i]}
		if d.feature < -1 || int(d.feature) >= features {
			return tree{}, fmt.Errorf("node %d: feature %d of %d", i, d.feature, features)
		}
		if d.feature >= 0 {
			if int(d.left) <= i || int(d.left) >= n-1 || born[d.left] || born[d.left+1] {
				return tree{}, fmt.Errorf("node %d: child %d of %d", i, d.left, n)
			}
			born[d.left], born[d.left+1] = true, true
		}
		nodes[i] = d
	}
	return tree{nodes}, nil
}

// check reports whether the knots rise.
func (c confidence) check() error {
	if len(c.knots) == 0 {
		return errors.New("no confidence")
	}
	for i, k := range c.knots {
		if math.Abs(k[0]) > 1e6 || !(k[1] > 0 && k[1] < 1) {
			return fmt.Errorf("confidence: knot %d is (%g, %g)", i, k[0], k[1])
		}
	}
	if !slices.IsSortedFunc(c.knots, func(a, b [2]float64) int {
		if a[0] < b[0] && a[1] <= b[1] {
			return -1
		}
		return 1
	}) {
		return errors.New("confidence: knots do not rise")
	}
	return nil
}
