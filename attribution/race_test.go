//go:build race

package attribution_test

// raced: under the race detector sync.Pool drops a part of what it is given, so
// that allocations count nothing.
const raced = true
