package text

import "math/bits"

// tag writes into tags the numbers of the tags of one sentence, whose words are
// given by their numbers in the memory, between two edges on either side.
func (m *memory) tag(words []uint32, tags []uint8) {
	p1, p2 := m.tagger.start[0], m.tagger.start[1]
	for i := range tags {
		tag := m.lexemes[words[i+2]].tag
		if tag == uncertain {
			tag = m.predict((*[5]uint32)(words[i:i+5]), p1, p2)
		}
		tags[i] = tag
		p1, p2 = tag, p1
	}
}

// predict scores the middle one of five words by itself, by the two words on
// either side and by the two tags before it.
func (m *memory) predict(words *[5]uint32, p1, p2 uint8) uint8 {
	t, here := m.tagger, &m.lexemes[words[2]]
	pairs := &t.pairs[int(p1)*len(tagNames)+int(p2)]
	var sum [1 << answerBits]int32 // more than answers, so that there are no bounds to check
	for i := range here.here {
		sum[i] = here.here[i] + pairs[i]
	}
	if before := here.tags & (1<<p1 - 1); here.tags>>p1&1 != 0 {
		votes := t.votes.at(int(here.pairs) + bits.OnesCount64(before))
		for i := range votes.len() {
			v := votes.at(i)
			sum[v&answerMask] += int32(v &^ answerMask)
		}
	}
	for role, from := range [...]uint32{words[1], words[3], words[0], words[4]} {
		x := &m.lexemes[from]
		at := x.at
		if role > 0 {
			at += uint32(x.ends[role-1])
		}
		for _, v := range m.votes[at : x.at+uint32(x.ends[role])] {
			sum[v&answerMask] += int32(v &^ answerMask)
		}
	}
	best := sum[0]
	for i := 1; i < maxAnswers; i++ {
		best = max(best, sum[i])
	}
	return t.answers[answerMask-best&answerMask]
}
