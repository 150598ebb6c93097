package objects

import "unsafe"

// A short str and its text lie in one allocation that the collector does not look into: the type of an exact str is static, and the
// text needs no reference but the one to the str. aux of such a str stays nil, since nothing keeps alive what it would refer to.

const (
	// maxInline is the length of the longest text, in bytes, that may lie behind its str.
	maxInline = 64
	strSize   = unsafe.Sizeof(Str{})
)

// newInlineStr makes a str of n bytes, 0 < n <= maxInline, which are count code points. The caller fills them in.
func newInlineStr(n, count int) (*Str, []byte) {
	var p *Str
	switch {
	case n <= 16:
		p = (*Str)(unsafe.Pointer(new([(strSize + 16) / 8]uint64)))
	case n <= 32:
		p = (*Str)(unsafe.Pointer(new([(strSize + 32) / 8]uint64)))
	case n <= 48:
		p = (*Str)(unsafe.Pointer(new([(strSize + 48) / 8]uint64)))
	default:
		p = (*Str)(unsafe.Pointer(new([(strSize + maxInline) / 8]uint64)))
	}
	b := unsafe.Slice((*byte)(unsafe.Add(unsafe.Pointer(p), strSize)), n)
	p.Type = &StrType
	p.s = unsafe.String(unsafe.SliceData(b), n)
	p.meta = uint64(count)
	return p, b
}
