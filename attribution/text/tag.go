package text

import "math/bits"

// Tags are guessed when they are asked for. The rules and features ask for those
// around names and cues: of the 1.8 million words of a day's news whose tag is not
// certain, not half. A guess rests on the two before it, and so on to a pair that
// is certain or was asked for; the answer is what tagging all words in their order
// gives, whoever asks for what.

// guesses are what the tagger knows of a Document's words, and its answers.
type guesses struct {
	*tagger
	lexemes []lexeme // in which the numbers of tokens not yet tagged count
	votes   []vote
	tags    []uint8 // by token: the number of its tag, and one; 0 if nobody has asked
}

// Tag is the Penn Treebank part of speech of token i, such as "NNP". Tags and
// labels are a model's guesses: of full names the tag has nearly every word right,
// the label at least one; headings and words in capitals are guessed worst.
func (d *Document) Tag(i int) string {
	if d.guesses.tags[i] == 0 {
		s := &d.Sentences[d.Tokens[i].Sentence]
		d.guess(i, s.First, s.Last)
	}
	return tagNames[d.guesses.tags[i]-1]
}

// guess tags token i of a sentence, tokens[lo:hi], and those that its tag rests on.
func (d *Document) guess(i, lo, hi int) {
	g := &d.guesses
	at := i
	for at > lo && (g.tags[at-1] == 0 || at-1 > lo && g.tags[at-2] == 0) {
		at--
	}
	for ; at <= i; at++ {
		if g.tags[at] == 0 {
			g.tags[at] = 1 + d.predict(at, lo, hi)
		}
	}
}

// predict scores token i of a sentence, tokens[lo:hi], by itself, by the two words
// on either side and by the two tags before it, which are known.
func (d *Document) predict(i, lo, hi int) uint8 {
	g := &d.guesses
	last, second := g.start[0], g.start[1]
	if i > lo {
		last, second = g.tags[i-1]-1, last
	}
	if i-1 > lo {
		second = g.tags[i-2] - 1
	}
	here := &g.lexemes[d.Tokens[i].lexeme]
	pairs := &g.pairs[int(last)*len(tagNames)+int(second)]
	var sum [1 << answerBits]int32 // more than answers, so that there are no bounds to check
	for k := range here.here {
		sum[k] = here.here[k] + pairs[k]
	}
	if before := here.tags & (1<<last - 1); here.tags>>last&1 != 0 {
		votes := g.tagger.votes.at(int(here.pairs) + bits.OnesCount64(before))
		for k := range votes.len() {
			v := votes.at(k)
			sum[v&answerMask] += int32(v &^ answerMask)
		}
	}
	for role, by := range [...]int{-1, 1, -2, 2} {
		x := &g.lexemes[d.word(i+by, lo, hi)]
		at := x.at
		if role > 0 {
			at += uint32(x.ends[role-1])
		}
		for _, v := range g.votes[at : x.at+uint32(x.ends[role])] {
			sum[v&answerMask] += int32(v &^ answerMask)
		}
	}
	return g.answers[answerMask-greatest(&sum)&answerMask]
}

// word is the number of the lexeme at token i of a sentence, or of the edge there.
func (d *Document) word(i, lo, hi int) uint32 {
	switch {
	case i < lo:
		return uint32(i + 2 - lo)
	case i >= hi:
		return uint32(i + 2 - hi)
	}
	return d.Tokens[i].lexeme
}

// greatest is found in two halves, which do not wait for each other.
func greatest(sum *[1 << answerBits]int32) int32 {
	a, b := sum[0], sum[1]
	for i := 2; i < maxAnswers; i += 2 {
		a, b = max(a, sum[i]), max(b, sum[i+1])
	}
	return max(a, b)
}
