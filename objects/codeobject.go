package objects

//py:type code CodeType

func setupCode() {}
