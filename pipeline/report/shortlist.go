package report

import "slices"

// A shortlist keeps the first of a long list, by order, as many as may be shown:
// those whose costs add up to no more than budget, and at least so many. It holds
// up to twice that, and is as quick as sorting once.
type shortlist[T any] struct {
	order  func(a, b T) int
	cost   func(T) int
	budget int
	least  int

	items []T
	spent int
	limit *T // the first that was cut off: none behind it comes in again
}

// wants reports whether x may be among the first.
func (l *shortlist[T]) wants(x T) bool { return l.limit == nil || l.order(x, *l.limit) < 0 }

// add takes x, which is wanted.
func (l *shortlist[T]) add(x T) {
	l.items = append(l.items, x)
	if l.spent += l.cost(x); l.spent > 2*l.budget && len(l.items) > 2*l.least {
		l.cut()
	}
}

// cut sorts the list and drops what is past the budget.
func (l *shortlist[T]) cut() {
	slices.SortFunc(l.items, l.order)
	spent := 0
	for i, x := range l.items {
		if cost := l.cost(x); spent+cost <= l.budget || i < l.least {
			spent += cost
			continue
		}
		l.limit = &x
		clear(l.items[i:])
		l.items, l.spent = l.items[:i], spent
		return
	}
}

// list returns what was kept, in order.
func (l *shortlist[T]) list() []T {
	l.cut()
	return l.items
}
