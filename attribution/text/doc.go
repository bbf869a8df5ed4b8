// Package text reads an article into paragraphs, sentences and tokens, each with
// its exact byte range in a body that is never altered.
//
//	Article ─ paragraphs ─ sentences ─ tokens ─ tags, labels ─ Document
//
// A [Document] is the ground on which quotes, cues and sources are pointed out:
// every judgement elsewhere in the project is a [Span] of its body. Paragraphs
// are the lines that are not blank, because news text sets headings, captions
// and share bars on lines of their own. Sentences are punkt's, repaired around
// quotation marks and titles. Tokens follow the Penn Treebank, so that its
// models can be asked, but cover the body: every byte that is not white space
// belongs to exactly one of them. Tags and labels are guesses of the two models
// that come with github.com/jdkato/prose/v2.
//
// # Why prose's models and not its pipeline
//
// Measured on 1,008 articles, prose.NewDocument
//   - decodes 10 MB of models and parses punkt's JSON at every call, 0.2 s, unless told otherwise;
//   - loses text (won't. is cut to wo, O’Malley to O, ‘She vanishes: in 27 % of
//     articles), rewrites curly marks and keeps no offsets;
//   - panics on invalid UTF-8 before 's and takes seconds for 20,000 quotation marks;
//   - shares one token among all occurrences of a word, so that the last one's tag
//     and label overwrite the others' (16 % of entity labels);
//   - cuts after “Gov. and before he asked, glues headings to the sentence below,
//     and drops an entity that ends the text.
//
// The weights have none of these faults, and prose exports them. So they lie in
// the binary in a form that is used where it stands (flat.go; TestWeights makes it
// anew from prose's and holds both equal), and [Parser] does the inference itself.
// TestStock holds its answers to prose's, token for token, on input that prose's
// tokeniser leaves whole; BenchmarkParse says how many times as fast it is.
//
// # What the models still get wrong
//
// Labels are no filter: at least one word of a full name is a PERSON for 95 of
// 100 names, all of them for 56; a surname alone is often a GPE. Runs of NNP
// find 98 of 100 names. Words of a heading in capitals tend to be NN.
package text
