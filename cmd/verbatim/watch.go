package main

// This file lets others look into a run while it lasts: --metrics and --pprof.

import (
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/verbatim-news/verbatim/pipeline"
)

// watchCategory is the heading of these flags in help.
const watchCategory = "LOOKING ON"

func watchFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "metrics", Category: watchCategory, Usage: "serve figures of the run to Prometheus at `ADDR`/metrics"},
		&cli.StringFlag{Name: "pprof", Category: watchCategory, Usage: "serve profiles at `ADDR`/debug/pprof/, on this machine alone"},
	}
}

// watch starts the servers that watchFlags ask for, until the session ends, and
// gives the meter that they read. Each has a mux of its own: what one serves, the
// other does not.
func (s *session) watch(c *cli.Context) (*pipeline.Meter, error) {
	meter := pipeline.NewMeter()
	if addr := c.String("metrics"); addr != "" {
		mux := http.NewServeMux()
		mux.Handle("GET /metrics", metricsHandler(meter, c.App.Version, s.log))
		if err := s.serve("metrics", withHost(addr, false), "/metrics", mux); err != nil {
			return nil, err
		}
	}
	if addr := c.String("pprof"); addr != "" {
		addr = withHost(addr, true)
		if err := onlyLoopback(addr); err != nil {
			return nil, err
		}
		if err := s.serve("pprof", addr, "/debug/pprof/", profiles()); err != nil {
			return nil, err
		}
	}
	return meter, nil
}

// profiles serves what net/http/pprof has. Importing that package enters it in
// http.DefaultServeMux too, which nothing here serves.
func profiles() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	return mux
}

// loopback is the host of an address that is but a port.
const loopback = "127.0.0.1"

// withHost completes an address. A port alone is one of this machine's; “:9090”
// is that of every interface, as Go and Prometheus have it, unless the server is
// for this machine alone.
func withHost(addr string, here bool) string {
	if !strings.Contains(addr, ":") {
		return net.JoinHostPort(loopback, addr)
	}
	if here && strings.HasPrefix(addr, ":") {
		return loopback + addr
	}
	return addr
}

// onlyLoopback refuses an address that other machines might reach: profiles show
// the command line, and let whoever asks slow the run down.
func onlyLoopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil // listening will say so
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return usagef("--pprof serves on this machine alone: give a port, or an address such as %s:6060, not %s", loopback, addr)
}

// serve starts a server on addr, and tells where. flag is what asked for it.
func (s *session) serve(flag, addr, path string, handler http.Handler) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		var op *net.OpError
		if errors.As(err, &op) && op.Err != nil {
			err = op.Err // without “listen tcp”, and the address again
		}
		return usagef("--%s cannot listen on %s: %w", flag, addr, err)
	}
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn), // its own is no JSON
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			s.log.Warn("no longer serving --"+flag, "reason", err)
		}
	}()
	s.closers = append(s.closers, func() {
		server.Close()
		<-ended
	})
	s.log.Info("serving --"+flag, "at", "http://"+l.Addr().String()+path)
	return nil
}

// close ends what the session has started.
func (s *session) close() {
	for _, end := range s.closers {
		end()
	}
}
