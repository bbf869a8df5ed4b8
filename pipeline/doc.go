/*
Package pipeline takes news articles to a report of who said what, and of where
outlets print one utterance in different words. It concerns many articles:
their order, their workers, their failures. What is true of one article alone
is decided in package attribution.

# Principles

Text never moves. An article's body is repaired before it is measured and never
altered after; every finding is a half-open range of its bytes plus an opinion,
and a quote that cannot be shown in its article does not exist.

Decline rather than guess. A missing speaker costs a reader a minute, a wrong
one costs trust. Whoever is named comes with the words that name him, the cue,
the rule that decided and a confidence.

The same bytes in give the same bytes out, whatever the number of workers, the
order of the inputs or the day. Only run.json may differ: it holds the clock.

Nothing vanishes. What cannot be read is a row of rejected.jsonl with its place,
stage and reason; a mark that could be read in two ways is a flag; what a filter
left out is counted.

# The picture

	cmd/verbatim ─► pipeline ─► report ─► quotediff ─► variant ─► attribution ─► speaker ─► text
	                   │                                                     └──► quote ───┘
	                   ├─► corpus   articles in: one file a format
	                   │     ├──► page   a web page's article
	                   │     └──► warc   web archives, record by record
	                   ├─► rows ─► syndicate   what is kept of an article, in files by id, merged
	                   ├─► syndicate   copies, versions and agencies: which articles are one witness
	                   ├─► verify ─► transcript   what was said, and quotes held against it
	                   └─► record   the rows that are written, which all of pipeline may import
	cmd/verbatim ─► rundiff         a run held against another
	cmd/verbatim ─► score           a run held against what people marked
	cmd/verbatim ─► train           the models of attribution, made from what people marked

Arrows never return, nor does attribution know of pipeline; TestImportsPointOneWay
holds the tree to this, and has a line for every package.

# The way of the data

	Unit ─Make─► Article ─Parse─► Document ─Detect─► quotes ─Attribute─► Extract ─► row     (gather)
	rows ─Merge─► shelf                                                                     (settle)
	shelf ─Mark─► witnesses, ─Group─► groups ─Compare─► clusters ─► Report                  (collate)

In order:

 1. corpus.Read cuts files, folders and streams into units, each holding an
    article at most: one pass, cheap, in one goroutine. What is dear of reading
    is Unit.Make's.
 2. Make, Parse, Detect and Attribute run in one worker, so that an article
    stays in one processor's cache. Between Make and Parse the ledger is asked:
    an article whose id another keeps is not worked on. What is kept is the
    Extract, encoded there and then (package rows): quotes, and each sentence
    around them once; the body is let go.
 3. Rows lie on a pile. Whenever they take more than their share of memory they
    go to a file below Options.Dir (Partial), sorted by id. That file is a
    checkpoint: a run that is killed finds it, and units that it has are neither
    made nor worked on again. It counts only as far as the inputs still hold the
    very same bytes at the same place, so that no state has to be trusted.
 4. The files are merged, with what an earlier run kept where there is one
    (Options.Earlier). Here, and only here, it is settled who keeps an id, as a
    set that knows no order: the lower SHA-256, of one text the fullest imprint.
    The merged file is what a later run reads (KeptFile); nothing in it looks
    across articles.
 5. The shelf gives the merged rows out again, in order, as often as they are
    asked for: decoded once where they are few, from the file where they are
    many. Every later stage is a pass over it, and what it finds (copies, names
    of namesakes, clusters) is entered in the rows as they are given out.
 6. Mark finds articles that repeat another or are a later version of it: one
    wire story in forty papers is one witness.
 7. Where the record was given, every quote is held against it (hold, in
    against.go); what is found of it is kept beside the rows. Group needs every
    quote at once: the one barrier of a run.
 8. Compare takes the groups one by one, again on all workers. Where the rows
    are many, the quotes that it looks at are dealt out to files by group, so
    that a part of the groups is in memory at a time, and clusters go on a pile of
    their own.
 9. Package report writes all files, each whole or not at all; then Partial goes.

Stages holds the steps that decide; replace a field to try another method. Read
is 1 and 2 alone, for whoever wants extracts as they come.

# Downsides

What a run holds of all its rows at once, whatever Options.MaxMemory: of an
article about two hundred bytes (the ledger, what a checkpoint had), of a quote
what Group says that it holds and four bytes, the groups themselves, and every
rejection. With a record (Options.Against) its index is held too, of a quote that
was found some forty bytes for each of its passages, and of one in a group what
Join says.

A run that is killed has lost what it found since its last checkpoint, and
looking across articles begins anew: it is a quarter of a run.

A run takes as much disk below Dir as its report: rows, then the quotes to be
compared and clusters, then the report beside them.

Read, which writes as it goes, reads files twice to know who holds each id; of
standard input it gives the first text of an id, where Run would keep the one of
the lower SHA-256.

Joining saves the reading, which is most of a run, but not the grouping: a quote
that comes in may be the fullest of its group, bridge two groups, or make a name
two people's, so all that looks across articles is done anew.

An article is the unit of work, so one of several megabytes keeps one worker
busy while the others may run dry at the end of a run.

A stage that panics on an article costs that article, and says so in
rejected.jsonl; one that never returns would hold up the run. The stages bound
what they do by the length of their input, and nothing here enforces it.

Attribution reads English. Articles of another language are turned away at the
door by their words, and where these are too few by what is said of them: what
templates and exports declare is often wrong.

# Where to start reading

One story of fixtures/stories and its report; stages.go, then run.go;
attribution/text for the coordinates; attribution/doc.go for how a rule is
written.
*/
package pipeline
