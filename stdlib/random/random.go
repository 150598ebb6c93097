// Package random is the module _random: the Mersenne Twister.
//
//py:module _random
package random

import (
	"crypto/rand"
	"encoding/binary"
	"math/big"

	"github.com/gophersnake/gophersnake/objects"
)

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the _random module.
var Module = objects.ModuleDef{
	Name: "_random", Doc: "Module implements the Mersenne Twister random number generator.",
	Init: func() {
		RandomType = objects.Type{
			Name: "_random.Random", Doc: "Random() -> create a random number generator with its own internal state.",
			Flags: objects.BaseType, Layout: objects.LayoutOf[Random](), Methods: randomMethods,
			Slots: objects.Slots{
				New: func(_ *objects.Thread, cls *objects.Type, _ []objects.Object, _ *objects.Tuple) (objects.Object, error) {
					return objects.NewInstance(cls), nil
				},
				Init: initRandom,
			},
		}
		objects.Ready(&RandomType)
	},
	Exec: func(t *objects.Thread, m *objects.Module) error {
		m.Add(t, "Random", objects.Of(&RandomType))
		return nil
	},
}

// RandomType is the type of generators.
var RandomType objects.Type

const (
	stateSize = 624
	shiftSize = 397
)

// Random is a generator.
//
//py:type Random
type Random struct {
	objects.Header
	index int
	state [stateSize]uint32
}

// CPython: Modules/_randommodule.c random_init
func initRandom(t *objects.Thread, self objects.Object, args []objects.Object, kwnames *objects.Tuple) error {
	cls := objects.TypeOf(self)
	name := t.Interp.Intern("__init__")
	n := 0
	if kwnames != nil {
		n = len(kwnames.Items)
	}
	if n > 0 && t.Lookup(cls, name) == t.Lookup(&RandomType, name) {
		return objects.TypeErrorf(t, "Random() takes no keyword arguments")
	}
	args = args[:len(args)-n]
	if len(args) > 1 {
		return objects.TypeErrorf(t, "Random expected at most 1 argument, got %d", len(args))
	}
	arg := objects.None
	if len(args) == 1 {
		arg = args[0]
	}
	return (*Random)(self.Ref).seed(t, arg)
}

// next gives 32 random bits.
//
// CPython: Modules/_randommodule.c genrand_uint32
func (r *Random) next() uint32 {
	if r.index >= stateSize {
		s := &r.state
		twist := func(k, next, other int) {
			y := s[k]&0x80000000 | s[next]&0x7FFFFFFF
			s[k] = s[other] ^ y>>1 ^ -(y&1)&0x9908B0DF
		}
		for k := 0; k < stateSize-shiftSize; k++ {
			twist(k, k+1, k+shiftSize)
		}
		for k := stateSize - shiftSize; k < stateSize-1; k++ {
			twist(k, k+1, k+shiftSize-stateSize)
		}
		twist(stateSize-1, 0, shiftSize-1)
		r.index = 0
	}
	y := r.state[r.index]
	r.index++
	y ^= y >> 11
	y ^= y << 7 & 0x9D2C5680
	y ^= y << 15 & 0xEFC60000
	return y ^ y>>18
}

// setKey begins the sequence that an array of numbers denotes.
//
// CPython: Modules/_randommodule.c init_by_array
func (r *Random) setKey(key []uint32) {
	s := &r.state
	s[0] = 19650218
	for i := uint32(1); i < stateSize; i++ {
		s[i] = 1812433253*(s[i-1]^s[i-1]>>30) + i
	}
	r.index = stateSize
	i, j := 1, 0
	step := func() {
		if i++; i >= stateSize {
			s[0] = s[stateSize-1]
			i = 1
		}
	}
	for k := max(stateSize, len(key)); k > 0; k-- {
		s[i] = (s[i] ^ (s[i-1]^s[i-1]>>30)*1664525) + key[j] + uint32(j)
		step()
		if j++; j >= len(key) {
			j = 0
		}
	}
	for k := stateSize - 1; k > 0; k-- {
		s[i] = (s[i] ^ (s[i-1]^s[i-1]>>30)*1566083941) - uint32(i)
		step()
	}
	s[0] = 0x80000000
}

// random() -> x in the interval [0, 1).
//
//py:def Random.random(self, /)
func (r *Random) random() float64 {
	a, b := r.next()>>5, r.next()>>6
	return (float64(a)*67108864 + float64(b)) * (1.0 / 9007199254740992)
}

// seed([n]) -> None.
//
// Defaults to use urandom and falls back to a combination
// of the current time and the process identifier.
//
// CPython: Modules/_randommodule.c random_seed
//
//py:def Random.seed(self, n=None, /)
func (r *Random) seed(t *objects.Thread, n objects.Object) error {
	if n == objects.None {
		var b [4 * stateSize]byte
		rand.Read(b[:])
		key := make([]uint32, stateSize)
		for i := range key {
			key[i] = binary.LittleEndian.Uint32(b[4*i:])
		}
		r.setKey(key)
		return nil
	}
	var x *big.Int
	if _, _, ok := objects.IntValue(n); ok {
		x = new(big.Int).Abs(objects.AsBig(n))
	} else {
		h, err := objects.Hash(t, n)
		if err != nil {
			return err
		}
		x = new(big.Int).SetUint64(uint64(h))
	}
	b := x.Bytes()
	key := make([]uint32, max(1, (len(b)+3)/4))
	for i, c := range b {
		at := len(b) - 1 - i
		key[at/4] |= uint32(c) << (at % 4 * 8)
	}
	r.setKey(key)
	return nil
}

// getrandbits(k) -> x.  Generates an int with k random bits.
//
//py:def Random.getrandbits(self, k, /)
func (r *Random) getrandbits(t *objects.Thread, k uint64) (objects.Object, error) {
	switch {
	case k == 0:
		return objects.NewInt(0), nil
	case k <= 32:
		return objects.NewInt(int64(r.next() >> (32 - k))), nil
	case k <= 63:
		low := uint64(r.next())
		return objects.NewInt(int64(low | uint64(r.next()>>(64-k))<<32)), nil
	}
	if err := objects.CheckAlloc(t, int(min(k, 1<<62)/8), 3); err != nil {
		return objects.Object{}, err
	}
	words := int((k + 31) / 32)
	b := make([]byte, 4*words)
	for i := range words {
		w := r.next()
		if k < 32 {
			w >>= 32 - k
		}
		k -= 32
		binary.BigEndian.PutUint32(b[4*(words-1-i):], w)
	}
	return objects.NewBigInt(new(big.Int).SetBytes(b)), nil
}

// getstate() -> tuple containing the current state.
//
//py:def Random.getstate(self, /)
func (r *Random) getstate() objects.Object {
	s := objects.MakeTuple(stateSize + 1)
	for i, x := range r.state {
		s.Items[i] = objects.NewInt(int64(x))
	}
	s.Items[stateSize] = objects.NewInt(int64(r.index))
	return objects.Of(s)
}

// setstate(state) -> None.  Restores generator state.
//
// CPython: Modules/_randommodule.c _random_Random_setstate_impl
//
//py:def Random.setstate(self, state, /)
func (r *Random) setstate(t *objects.Thread, state objects.Object) error {
	s := objects.AsTuple(state)
	if s == nil {
		return objects.TypeErrorf(t, "state vector must be a tuple")
	}
	if len(s.Items) != stateSize+1 {
		return objects.ValueErrorf(t, "state vector is the wrong size")
	}
	var fresh [stateSize]uint32
	for i := range fresh {
		x, b, ok := objects.IntValue(s.Items[i])
		if !ok {
			return objects.TypeErrorf(t, "an integer is required")
		}
		if x < 0 || b != nil && b.Sign() < 0 {
			return objects.OverflowErrorf(t, "can't convert negative value to unsigned int")
		}
		if b != nil && !b.IsUint64() {
			return objects.OverflowErrorf(t, "Python int too large to convert to C unsigned long")
		}
		if b != nil {
			x = int64(b.Uint64())
		}
		fresh[i] = uint32(x)
	}
	index, err := objects.ArgInt64(t, s.Items[stateSize])
	if err != nil {
		return err
	}
	if index < 0 || index > stateSize {
		return objects.ValueErrorf(t, "invalid state")
	}
	r.state, r.index = fresh, int(index)
	return nil
}
