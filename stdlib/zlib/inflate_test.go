package zlib

import (
	"bytes"
	"compress/flate"
	"math/rand"
	"testing"
)

// Streams of every kind of block come out as they went in, whatever the pieces they are fed in and the room they are given.
func TestInflatePieces(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	data := make([]byte, 0, 90000)
	for len(data) < 90000 {
		if n := r.Intn(300); r.Intn(3) > 0 && len(data) > n {
			data = append(data, data[len(data)-n:]...)
		} else {
			for range n {
				data = append(data, byte(r.Intn(256)))
			}
		}
	}
	for _, level := range []int{0, 1, 6, 9, flate.HuffmanOnly} {
		c := newCompressor(max(level, -1), deflated, 31, 8, 0, nil)
		c.write(data)
		c.close()
		stream := append(c.out.Bytes(), "rest"...)
		z := newStream(47)
		var out []byte
		for in := stream; z.stage != stageDone; {
			n := min(r.Intn(9), len(in))
			z.in = append(z.in, in[:n]...)
			in = in[n:]
			var err error
			if out, err = z.run(out, r.Intn(50)); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(out, data) {
			t.Errorf("level %d: the data came out changed", level)
		}
	}
}

// No data makes the decoder fail in any way but with an error.
func FuzzInflate(f *testing.F) {
	f.Add([]byte("x\x9cKLJ\x06\x00\x02M\x01'"), 15)
	f.Fuzz(func(t *testing.T, b []byte, wbits int) {
		if z := newStream(wbits); z != nil {
			z.in = b
			if out, err := z.run(nil, 1<<16); err == nil && len(out) > 1<<16 {
				t.Error("too much output")
			}
		}
	})
}
