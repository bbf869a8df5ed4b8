package pipeline

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/verbatim-news/verbatim/pipeline/record"
	"github.com/verbatim-news/verbatim/pipeline/rows"
	"github.com/verbatim-news/verbatim/pipeline/variant"
)

// clusters are what comparing gives, in the order of their ids: in memory, or in
// a file where the rows are in one too.
type clusters struct {
	groups  []variant.Cluster
	groupOf []int32  // by quote, -1 for none
	ids     []string // by group; "" where it could not be compared

	list []record.Cluster // in memory, by group
	pile *rows.Pile       // on disk
	path string
}

func newClusters(groups []variant.Cluster, quotes int, spilled bool, o *Options) (*clusters, error) {
	c := &clusters{groups: groups, ids: make([]string, len(groups)), groupOf: make([]int32, quotes)}
	for i := range c.groupOf {
		c.groupOf[i] = -1
	}
	for g := range groups {
		for _, m := range groups[g].Members {
			c.groupOf[m] = int32(g)
		}
	}
	if !spilled {
		c.list = make([]record.Cluster, len(groups))
		return c, nil
	}
	folder := filepath.Join(o.partial(), "clusters")
	c.path = filepath.Join(folder, "sorted")
	var err error
	c.pile, err = rows.OpenPile(folder, nil, o.memory(clusterShare), func(string, error) {})
	return c, err
}

// of is the id of a quote's cluster; "" where it has none.
func (c *clusters) of(quote int) string {
	if g := c.groupOf[quote]; g >= 0 {
		return c.ids[g]
	}
	return ""
}

// add enters the cluster that the g-th group is.
func (c *clusters) add(g int, k record.Cluster) error {
	c.ids[g] = k.ID
	if c.pile == nil {
		c.list[g] = k
		return nil
	}
	body, err := record.AppendLine(binary.AppendUvarint(nil, uint64(g)), &k)
	if err != nil {
		return err
	}
	return c.pile.Add(rows.Row{ID: k.ID, Body: string(body)})
}

// repeats lists the ids of those of the same words on other days.
func (c *clusters) repeats(g int) (ids []string) {
	for _, other := range c.groups[g].Repeats {
		if id := c.ids[other]; id != "" {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// settle ends adding.
func (c *clusters) settle() error {
	if c.pile == nil {
		return nil
	}
	sources, done, err := c.pile.Sources()
	if err != nil {
		return err
	}
	defer done()
	err = rows.WriteFile(c.path, false, nil, func(w *rows.Writer) error {
		return rows.Merge(sources, func(id []rows.Row) error {
			for i := range id {
				if err := w.Add(&id[i]); err != nil {
					return err
				}
			}
			return nil
		})
	})
	return cmp.Or(err, c.pile.Forget(c.path))
}

// each yields every cluster by id.
func (c *clusters) each(yield func(*record.Cluster) error) error {
	f, err := rows.OpenFile(c.path)
	if err != nil {
		return err
	}
	defer f.Close()
	for {
		r, ok, err := f.Next()
		if !ok || err != nil {
			return err
		}
		g, n := binary.Uvarint([]byte(r.Body[:min(len(r.Body), binary.MaxVarintLen64)]))
		if n <= 0 || g >= uint64(len(c.groups)) {
			return fmt.Errorf("%s: cluster %s is of no group", c.path, r.ID)
		}
		var k record.Cluster
		if err := json.Unmarshal([]byte(r.Body[n:]), &k); err != nil {
			return fmt.Errorf("%s: cluster %s: %w", c.path, r.ID, err)
		}
		k.Repeats = c.repeats(int(g))
		if err := yield(&k); err != nil {
			return err
		}
	}
}
