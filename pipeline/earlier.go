package pipeline

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/verbatim-news/verbatim/pipeline/corpus"
	"github.com/verbatim-news/verbatim/pipeline/rows"
)

// again is the cure for every fault of what an earlier run kept.
const again = "run again over everything"

func broken(err error) error { return fmt.Errorf("%w; %s", err, again) }

// note checks that the earlier run was made as this one is, and that its file is
// whole, and enters its articles in the ledger. An error says what is wrong and
// what to do.
func (g *gathering) note() error {
	f, err := os.Open(g.earlier)
	if err != nil {
		return err
	}
	defer f.Close()
	var differs error
	err = rows.Scan(bufio.NewReaderSize(f, 1<<20), func(head []byte) error {
		var m made
		if err := json.Unmarshal(head, &m); err != nil {
			return err
		}
		differs = m.differs(g.made)
		return differs
	}, func(k rows.Key) {
		g.ledger.Enter(corpus.Standing{ID: corpus.Digest(k.ID), Text: corpus.Digest(k.Text), Rank: corpus.Digest(k.Rank)})
	})
	if err != nil && err != differs {
		return broken(err)
	}
	return err
}
