package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// Values of --log-format.
const (
	formatText = "text"
	formatJSON = "json"
)

// newLog returns a logger to w: one JSON object a line, or lines for people.
func newLog(w io.Writer, format string, quiet bool) *slog.Logger {
	level := slog.LevelInfo
	if quiet {
		level = slog.LevelError
	}
	if format == formatJSON {
		return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level}))
	}
	return slog.New(&lines{w: w, level: level})
}

// lines writes "verbatim: warning: words (key value)". slog's own text form is
// made for collectors of logs: time first, every string in quotation marks.
type lines struct {
	w     io.Writer
	level slog.Level
	attrs []slog.Attr
}

func (h *lines) Enabled(_ context.Context, l slog.Level) bool { return l >= h.level }

func (h *lines) Handle(_ context.Context, r slog.Record) error {
	var b strings.Builder
	b.WriteString("verbatim: ")
	if r.Level == slog.LevelWarn {
		b.WriteString("warning: ")
	}
	b.WriteString(printable(r.Message))
	attrs := h.attrs
	r.Attrs(func(a slog.Attr) bool { attrs = append(attrs[:len(attrs):len(attrs)], a); return true })
	for i, a := range attrs {
		b.WriteString([]string{" (", ", "}[min(i, 1)])
		b.WriteString(a.Key + " " + printable(a.Value.String()))
	}
	if len(attrs) > 0 {
		b.WriteByte(')')
	}
	_, err := fmt.Fprintln(h.w, b.String())
	return err
}

func (h *lines) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &lines{h.w, h.level, append(h.attrs[:len(h.attrs):len(h.attrs)], attrs...)}
}

// WithGroup leaves names flat: no message of this command has groups.
func (h *lines) WithGroup(string) slog.Handler { return h }
