// Package zlib is the module zlib.
package zlib

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/adler32"
	"hash/crc32"
	"math"

	"github.com/gophersnake/gophersnake/objects"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the zlib module.
var Module = objects.ModuleDef{
	Name: "zlib",
	Doc: `The functions in this module allow compression and decompression using the
zlib library, which is based on GNU zip.

adler32(string[, start]) -- Compute an Adler-32 checksum.
compress(data[, level]) -- Compress data, with compression level 0-9 or -1.
compressobj([level[, ...]]) -- Return a compressor object.
crc32(string[, start]) -- Compute a CRC-32 checksum.
decompress(string,[wbits],[bufsize]) -- Decompresses a compressed string.
decompressobj([wbits[, zdict]]) -- Return a decompressor object.

'wbits' is window buffer size and container format.
Compressor objects support compress() and flush() methods; decompressor
objects support decompress() and flush().`,
	Functions: moduleFunctions,
	Init:      initTypes,
	Exec: func(t *objects.Thread, m *objects.Module) error {
		for _, c := range constants {
			m.Add(t, c.name, objects.NewInt(int64(c.value)))
		}
		m.Add(t, "error", objects.Of(&errorType))
		m.Add(t, "_ZlibDecompressor", objects.Of(&zlibDecompressorType))
		m.Add(t, "ZLIB_VERSION", objects.NewStr(libraryVersion))
		m.Add(t, "ZLIB_RUNTIME_VERSION", objects.NewStr(libraryVersion))
		return nil
	},
}

// libraryVersion is that of the zlib whose behaviour this follows.
const libraryVersion = "1.3.1"

const (
	defLevel    = -1
	deflated    = 8
	maxWBits    = 15
	defMemLevel = 8
	defBufSize  = 16 * 1024
)

// Ways to flush.
const (
	noFlush      = 0
	partialFlush = 1
	syncFlush    = 2
	fullFlush    = 3
	finish       = 4
	blockFlush   = 5
	treesFlush   = 6
)

var constants = [...]struct {
	name  string
	value int
}{
	{"MAX_WBITS", maxWBits}, {"DEFLATED", deflated}, {"DEF_MEM_LEVEL", defMemLevel}, {"DEF_BUF_SIZE", defBufSize},
	{"Z_NO_COMPRESSION", 0}, {"Z_BEST_SPEED", 1}, {"Z_BEST_COMPRESSION", 9}, {"Z_DEFAULT_COMPRESSION", defLevel},
	{"Z_DEFAULT_STRATEGY", 0}, {"Z_FILTERED", 1}, {"Z_HUFFMAN_ONLY", 2}, {"Z_RLE", 3}, {"Z_FIXED", 4},
	{"Z_NO_FLUSH", noFlush}, {"Z_PARTIAL_FLUSH", partialFlush}, {"Z_SYNC_FLUSH", syncFlush}, {"Z_FULL_FLUSH", fullFlush},
	{"Z_FINISH", finish}, {"Z_BLOCK", blockFlush}, {"Z_TREES", treesFlush},
}

var (
	errorType            = objects.Type{Name: "zlib.error", Base: &objects.ExcException, Flags: objects.BaseType}
	compressType         objects.Type
	decompressType       objects.Type
	zlibDecompressorType objects.Type
)

func initTypes() {
	objects.Ready(&errorType)
	compressType = objects.Type{Name: "zlib.Compress", Flags: objects.NoInstantiate, Layout: objects.LayoutOf[compress](), Methods: compressMethods}
	objects.Ready(&compressType)
	decompressType = objects.Type{Name: "zlib.Decompress", Flags: objects.NoInstantiate, Layout: objects.LayoutOf[decompress](),
		Methods: decompressMethods, GetSets: decompressGetSets}
	objects.Ready(&decompressType)
	zlibDecompressorType = objects.Type{Name: "zlib._ZlibDecompressor", Doc: zlibDecompressorDoc,
		Layout: objects.LayoutOf[zlibDecompressor](), Methods: zlibDecompressorMethods, GetSets: zlibDecompressorGetSets}
	zlibDecompressorType.Slots.New = bindZlibDecompressorNew
	objects.Ready(&zlibDecompressorType)
}

func failf(t *objects.Thread, format string, args ...any) error {
	return objects.Errorf(t, &errorType, format, args...)
}

// failure words an error of the inflater.
func failure(t *objects.Thread, err error) error {
	switch err := err.(type) {
	case dataError:
		if err == wrongDict {
			return failf(t, "Error -3 while setting zdict: invalid input data")
		}
		return failf(t, "Error -3 while decompressing data: %s", string(err))
	case needDict:
		return failf(t, "Error 2 while decompressing data")
	}
	return err
}

// compressor makes a stream; its kind of wrapper is the caller's.
type compressor struct {
	out   bytes.Buffer
	w     *flate.Writer
	kind  wrapper
	adler uint32
	crc   uint32
	size  uint32
	begun bool
	wrote bool // anything
	level int
	dict  []byte
	wbits int
	// Go's compressor looks 32768 bytes back; for smaller windows it starts anew after every window.
	since int
}

// compressorKind tells the wrapper that wbits ask for; ok is false where they ask for none.
func compressorKind(wbits int) (kind wrapper, ok bool) {
	switch {
	case wbits >= 8 && wbits <= 15:
		return wrapZlib, true
	case wbits >= 25 && wbits <= 31:
		return wrapGzip, true
	case wbits >= -15 && wbits <= -9:
		return wrapRaw, true
	}
	return 0, false
}

// newCompressor makes a compressor; nil where zlib refuses the options.
func newCompressor(level, method, wbits, memLevel, strategy int, dict []byte) *compressor {
	kind, ok := compressorKind(wbits)
	if !ok || level < -1 || level > 9 || method != deflated || memLevel < 1 || memLevel > 9 || strategy < 0 || strategy > 4 {
		return nil
	}
	if wbits < 0 {
		wbits = -wbits
	}
	wbits = max(wbits&15, 9)
	c := &compressor{kind: kind, adler: 1, level: level, dict: dict, wbits: wbits}
	if strategy == 2 {
		level = flate.HuffmanOnly
	}
	if dict != nil && wbits == maxWBits {
		c.w, _ = flate.NewWriterDict(&c.out, level, dict)
	} else {
		c.w, _ = flate.NewWriter(&c.out, level)
	}
	return c
}

func (c *compressor) begin() {
	if c.begun {
		return
	}
	c.begun = true
	switch c.kind {
	case wrapZlib:
		flags := map[int]int{0: 0, 1: 0, 2: 1, 3: 1, 4: 1, 5: 1, 6: 2, -1: 2}
		f, ok := flags[c.level]
		if !ok {
			f = 3
		}
		head := (c.wbits-8)<<12 | 0x0800 | f<<6
		if c.dict != nil {
			head |= 0x20
		}
		head += 31 - head%31
		c.out.Write([]byte{byte(head >> 8), byte(head)})
		if c.dict != nil {
			var b [4]byte
			binary.BigEndian.PutUint32(b[:], adler32.Checksum(c.dict))
			c.out.Write(b[:])
		}
	case wrapGzip:
		xfl := byte(0)
		switch c.level {
		case 9:
			xfl = 2
		case 1:
			xfl = 4
		}
		c.out.Write([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, xfl, 3})
	}
}

// write compresses b, which is not kept.
func (c *compressor) write(b []byte) {
	c.begin()
	c.wrote = c.wrote || len(b) > 0
	switch c.kind {
	case wrapZlib:
		c.adler = updateAdler(c.adler, b)
	case wrapGzip:
		c.crc = crc32.Update(c.crc, crc32.IEEETable, b)
		c.size += uint32(len(b))
	}
	for c.wbits < maxWBits && c.since+len(b) >= 1<<c.wbits {
		n := 1<<c.wbits - c.since
		c.w.Write(b[:n])
		c.w.Flush()
		c.w.Reset(&c.out)
		b, c.since = b[n:], 0
	}
	c.w.Write(b)
	c.since += len(b)
}

// close ends the stream.
func (c *compressor) close() {
	c.begin()
	if c.wrote {
		c.w.Close()
	} else {
		c.out.Write([]byte{3, 0}) // an empty block, shorter than Go's
	}
	var b [8]byte
	switch c.kind {
	case wrapZlib:
		binary.BigEndian.PutUint32(b[:], c.adler)
		c.out.Write(b[:4])
	case wrapGzip:
		binary.LittleEndian.PutUint32(b[:], c.crc)
		binary.LittleEndian.PutUint32(b[4:], c.size)
		c.out.Write(b[:])
	}
}

// taken gives what has been written since the last time.
func (c *compressor) taken() objects.Object {
	b := append([]byte(nil), c.out.Bytes()...)
	c.out.Reset()
	return objects.NewBytes(b)
}

// Returns a bytes object containing compressed data.
//
//	data
//	  Binary data to be compressed.
//	level
//	  Compression level, in 0-9 or -1.
//	wbits
//	  The window buffer size and container format.
//
//py:def compress(data, /, level=-1, wbits=15)
//py:sig ($module, data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)
func compressFunc(t *objects.Thread, data []byte, level, wbits int32) (objects.Object, error) {
	c := newCompressor(int(level), deflated, int(wbits), defMemLevel, 0, nil)
	if c == nil {
		return objects.Object{}, failf(t, "Bad compression level")
	}
	c.write(data)
	c.close()
	return c.taken(), nil
}

// newStream makes the inflater that wbits ask for, nil if they ask for none.
func newStream(wbits int) *inflater {
	var z *inflater
	switch {
	case wbits == 0 || wbits >= 8 && wbits <= 15:
		z = newInflater(wrapZlib)
	case wbits == 16 || wbits >= 24 && wbits <= 31:
		z = newInflater(wrapGzip)
	case wbits == 32 || wbits >= 40 && wbits <= 47:
		z = newInflater(wrapAuto)
	case wbits >= -15 && wbits <= -8:
		return newInflater(wrapRaw)
	default:
		return nil
	}
	z.wbits = wbits & 15
	return z
}

// Returns a bytes object containing the uncompressed data.
//
//	data
//	  Compressed data.
//	wbits
//	  The window buffer size and container format.
//	bufsize
//	  The initial output buffer size.
//
//py:def decompress(data, /, wbits=15, bufsize=16384)
//py:sig ($module, data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)
func decompressFunc(t *objects.Thread, data []byte, wbits int32, bufsize int) (objects.Object, error) {
	if bufsize < 0 {
		return objects.Object{}, objects.ValueErrorf(t, "bufsize must be non-negative")
	}
	if objects.CheckAlloc(t, bufsize, 1) != nil {
		return objects.Object{}, objects.Errorf(t, &objects.ExcMemoryError, "Unable to allocate output buffer.")
	}
	z := newStream(int(wbits))
	if z == nil {
		return objects.Object{}, failf(t, "Error -2 while preparing to decompress data: inconsistent stream state")
	}
	z.in = data
	out, err := inflate(t, z, nil, -1)
	if err != nil {
		return objects.Object{}, err
	}
	if z.stage != stageDone {
		return objects.Object{}, failf(t, "Error -5 while decompressing data: incomplete or truncated stream")
	}
	return objects.NewBytes(out), nil
}

// maxOutput bounds what is kept in memory: Go cannot recover from running out of it.
const maxOutput = 1 << 33

// inflate runs z with a bound on the output even where the caller set none.
func inflate(t *objects.Thread, z *inflater, out []byte, room int) ([]byte, error) {
	if room >= 0 && room < maxOutput {
		out, err := z.run(out, room)
		if err != nil {
			return out, failure(t, err)
		}
		return out, nil
	}
	for len(out) < maxOutput {
		if err := objects.CheckAlloc(t, len(out)/2*3, 1); err != nil {
			return out, err
		}
		// In pieces, so that the interpreter can be stopped.
		const piece = 1 << 24
		before := len(out)
		var err error
		if out, err = z.run(out, piece); err != nil {
			return out, failure(t, err)
		}
		if len(out)-before < piece {
			return out, nil
		}
		if err := t.Runtime.Poll(t); err != nil {
			return out, err
		}
	}
	return out, objects.MemoryError(t)
}

// compress is a compressor object.
//
//py:type Compress
type compress struct {
	objects.Header
	c *compressor // nil: at its end
}

// Return a compressor object.
//
//	level
//	  The compression level (an integer in the range 0-9 or -1; default is
//	  currently equivalent to 6).  Higher compression levels are slower,
//	  but produce smaller results.
//	method
//	  The compression algorithm.  If given, this must be DEFLATED.
//	wbits
//	  +9 to +15: The base-two logarithm of the window size.  Include a zlib
//	      container.
//	  -9 to -15: Generate a raw stream.
//	  +25 to +31: Include a gzip container.
//	memLevel
//	  Controls the amount of memory used for internal compression state.
//	  Valid values range from 1 to 9.  Higher values result in higher memory
//	  usage, faster compression, and smaller output.
//	strategy
//	  Used to tune the compression algorithm.  Possible values are
//	  Z_DEFAULT_STRATEGY, Z_FILTERED, and Z_HUFFMAN_ONLY.
//	zdict
//	  The predefined compression dictionary - a sequence of bytes
//	  containing subsequences that are likely to occur in the input data.
//
// Differs: compressors have no copy(), as Go's cannot be copied.
//
//py:def compressobj(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=<unrepresentable>)
//py:sig ($module, /, level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=<unrepresentable>)
func compressobj(t *objects.Thread, level, method, wbits, memLevel, strategy int32, zdict objects.Object) (objects.Object, error) {
	var dict []byte
	if !zdict.IsNull() {
		b, err := objects.ArgBytes(t, zdict)
		if err != nil {
			return objects.Object{}, err
		}
		dict = append([]byte{}, b...)
	}
	c := newCompressor(int(level), int(method), int(wbits), int(memLevel), int(strategy), dict)
	if c == nil {
		return objects.Object{}, objects.ValueErrorf(t, "Invalid initialization option")
	}
	return objects.Of(&compress{objects.Header{Type: &compressType}, c}), nil
}

// Returns a bytes object containing compressed data.
//
//	data
//	  Binary data to be compressed.
//
// After calling this function, some of the input data may still
// be stored in internal buffers for later processing.
// Call the flush() method to clear these buffers.
//
//py:def Compress.compress(self, data, /)
func (c *compress) compress(t *objects.Thread, data []byte) (objects.Object, error) {
	if c.c == nil {
		return objects.Object{}, failf(t, "Error -2 while compressing data: inconsistent stream state")
	}
	c.c.write(data)
	return c.c.taken(), nil
}

// Return a bytes object containing any remaining compressed data.
//
//	mode
//	  One of the constants Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH.
//	  If mode == Z_FINISH, the compressor object can no longer be
//	  used after calling the flush() method.  Otherwise, more data
//	  can still be compressed.
//
//py:def Compress.flush(self, mode=4, /)
//py:sig ($self, mode=zlib.Z_FINISH, /)
func (c *compress) flush(t *objects.Thread, mode int32) (objects.Object, error) {
	if mode == noFlush {
		return objects.NewBytes(nil), nil
	}
	if c.c == nil || mode < 0 || mode > treesFlush {
		return objects.Object{}, failf(t, "Error -2 while flushing: inconsistent stream state")
	}
	if mode == finish {
		c.c.close()
		r := c.c.taken()
		c.c = nil
		return r, nil
	}
	c.c.begin()
	c.c.wrote = true
	c.c.w.Flush()
	if mode == fullFlush {
		// What follows does not refer to what was before.
		c.c.w.Reset(&c.c.out)
	}
	return c.c.taken(), nil
}

// Compute an Adler-32 checksum of data.
//
//	value
//	  Starting value of the checksum.
//
// The returned checksum is an integer.
//
//py:def adler32(data, value=1, /)
func adler32Func(t *objects.Thread, data []byte, value objects.Object) (int64, error) {
	v, err := mask32(t, value)
	return int64(updateAdler(v, data)), err
}

// Compute a CRC-32 checksum of data.
//
//	value
//	  Starting value of the checksum.
//
// The returned checksum is an integer.
//
//py:def crc32(data, value=0, /)
func crc32Func(t *objects.Thread, data []byte, value objects.Object) (int64, error) {
	v, err := mask32(t, value)
	return int64(crc32.Update(v, crc32.IEEETable, data)), err
}

// mask32 gives the low 32 bits of an int.
func mask32(t *objects.Thread, o objects.Object) (uint32, error) {
	i, err := objects.Index(t, o)
	if err != nil {
		return 0, err
	}
	x, b, _ := objects.IntValue(i)
	if b != nil {
		for n := range uint(32) {
			x |= int64(b.Bit(int(n))) << n
		}
	}
	return uint32(x & math.MaxUint32), nil
}
