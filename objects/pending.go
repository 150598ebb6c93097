package objects

// What other files of this package are about to define; whoever writes one removes it here.

type finalizable struct{}

// For the machine.

func iterSelf(t *Thread, o Object) (Object, error) { return o, nil }
