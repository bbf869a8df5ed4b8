package model

import (
	"bytes"
	"maps"
	"strings"
	"testing"
)

func TestPriorOf(t *testing.T) {
	rare, often, never := PriorOf(Count{1, 1}, 0.1), PriorOf(Count{500, 495}, 0.1), PriorOf(Count{0, 0}, 0.5)
	if rare.Odds >= often.Odds || rare.Seen >= often.Seen {
		t.Errorf("seen once %v, often %v", rare, often)
	}
	if never != (Prior{}) {
		t.Errorf("never seen: %v, want the even mean and no sighting", never)
	}
}

func TestPriorsSaveLoad(t *testing.T) {
	want := Priors{"say": PriorOf(Count{900, 800}, 0.1), `quo"te`: PriorOf(Count{2, 0}, 0.1), "": {}}
	for _, p := range []Priors{want, {}} {
		var b bytes.Buffer
		if err := p.Save(&b); err != nil {
			t.Fatal(err)
		}
		if got, err := LoadPriors(&b); err != nil || !maps.Equal(got, p) {
			t.Errorf("%v came back as %v, error %v", p, got, err)
		}
	}
	for _, bad := range []string{"", "[1]", `{"say":["much",1]}`, `{"say":[1e99,0]}`} {
		if p, err := LoadPriors(strings.NewReader(bad)); err == nil {
			t.Errorf("%s loads as %v", bad, p)
		}
	}
}
