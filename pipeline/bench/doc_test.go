//go:build unix

// Package bench holds verbatim's speed against that of the library it grew out
// of, in one run on one machine: make bench. It has no code but tests.
//
// What is measured:
//
//	whole        reading, attribution, grouping and the report, as verbatim run does them
//	reading      files to articles; of pages this is taking the body out
//	text         sentences, tokens and tags
//	attribution  quotes and who said them
//	grouping     from the last article to the last cluster
//	report       writing all files
//	(a) prose    prose.NewDocument with a shared model over each article's text
//	(b) tokens   the same with all off but prose's tokeniser
//
// Prose's tokeniser loses text, and takes time that grows with the square of a run
// of punctuation; it is here because it is the least that anything in Go does to
// read a text, and no more than a line to hold speed against.
//
// With one core figures are by processor time, which what else the machine does
// hardly touches; with two by the clock, and that they are fewer than twice the
// first says what is lost. The runs alternate, there and back, and what is printed
// is the median. The lines below the table are for go tool benchstat: a sample a
// round.
package bench
