//go:build !race

package attribution_test

const raced = false
