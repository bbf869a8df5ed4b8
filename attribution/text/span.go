package text

// A Span is the half-open byte range Body[Start:End] of an article's body.
type Span struct{ Start, End int }

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span holds no byte; the zero Span stands for
// "none" wherever a span is optional.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether t lies inside s, bounds included.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }
