package record

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

// filled sets every field of v, by reflection: one that is added to a row is
// filled too, so that AppendQuote and its like cannot forget it. Lists are never
// nil, for AppendLine writes such as null.
func filled(rnd *rand.Rand, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(words[rnd.IntN(len(words))])
	case reflect.Int:
		v.SetInt(rnd.Int64N(2000) - 9)
	case reflect.Float64:
		v.SetFloat([]float64{0, 1, 0.984, 1e-7, -1.5e-9, 2.5e-12, 1e21, 3e20, rnd.Float64(), rnd.NormFloat64() * 1e9, math.MaxFloat64, math.SmallestNonzeroFloat64}[rnd.IntN(12)])
	case reflect.Bool:
		v.SetBool(rnd.IntN(2) == 0)
	case reflect.Pointer:
		if rnd.IntN(4) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			filled(rnd, v.Elem())
		}
	case reflect.Slice:
		n := rnd.IntN(3)
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			filled(rnd, v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			filled(rnd, v.Field(i))
		}
	default:
		panic("a row has a field of kind " + v.Kind().String())
	}
}

var words = []string{"", "plain", "“curly” — ünïcode 海", `"quoted" \back\`, "a\nb\tc\rd\be\f\x00\x1f\x7f", "<b>&amp;</b>", "\u2028 \u2029 \u2027", "bad \xff\xc3 utf", "\ufffd", "\U0001F600", "e\xe2\x80"}

func append1[T any](t *testing.T, v *T, got []byte) {
	t.Helper()
	want, err := AppendLine(nil, v)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Fatalf("by append\n%s, by encoding/json\n%s", got, want)
	}
}

// TestAppend: rows are written as encoding/json writes them, every field and byte.
func TestAppend(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var q Quote
		var a Article
		var c Cluster
		for _, row := range []any{&q, &a, &c} {
			filled(rnd, reflect.ValueOf(row).Elem())
		}
		append1(t, &q, AppendQuote(nil, &q))
		append1(t, &a, AppendArticle(nil, &a))
		append1(t, &c, AppendCluster(nil, &c))
	}
}

// TestAppendNil: a list that is nil is an empty one.
func TestAppendNil(t *testing.T) {
	for _, line := range [][]byte{AppendQuote(nil, &Quote{}), AppendArticle(nil, &Article{}), AppendCluster(nil, &Cluster{})} {
		var row map[string]any
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatal(err)
		}
		for _, list := range []string{"segments", "via", "alternatives", "repairs", "members", "differences", "repeats", "folds", "wordings"} {
			if v, ok := row[list]; ok && v == nil {
				t.Errorf("%s is null in %s", list, line)
			}
		}
	}
}

func FuzzAppendString(f *testing.F) {
	for _, s := range words {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want, err := marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if got := appendString(nil, s); string(got) != string(want) {
			t.Errorf("%q is %s, want %s", s, got, want)
		}
	})
}

func FuzzAppendFloat(f *testing.F) {
	f.Add(0.984)
	f.Fuzz(func(t *testing.T, x float64) {
		want, err := marshal(x)
		if err != nil {
			want = []byte("null")
		}
		if got := appendFloat(nil, x); string(got) != string(want) {
			t.Errorf("%g is %s, want %s", x, got, want)
		}
	})
}
