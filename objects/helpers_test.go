package objects

// testThread makes a thread of an interpreter without Python code.
func testThread() *Thread { return classThread() }
