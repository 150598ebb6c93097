package objects

// See PEP 585
//
//py:classmethod list.__class_getitem__(cls, object, /)
//py:classmethod tuple.__class_getitem__(cls, object, /)
//py:classmethod dict.__class_getitem__(cls, object, /)
//py:classmethod set.__class_getitem__(cls, object, /)
//py:classmethod frozenset.__class_getitem__(cls, object, /)
//py:classmethod slice.__class_getitem__(cls, object, /)
//py:classmethod enumerate.__class_getitem__(cls, object, /)
func containerClassGetItem(t *Thread, cls *Type, object Object) (Object, error) {
	return NewGenericAlias(t, Of(cls), object)
}
