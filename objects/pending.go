package objects

// What other files of this package are about to define; whoever writes one removes it here.

type finalizable struct{}

func (in *Interpreter) RunPending(t *Thread) error {
	in.RunWeakrefCallbacks(t)
	return nil
}

func iterSelf(t *Thread, o Object) (Object, error) { return o, nil }
