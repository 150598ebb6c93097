package zlib

import (
	"hash/adler32"
	"hash/crc32"
	"math/bits"
)

// inflater decompresses a stream that comes in pieces. Where input ends in the middle of something it goes back to before it, and
// keeps what there is for the next time; so it can be copied at any time.
type inflater struct {
	in     []byte // not yet used
	pos    int
	buf    uint64 // bits taken from in and not yet used
	nbits  int
	window []byte // the last output
	dict   []byte // for streams that ask for one

	stage    stage
	wbits    int // the window may not be larger; 0: as large as the stream says
	kind     wrapper
	last     bool // the block is the last one
	stored   int  // bytes of a stored block still to come
	lit, dst *huffman
	length   int // of a copy that did not fit in the output yet
	distance int

	adler  uint32
	crc    uint32
	size   uint32
	gflags byte
	gcheck []byte // what the header's checksum is of
}

type stage uint8

const (
	stageHeader stage = iota
	stageGzipExtra
	stageGzipName
	stageGzipComment
	stageGzipCRC
	stageBlock
	stageStored
	stageCodes
	stageCheck
	stageDone
)

// wrapper is what surrounds the compressed data.
type wrapper uint8

const (
	wrapRaw wrapper = iota
	wrapZlib
	wrapGzip
	wrapAuto
)

const windowSize = 1 << 15

// dataError is a failure in the data, as zlib words it.
type dataError string

func (e dataError) Error() string { return string(e) }

// wrongDict is the failure where the dictionary given is not the stream's.
const wrongDict = dataError("wrong dictionary")

// needDict tells that the stream needs a dictionary that was not given, or is not the one.
type needDict struct{}

func (needDict) Error() string { return "" }

func newInflater(kind wrapper) *inflater {
	z := &inflater{kind: kind, adler: 1}
	if kind == wrapRaw {
		z.stage = stageBlock
	}
	return z
}

func (z *inflater) clone() *inflater {
	c := *z
	c.in = append([]byte(nil), z.in...)
	c.window = append([]byte(nil), z.window...)
	c.gcheck = append([]byte(nil), z.gcheck...)
	return &c
}

// need makes sure of n bits, at most 48; false where input has ended.
func (z *inflater) need(n int) bool {
	for z.nbits < n {
		if z.pos >= len(z.in) {
			return false
		}
		z.buf |= uint64(z.in[z.pos]) << z.nbits
		z.pos++
		z.nbits += 8
	}
	return true
}

func (z *inflater) take(n int) int {
	x := int(z.buf & (1<<n - 1))
	z.buf >>= n
	z.nbits -= n
	return x
}

// align drops the rest of a byte.
func (z *inflater) align() { z.take(z.nbits & 7) }

// run decompresses input added to z.in, appending at most room bytes to out; room < 0 means no limit. The error is a dataError or needDict.
func (z *inflater) run(out []byte, room int) ([]byte, error) {
	from := len(out)
	limit := -1
	if room >= 0 {
		limit = from + room
	}
	for {
		pos, buf, nbits := z.pos, z.buf, z.nbits
		before := z.stage
		var more bool
		var err error
		start := len(out)
		out, more, err = z.step(out, limit)
		if fresh := out[start:]; len(fresh) > 0 {
			z.checksum(fresh)
			z.remember(fresh)
		}
		if err != nil {
			return out, err
		}
		if !more {
			if before == z.stage && len(out) == start {
				// Nothing came of it: back to where it was.
				z.pos, z.buf, z.nbits = pos, buf, nbits
			}
			if z.stage == stageDone {
				// Whole bytes that were taken too many go back.
				for z.nbits >= 8 {
					z.pos--
					z.nbits -= 8
				}
				z.buf, z.nbits = 0, 0
			}
			z.in = append([]byte(nil), z.in[z.pos:]...)
			z.pos = 0
			return out, nil
		}
	}
}

func (z *inflater) checksum(b []byte) {
	switch z.kind {
	case wrapZlib:
		z.adler = updateAdler(z.adler, b)
	case wrapGzip:
		z.crc = crc32.Update(z.crc, crc32.IEEETable, b)
		z.size += uint32(len(b))
	}
}

func (z *inflater) remember(b []byte) {
	if len(b) >= windowSize {
		z.window = append(z.window[:0], b[len(b)-windowSize:]...)
		return
	}
	z.window = append(z.window, b...)
	if len(z.window) > 2*windowSize {
		n := copy(z.window, z.window[len(z.window)-windowSize:])
		z.window = z.window[:n]
	}
}

// step does the next thing; more is false where there is no more to be had now.
func (z *inflater) step(out []byte, limit int) (_ []byte, more bool, err error) {
	switch z.stage {
	case stageHeader:
		more, err = z.header()
	case stageGzipExtra, stageGzipName, stageGzipComment, stageGzipCRC:
		more, err = z.gzipField()
	case stageBlock:
		if z.last {
			z.align()
			if z.stage = stageCheck; z.kind == wrapRaw {
				z.stage = stageDone
				return out, false, nil
			}
			return out, true, nil
		}
		more, err = z.block()
	case stageStored:
		for z.nbits >= 8 && z.stored > 0 && len(out) != limit {
			out = append(out, byte(z.take(8)))
			z.stored--
		}
		n := min(z.stored, len(z.in)-z.pos)
		if limit >= 0 {
			n = min(n, limit-len(out))
		}
		out = append(out, z.in[z.pos:z.pos+n]...)
		z.pos += n
		if z.stored -= n; z.stored == 0 {
			z.stage = stageBlock
			return out, true, nil
		}
		return out, false, nil
	case stageCodes:
		return z.codes(out, limit)
	case stageCheck:
		more, err = z.check()
	}
	return out, more, err
}

func (z *inflater) header() (bool, error) {
	if !z.need(16) {
		return false, nil
	}
	first := int(z.buf & 0xFFFF)
	if z.kind == wrapGzip || z.kind == wrapAuto && first == 0x8b1f {
		return z.gzipHeader(first)
	}
	method, flags := first&0xFF, first>>8
	if (method<<8|flags)%31 != 0 {
		return false, dataError("incorrect header check")
	}
	if method&0xF != 8 {
		return false, dataError("unknown compression method")
	}
	if method>>4 > 7 || z.wbits > 0 && method>>4+8 > z.wbits {
		return false, dataError("invalid window size")
	}
	if flags&0x20 != 0 {
		if !z.need(48) {
			return false, nil
		}
		id := bits.ReverseBytes32(uint32(z.buf >> 16))
		if z.dict == nil {
			return false, needDict{}
		}
		if adler32.Checksum(z.dict) != id {
			return false, wrongDict
		}
		z.take(16)
		z.take(16)
		z.take(16)
		z.remember(z.dict)
	} else {
		z.take(16)
	}
	z.kind = wrapZlib
	z.stage = stageBlock
	return true, nil
}

func (z *inflater) gzipHeader(first int) (bool, error) {
	if first != 0x8b1f {
		return false, dataError("incorrect header check")
	}
	if len(z.in)-z.pos+z.nbits/8 < 10 {
		return false, nil
	}
	var h [10]byte
	for i := range h {
		z.need(8)
		h[i] = byte(z.take(8))
	}
	if h[2] != 8 {
		return false, dataError("unknown compression method")
	}
	if h[3]&0xE0 != 0 {
		return false, dataError("unknown header flags set")
	}
	z.kind, z.gflags = wrapGzip, h[3]
	z.gcheck = append(z.gcheck[:0], h[:]...)
	z.stage = stageGzipExtra
	return true, nil
}

// gzipField reads one of the fields that a gzip header may have.
func (z *inflater) gzipField() (bool, error) {
	rest := z.in[z.pos:] // the header was read in whole bytes
	switch z.stage {
	case stageGzipExtra:
		if z.gflags&4 != 0 {
			if len(rest) < 2 {
				return false, nil
			}
			n := int(rest[0]) | int(rest[1])<<8
			if len(rest) < 2+n {
				return false, nil
			}
			z.gcheck = append(z.gcheck, rest[:2+n]...)
			z.pos += 2 + n
		}
	case stageGzipName, stageGzipComment:
		if z.stage == stageGzipName && z.gflags&8 != 0 || z.stage == stageGzipComment && z.gflags&16 != 0 {
			n := 0
			for n < len(rest) && rest[n] != 0 {
				n++
			}
			if n == len(rest) {
				return false, nil
			}
			z.gcheck = append(z.gcheck, rest[:n+1]...)
			z.pos += n + 1
		}
	case stageGzipCRC:
		if z.gflags&2 != 0 {
			if len(rest) < 2 {
				return false, nil
			}
			if uint16(rest[0])|uint16(rest[1])<<8 != uint16(crc32.ChecksumIEEE(z.gcheck)) {
				return false, dataError("header crc mismatch")
			}
			z.pos += 2
		}
	}
	z.stage++
	return true, nil
}

// check compares the checksum behind the data.
func (z *inflater) check() (bool, error) {
	if !z.need(32) {
		return false, nil
	}
	sum := uint32(z.buf)
	if z.kind == wrapZlib {
		z.take(16)
		z.take(16)
		if bits.ReverseBytes32(sum) != z.adler {
			return false, dataError("incorrect data check")
		}
		z.stage = stageDone
		return false, nil
	}
	if len(z.in)-z.pos+z.nbits/8 < 8 {
		return false, nil
	}
	z.take(32)
	if sum != z.crc {
		return false, dataError("incorrect data check")
	}
	z.need(32)
	if uint32(z.take(32)) != z.size {
		return false, dataError("incorrect length check")
	}
	z.stage = stageDone
	return false, nil
}

// block reads the header of a block, all of it or nothing.
func (z *inflater) block() (bool, error) {
	if !z.need(3) {
		return false, nil
	}
	last := z.take(1) != 0
	switch z.take(2) {
	case 0:
		z.align()
		if !z.need(32) {
			return false, nil
		}
		n, inverted := z.take(16), z.take(16)
		if n != inverted^0xFFFF {
			return false, dataError("invalid stored block lengths")
		}
		z.stored = n
		z.stage = stageStored
	case 1:
		z.lit, z.dst = fixedLiterals, fixedDistances
		z.stage = stageCodes
	case 2:
		ok, err := z.dynamic()
		if !ok {
			return false, err
		}
		z.stage = stageCodes
	default:
		return false, dataError("invalid block type")
	}
	z.last = last
	return true, nil
}

var codeOrder = [19]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// dynamic reads the code lengths of a block with its own codes.
func (z *inflater) dynamic() (bool, error) {
	if !z.need(14) {
		return false, nil
	}
	nlit, ndist, nclen := z.take(5)+257, z.take(5)+1, z.take(4)+4
	if nlit > 286 || ndist > 30 {
		return false, dataError("too many length or distance symbols")
	}
	var lengths [320]uint8
	for i := range nclen {
		if !z.need(3) {
			return false, nil
		}
		lengths[codeOrder[i]] = uint8(z.take(3))
	}
	codes := newHuffman(lengths[:19])
	if codes == nil || !codes.complete {
		return false, dataError("invalid code lengths set")
	}
	clear(lengths[:])
	for i := 0; i < nlit+ndist; {
		sym, ok, valid := z.symbol(codes)
		if !ok {
			return false, nil
		}
		if !valid {
			return false, dataError("invalid code lengths set")
		}
		if sym < 16 {
			lengths[i] = uint8(sym)
			i++
			continue
		}
		prev, n, extra := uint8(0), 3, 2
		switch sym {
		case 16:
			if i == 0 {
				return false, dataError("invalid bit length repeat")
			}
			prev = lengths[i-1]
		case 17:
			extra = 3
		default:
			n, extra = 11, 7
		}
		if !z.need(extra) {
			return false, nil
		}
		n += z.take(extra)
		if i+n > nlit+ndist {
			return false, dataError("invalid bit length repeat")
		}
		for ; n > 0; n-- {
			lengths[i] = prev
			i++
		}
	}
	if lengths[256] == 0 {
		return false, dataError("invalid code -- missing end-of-block")
	}
	lit := newHuffman(lengths[:nlit])
	if lit == nil || !lit.complete && lit.count > 1 {
		return false, dataError("invalid literal/lengths set")
	}
	dst := newHuffman(lengths[nlit : nlit+ndist])
	if dst == nil || !dst.complete && dst.count > 1 {
		return false, dataError("invalid distances set")
	}
	z.lit, z.dst = lit, dst
	return true, nil
}

var (
	lengthBase   = [29]uint16{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258}
	lengthExtra  = [29]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}
	distanceBase = [30]uint16{1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
		8193, 12289, 16385, 24577}
	distanceExtra = [30]uint8{0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13}
)

// codes decodes literals and copies until the block, the input or the room ends.
func (z *inflater) codes(out []byte, limit int) (_ []byte, more bool, err error) {
	start := len(out)
	for {
		if z.length > 0 {
			n := z.length
			if limit >= 0 {
				n = min(n, limit-len(out))
			}
			for ; n > 0; n-- {
				if have := len(out) - start; z.distance <= have {
					out = append(out, out[len(out)-z.distance])
				} else {
					out = append(out, z.window[len(z.window)-(z.distance-have)])
				}
				z.length--
			}
			if z.length > 0 {
				return out, false, nil
			}
		}
		pos, buf, nbits := z.pos, z.buf, z.nbits
		back := func() ([]byte, bool, error) {
			z.pos, z.buf, z.nbits = pos, buf, nbits
			return out, false, nil
		}
		sym, ok, valid := z.symbol(z.lit)
		switch {
		case !ok:
			return back()
		case !valid || sym > 285:
			return out, false, dataError("invalid literal/length code")
		case sym == 256:
			z.stage = stageBlock
			return out, true, nil
		case len(out) == limit:
			return back()
		case sym < 256:
			out = append(out, byte(sym))
			continue
		}
		extra := int(lengthExtra[sym-257])
		if !z.need(extra) {
			return back()
		}
		length := int(lengthBase[sym-257]) + z.take(extra)
		sym, ok, valid = z.symbol(z.dst)
		if !ok {
			return back()
		}
		if !valid || sym > 29 {
			return out, false, dataError("invalid distance code")
		}
		extra = int(distanceExtra[sym])
		if !z.need(extra) {
			return back()
		}
		z.distance = int(distanceBase[sym]) + z.take(extra)
		if z.distance > len(out)-start+len(z.window) {
			return out, false, dataError("invalid distance too far back")
		}
		z.length = length
	}
}

const fastBits = 10

// huffman is a prefix code: a table for short codes, and the canonical form for the others.
type huffman struct {
	fast     [1 << fastBits]uint16 // symbol << 4 | length, 0 for longer codes
	counts   [16]int
	symbols  []uint16
	count    int
	complete bool
}

// newHuffman makes the code of the lengths, nil if there are too many codes.
func newHuffman(lengths []uint8) *huffman {
	h := &huffman{}
	for _, n := range lengths {
		h.counts[n]++
	}
	h.count = len(lengths) - h.counts[0]
	h.counts[0] = 0
	left := 1
	for n := 1; n < 16; n++ {
		left = left<<1 - h.counts[n]
		if left < 0 {
			return nil
		}
	}
	h.complete = left == 0
	var next, offset [17]int
	code := 0
	for n := 1; n < 16; n++ {
		code = (code + h.counts[n-1]) << 1
		next[n] = code
		offset[n+1] = offset[n] + h.counts[n]
	}
	h.symbols = make([]uint16, h.count)
	for s, n := range lengths {
		if n == 0 {
			continue
		}
		h.symbols[offset[n]] = uint16(s)
		offset[n]++
		c := next[n]
		next[n]++
		if n <= fastBits {
			r := int(bits.Reverse16(uint16(c)) >> (16 - n))
			for ; r < 1<<fastBits; r += 1 << n {
				h.fast[r] = uint16(s)<<4 | uint16(n)
			}
		}
	}
	return h
}

// symbol decodes a symbol; ok is false where input ended, valid where there is no such code.
func (z *inflater) symbol(h *huffman) (sym int, ok, valid bool) {
	enough := z.need(15)
	if e := h.fast[z.buf&(1<<fastBits-1)]; e != 0 {
		n := int(e & 15)
		if n > z.nbits {
			return 0, false, true
		}
		z.take(n)
		return int(e >> 4), true, true
	}
	code, first, index := 0, 0, 0
	for n := 1; n < 16; n++ {
		if n > z.nbits {
			return 0, false, true
		}
		code |= int(z.buf >> (n - 1) & 1)
		if count := h.counts[n]; code-count < first {
			z.take(n)
			return int(h.symbols[index+code-first]), true, true
		} else {
			index += count
			first += count
		}
		first <<= 1
		code <<= 1
	}
	return 0, enough, false
}

var fixedLiterals, fixedDistances = func() (*huffman, *huffman) {
	var lengths [288]uint8
	for i := range lengths {
		switch {
		case i < 144:
			lengths[i] = 8
		case i < 256:
			lengths[i] = 9
		case i < 280:
			lengths[i] = 7
		default:
			lengths[i] = 8
		}
	}
	var distances [32]uint8
	for i := range distances {
		distances[i] = 5
	}
	return newHuffman(lengths[:]), newHuffman(distances[:])
}()

// updateAdler goes on with an Adler-32 checksum.
func updateAdler(sum uint32, b []byte) uint32 {
	const mod = 65521
	s1, s2 := sum&0xFFFF, sum>>16
	for len(b) > 0 {
		n := min(len(b), 5552)
		for _, c := range b[:n] {
			s1 += uint32(c)
			s2 += s1
		}
		s1 %= mod
		s2 %= mod
		b = b[n:]
	}
	return s2<<16 | s1
}
