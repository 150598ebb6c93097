package objects

// What other files of this package are about to define; whoever writes one removes it here.

// For the machine.

func iterSelf(t *Thread, o Object) (Object, error) { return o, nil }
