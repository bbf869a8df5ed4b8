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
	                   ├─► syndicate   copies, versions and agencies: which articles are one witness
	                   ├─► verify ─► transcript   what was said, and quotes held against it
	                   └─► record   the rows that are written, which all of pipeline may import
	cmd/verbatim ─► rundiff         a run held against another
	cmd/verbatim ─► score           a run held against what people marked
	cmd/verbatim ─► train           the models of attribution, made from what people marked

Arrows never return, nor does attribution know of pipeline; TestImportsPointOneWay
holds the tree to this, and has a line for every package.

# The way of the data

	Unit ─Make─► Article ─Parse─► Document ─Detect─► quotes ─Attribute─► attributions ─► Extract  (Read)
	Extracts ─Group─► groups ─Compare─► clusters ─► Report                                        (Collate)

In order:

 1. corpus.Read cuts files, folders and streams into units, each holding an
    article at most: one pass, cheap, in one goroutine. What is dear of reading
    is Unit.Make's.
 2. Make, Parse, Detect and Attribute run in one worker, so that an article
    stays in one processor's cache. Between Make and Parse the ledger is asked:
    an article whose id another keeps is not worked on. Who keeps an id is
    settled when all are read, for it must not hang on who comes first. What is
    kept is the Extract: rows, and the sentences around each quote; the body is
    let go.
 3. What Read found is kept as it is (EarlierFile, beside the report): Add takes
    it up again, and joins articles to it without reading any twice. Nothing in it
    looks across articles.
 4. Collate puts the extracts in the order of their ids, and marks articles that
    repeat another or are a later version of it: one wire story in forty papers
    is one witness.
 5. Group needs every quote at once: the one barrier of a run.
 6. Compare takes the groups one by one, again on all workers. Where the record
    was given, every quote is held against it before Group (hold, in against.go),
    and groups are joined through the passages that they render.
 7. Package report writes all files, each whole or not at all.

Stages holds the five steps in that order; replace a field to try another
method. Read maps one value to another and Collate folds them, so that another
machine can run it.

# Downsides

All rows of a run are in memory at Group: some three kilobytes a quote, most of
it the sentences around it. A store would trade that for disk. What Group itself
holds is less than a hundred bytes a quote: words and postings beyond eight
megabytes go to temporary files (TMPDIR).

Add saves the reading, which is most of a run, but not the grouping: a quote that
comes in may be the fullest of its group, bridge two groups, or make a name two
people's, so all that looks across articles is done anew.

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
