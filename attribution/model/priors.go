package model

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
)

// A Prior is what counting says of one word before its sentence is looked at.
type Prior struct {
	Odds float32 // log-odds that it is a cue, drawn towards the mean of all words
	Seen float32 // log of one more than how often it was counted
}

// Priors hold a Prior for each stem that was counted often enough.
type Priors map[string]Prior

// A Count is how often a word was seen, and was a cue.
type Count struct{ Seen, Cue int }

// pull is how many imagined sightings at the mean rate each word starts with.
const pull = 3

// PriorOf makes a prior of a count, given the share of all words that are cues.
func PriorOf(n Count, mean float64) Prior {
	p := (float64(n.Cue) + pull*mean) / (float64(n.Seen) + pull)
	p = math.Min(math.Max(p, 0.001), 0.999)
	return Prior{Odds: round(math.Log(p / (1 - p))), Seen: round(math.Log1p(float64(n.Seen)))}
}

// round keeps three decimals, so that the file reads and sums the same anywhere.
func round(x float64) float32 { return float32(math.Round(x*1000) / 1000) }

// Save writes priors as JSON, a word a line, in order.
func (p Priors) Save(w io.Writer) error {
	if _, err := io.WriteString(w, "{\n"); err != nil {
		return err
	}
	words := slices.Sorted(maps.Keys(p))
	for i, s := range words {
		key, err := json.Marshal(s)
		if err != nil {
			return err
		}
		comma := ","
		if i == len(words)-1 {
			comma = ""
		}
		if _, err := fmt.Fprintf(w, "%s:[%g,%g]%s\n", key, p[s].Odds, p[s].Seen, comma); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "}\n")
	return err
}

// LoadPriors reads what Save wrote.
func LoadPriors(r io.Reader) (Priors, error) {
	var raw map[string][2]float32
	if err := json.NewDecoder(io.LimitReader(r, maxFile)).Decode(&raw); err != nil {
		return nil, fmt.Errorf("priors: %w", err)
	}
	out := make(Priors, len(raw))
	for s, v := range raw {
		out[s] = Prior{Odds: v[0], Seen: v[1]}
	}
	return out, nil
}
