package zlib

import (
	"math"

	"github.com/gophersnake/gophersnake/objects"
)

// decompress is a decompressor object.
//
//py:type Decompress
type decompress struct {
	objects.Header
	z          *inflater
	unused     []byte
	unconsumed []byte
	eof        bool
	ended      bool // flushed after its end
}

// dictionary gives a zdict argument, nil if there is none.
func dictionary(t *objects.Thread, zdict objects.Object) ([]byte, error) {
	if zdict.IsNull() {
		return nil, nil
	}
	if objects.TypeOf(zdict).Slots.Buffer == nil {
		return nil, objects.TypeErrorf(t, "zdict argument must support the buffer protocol")
	}
	b, err := objects.ArgBytes(t, zdict)
	return append([]byte{}, b...), err
}

// stream makes the inflater for the arguments of a constructor.
func stream(t *objects.Thread, wbits int32, zdict objects.Object) (*inflater, error) {
	dict, err := dictionary(t, zdict)
	if err != nil {
		return nil, err
	}
	z := newStream(int(wbits))
	if z == nil {
		return nil, objects.ValueErrorf(t, "Invalid initialization option")
	}
	if z.dict = dict; z.kind == wrapRaw && dict != nil {
		z.remember(dict)
	}
	return z, nil
}

// Return a decompressor object.
//
//	wbits
//	  The window buffer size and container format.
//	zdict
//	  The predefined compression dictionary.  This must be the same
//	  dictionary as used by the compressor that produced the input data.
//
//py:def decompressobj(wbits=15, zdict=<unrepresentable>)
//py:sig ($module, /, wbits=MAX_WBITS, zdict=b'')
func decompressobj(t *objects.Thread, wbits int32, zdict objects.Object) (objects.Object, error) {
	z, err := stream(t, wbits, zdict)
	if err != nil {
		return objects.Object{}, err
	}
	return objects.Of(&decompress{Header: objects.Header{Type: &decompressType}, z: z}), nil
}

// feed decompresses data up to so many bytes of output, any if room is negative.
func (d *decompress) feed(t *objects.Thread, data []byte, room int) (objects.Object, error) {
	if d.eof {
		d.unused = append(d.unused[:len(d.unused):len(d.unused)], data...)
		d.unconsumed = nil
		return objects.NewBytes(nil), nil
	}
	d.z.in = append(d.z.in, data...)
	out, err := inflate(t, d.z, nil, room)
	if err != nil {
		return objects.Object{}, err
	}
	d.unconsumed = nil
	switch {
	case d.z.stage == stageDone:
		d.eof = true
		d.unused = append(d.unused[:len(d.unused):len(d.unused)], d.z.in...)
		d.z.in = nil
	case room >= 0 && len(out) == room:
		// The caller brings the rest again.
		d.unconsumed, d.z.in = d.z.in, nil
	}
	return objects.NewBytes(out), nil
}

// Return a bytes object containing the decompressed version of the data.
//
//	data
//	  The binary data to decompress.
//	max_length
//	  The maximum allowable length of the decompressed data.
//	  Unconsumed input data will be stored in
//	  the unconsumed_tail attribute.
//
// After calling this function, some of the input data may still be stored in
// internal buffers for later processing.
// Call the flush() method to clear these buffers.
//
//py:def Decompress.decompress(self, data, /, max_length=0)
func (d *decompress) decompress(t *objects.Thread, data []byte, maxLength int) (objects.Object, error) {
	if maxLength < 0 {
		return objects.Object{}, objects.ValueErrorf(t, "max_length must be non-negative")
	}
	if maxLength == 0 {
		maxLength = -1
	}
	return d.feed(t, data, maxLength)
}

// Return a bytes object containing any remaining decompressed data.
//
//	length
//	  the initial size of the output buffer.
//
//py:def Decompress.flush(self, length=16384, /)
//py:sig ($self, length=zlib.DEF_BUF_SIZE, /)
func (d *decompress) flush(t *objects.Thread, length int) (objects.Object, error) {
	if length <= 0 {
		return objects.Object{}, objects.ValueErrorf(t, "length must be greater than zero")
	}
	if d.eof {
		d.ended = true
		return objects.NewBytes(nil), nil
	}
	r, err := d.feed(t, d.unconsumed, -1)
	d.ended = d.eof
	return r, err
}

// Return a copy of the decompression object.
//
//py:def Decompress.copy(self)
//py:def Decompress.__copy__(self)
func (d *decompress) copy(t *objects.Thread) (objects.Object, error) {
	if d.ended {
		return objects.Object{}, objects.ValueErrorf(t, "Inconsistent stream state")
	}
	c := *d
	c.z = d.z.clone()
	c.unused = append([]byte(nil), d.unused...)
	c.unconsumed = append([]byte(nil), d.unconsumed...)
	return objects.Of(&c), nil
}

// Return a copy of the decompression object.
//
//py:def Decompress.__deepcopy__(self, memo, /)
func (d *decompress) deepcopy(t *objects.Thread, _ objects.Object) (objects.Object, error) {
	return d.copy(t)
}

// Data found after the end of the compressed stream.
//
//py:get Decompress.unused_data
func (d *decompress) getUnused() objects.Object {
	return objects.NewBytes(append([]byte(nil), d.unused...))
}

// Data left by the last call with a maximum length.
//
//py:get Decompress.unconsumed_tail
func (d *decompress) getUnconsumed() objects.Object {
	return objects.NewBytes(append([]byte(nil), d.unconsumed...))
}

// True if the end of the compressed stream has been reached.
//
//py:get Decompress.eof
func (d *decompress) getEOF() bool { return d.eof }

// zlibDecompressor is a decompressor that keeps the input it has not used.
//
//py:type _ZlibDecompressor
type zlibDecompressor struct {
	objects.Header
	z          *inflater
	unused     []byte
	eof        bool
	needsInput bool
}

// Create a decompressor object for decompressing data incrementally.
//
//	wbits = 15
//	zdict
//	   The predefined compression dictionary. This is a sequence of bytes
//	   (such as a bytes object) containing subsequences that are expected
//	   to occur frequently in the data that is to be compressed. Those
//	   subsequences that are expected to be most common should come at the
//	   end of the dictionary. This must be the same dictionary as used by the
//	   compressor that produced the input data.
//
//py:new _ZlibDecompressor(cls, wbits=15, zdict=<unrepresentable>)
//py:sig (wbits=15, zdict=b'')
func zlibDecompressorNew(t *objects.Thread, cls *objects.Type, wbits int32, zdict objects.Object) (objects.Object, error) {
	z, err := stream(t, wbits, zdict)
	if err != nil {
		return objects.Object{}, err
	}
	o := objects.NewInstance(cls)
	d := (*zlibDecompressor)(o.Ref)
	d.z, d.needsInput = z, true
	return o, nil
}

// Decompress *data*, returning uncompressed data as bytes.
//
// If *max_length* is nonnegative, returns at most *max_length* bytes of
// decompressed data. If this limit is reached and further output can be
// produced, *self.needs_input* will be set to “False“. In this case, the next
// call to *decompress()* may provide *data* as b” to obtain more of the output.
//
// If all of the input data was decompressed and returned (either because this
// was less than *max_length* bytes, or because *max_length* was negative),
// *self.needs_input* will be set to True.
//
// Attempting to decompress data after the end of stream is reached raises an
// EOFError.  Any data found after the end of the stream is ignored and saved in
// the unused_data attribute.
//
//py:def _ZlibDecompressor.decompress(self, data, max_length=-1)
func (d *zlibDecompressor) decompress(t *objects.Thread, data []byte, maxLength int) (objects.Object, error) {
	if d.eof {
		return objects.Object{}, objects.Errorf(t, &objects.ExcEOFError, "End of stream already reached")
	}
	d.z.in = append(d.z.in, data...)
	if maxLength < 0 {
		maxLength = math.MaxInt
	}
	out, err := inflate(t, d.z, nil, maxLength)
	if err != nil {
		return objects.Object{}, err
	}
	d.needsInput = len(out) < maxLength
	if d.z.stage == stageDone {
		d.eof, d.needsInput = true, false
		d.unused, d.z.in = d.z.in, nil
	}
	return objects.NewBytes(out), nil
}

// Data found after the end of the compressed stream.
//
//py:get _ZlibDecompressor.unused_data
func (d *zlibDecompressor) getUnused() objects.Object {
	return objects.NewBytes(append([]byte(nil), d.unused...))
}

// True if the end-of-stream marker has been reached.
//
//py:get _ZlibDecompressor.eof
func (d *zlibDecompressor) getEOF() bool { return d.eof }

// True if more input is needed before more decompressed data can be produced.
//
//py:get _ZlibDecompressor.needs_input
func (d *zlibDecompressor) getNeedsInput() bool { return d.needsInput }
