package objects

// What other files of this package are about to define; whoever writes one removes it here.

type finalizable struct{}

// For the machine.

func TypingIntrinsic1(t *Thread, which uint8, v Object) (Object, error)    { return Object{}, nil }
func TypingIntrinsic2(t *Thread, which uint8, a, b Object) (Object, error) { return Object{}, nil }

func iterSelf(t *Thread, o Object) (Object, error) { return o, nil }
