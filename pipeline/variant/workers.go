package variant

// A pool lends scratch memory to workers. It is a channel and no sync.Pool, which
// lets go of what it holds at every collection.
type pool[T any] chan *T

func newPool[T any]() pool[T] { return make(pool[T], 64) }

func (p pool[T]) get() *T {
	select {
	case t := <-p:
		return t
	default:
		return new(T)
	}
}

func (p pool[T]) put(t *T) {
	select {
	case p <- t:
	default:
	}
}
