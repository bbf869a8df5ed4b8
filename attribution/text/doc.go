// Package text reads an article into paragraphs, sentences and tokens, each with
// its exact byte range in a body that is never altered.
package text
