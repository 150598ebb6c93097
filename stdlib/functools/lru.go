package functools

import (
	"unsafe"

	"github.com/gophersnake/gophersnake/objects"
)

// lruCache is a function with a cache: functools._lru_cache_wrapper.
type lruCache struct {
	objects.Header
	attrs        *objects.Overflow
	fn           objects.Object
	infoType     objects.Object
	maxSize      int // -1: no bound
	typed        bool
	hits, misses int
	cache        *objects.Dict // of results, or of links where there is a bound
	root         lruLink       // its next is the link that was not used for the longest time
}

// lruLink is an entry of a bounded cache.
type lruLink struct {
	objects.Header
	prev, next  *lruLink
	key, result objects.Object
	hash        int64
}

var (
	lruCacheType objects.Type
	lruLinkType  objects.Type
	// keywordMark lies between the positional and the keyword arguments in keys.
	keywordMark = placeholder{Header: objects.Header{Type: &objects.ObjectType}}
)

//py:type _lru_cache_wrapper lruCacheType

func setupLRUCache() {
	lruCacheType = objects.Type{
		Name: "functools._lru_cache_wrapper", Doc: `Create a cached callable that wraps another function.

user_function:      the function being cached

maxsize:  0         for no caching
          None      for unlimited cache size
          n         for a bounded cache

typed:    False     cache f(3) and f(3.0) as identical calls
          True      cache f(3) and f(3.0) as distinct calls

cache_info_type:    namedtuple class with the fields:
                        hits misses currsize maxsize
`,
		Flags:  objects.HasInstDict | objects.HasWeakrefs | objects.MethodDescr,
		Layout: objects.LayoutWithDict[lruCache](unsafe.Offsetof(lruCache{}.attrs)),
		Slots: objects.Slots{
			New: bindLruCacheWrapperNew, Call: lruCall, DescrGet: bindToObject,
			Traverse: func(o objects.Object, visit func(objects.Object)) {
				c := (*lruCache)(o.Ref)
				visit(c.fn)
				visit(c.infoType)
				visit(objects.Of(c.cache))
				if c.root.next == nil {
					return
				}
				for l := c.root.next; l != &c.root; l = l.next {
					visit(l.key)
					visit(l.result)
				}
			},
		},
		Methods: lruCacheWrapperMethods, GetSets: []objects.GetSetDef{objects.GenericDictDef},
	}
	objects.Ready(&lruCacheType)
	lruLinkType = objects.Type{Name: "functools._lru_list_elem", Flags: objects.NoInstantiate, Layout: objects.LayoutOf[lruLink]()}
	objects.Ready(&lruLinkType)
}

// CPython: Modules/_functoolsmodule.c lru_cache_new
//
//py:new _lru_cache_wrapper(cls, /, user_function, maxsize, typed, cache_info_type)
//py:nosig
func lruNew(t *objects.Thread, cls *objects.Type, fn, maxSize objects.Object, typed bool, infoType objects.Object) (objects.Object, error) {
	if !objects.Callable(fn) {
		return objects.Object{}, objects.TypeErrorf(t, "the first argument must be callable")
	}
	size := -1
	if maxSize != objects.None {
		if objects.TypeOf(maxSize).Slots.Index == nil {
			return objects.Object{}, objects.TypeErrorf(t, "maxsize should be integer or None")
		}
		n, err := objects.AsSsize(t, maxSize, &objects.ExcOverflowError)
		if err != nil {
			return objects.Object{}, err
		}
		size = max(n, 0)
	}
	o := objects.NewInstance(cls)
	c := (*lruCache)(o.Ref)
	c.fn, c.infoType, c.maxSize, c.typed, c.cache = fn, infoType, size, typed, objects.NewDict()
	c.root.prev, c.root.next = &c.root, &c.root
	return o, nil
}

// makeKey makes the key for arguments.
//
// CPython: Modules/_functoolsmodule.c lru_cache_make_key
func (c *lruCache) makeKey(args []objects.Object, kwnames *objects.Tuple) objects.Object {
	if !c.typed && kwnames == nil {
		if len(args) == 1 {
			if typ := objects.TypeOf(args[0]); typ == &objects.StrType || typ == &objects.IntType {
				return args[0]
			}
		}
		return objects.NewTuple(args...)
	}
	n := len(args)
	if kwnames != nil {
		n -= len(kwnames.Items)
	}
	key := append(make([]objects.Object, 0, 2*len(args)+2), args[:n]...)
	if kwnames != nil {
		key = append(key, objects.Of(&keywordMark))
		for i, k := range kwnames.Items {
			key = append(key, k, args[n+i])
		}
	}
	if c.typed {
		for _, v := range args {
			key = append(key, objects.Of(objects.TypeOf(v)))
		}
	}
	return objects.NewTuple(key...)
}

func lruCall(t *objects.Thread, o objects.Object, args []objects.Object, kwnames *objects.Tuple) (objects.Object, error) {
	c := (*lruCache)(o.Ref)
	if c.maxSize == 0 {
		c.misses++
		return objects.Call(t, c.fn, args, kwnames)
	}
	key := c.makeKey(args, kwnames)
	hash, err := objects.Hash(t, key)
	if err != nil {
		return objects.Object{}, err
	}
	if c.maxSize < 0 {
		v, err := c.cache.GetHashed(t, key, hash)
		if err != nil {
			return objects.Object{}, err
		}
		if !v.IsNull() {
			c.hits++
			return v, nil
		}
		c.misses++
		if v, err = objects.Call(t, c.fn, args, kwnames); err != nil {
			return objects.Object{}, err
		}
		return v, c.cache.SetHashed(t, key, hash, v)
	}
	return c.callBounded(t, key, hash, args, kwnames)
}

// callBounded is a call with a bounded cache.
//
// CPython: Modules/_functoolsmodule.c bounded_lru_cache_wrapper
func (c *lruCache) callBounded(t *objects.Thread, key objects.Object, hash int64, args []objects.Object, kwnames *objects.Tuple) (objects.Object, error) {
	found, err := c.cache.GetHashed(t, key, hash)
	if err != nil {
		return objects.Object{}, err
	}
	if !found.IsNull() {
		l := (*lruLink)(found.Ref)
		l.extract()
		c.appendLink(l)
		c.hits++
		return l.result, nil
	}
	c.misses++
	v, err := objects.Call(t, c.fn, args, kwnames)
	if err != nil {
		return objects.Object{}, err
	}
	// The function may have filled the cache itself.
	if found, err = c.cache.GetHashed(t, key, hash); err != nil || !found.IsNull() {
		return v, err
	}
	if c.cache.Len() < c.maxSize || c.root.next == &c.root {
		l := &lruLink{Header: objects.Header{Type: &lruLinkType}, key: key, result: v, hash: hash}
		if err := c.cache.SetHashed(t, key, hash, objects.Of(l)); err != nil {
			return objects.Object{}, err
		}
		c.appendLink(l)
		return v, nil
	}
	l := c.root.next
	l.extract()
	gone, err := c.cache.DelHashed(t, l.key, l.hash)
	if err != nil {
		// An __eq__ failed: keep the old entry.
		c.prependLink(l)
		return objects.Object{}, err
	}
	if !gone {
		return v, nil
	}
	fresh := &lruLink{Header: objects.Header{Type: &lruLinkType}, key: key, result: v, hash: hash}
	if err := c.cache.SetHashed(t, key, hash, objects.Of(fresh)); err != nil {
		return objects.Object{}, err
	}
	c.appendLink(fresh)
	return v, nil
}

// extract takes the link out of its list. One that clear has dropped links to itself.
func (l *lruLink) extract() {
	l.prev.next, l.next.prev = l.next, l.prev
	l.prev, l.next = l, l
}

func (c *lruCache) appendLink(l *lruLink) {
	last := c.root.prev
	last.next, c.root.prev = l, l
	l.prev, l.next = last, &c.root
}

func (c *lruCache) prependLink(l *lruLink) {
	first := c.root.next
	first.prev, c.root.next = l, l
	l.prev, l.next = &c.root, first
}

// Report cache statistics
//
//py:def _lru_cache_wrapper.cache_info(self, /)
func (c *lruCache) cacheInfo(t *objects.Thread) (objects.Object, error) {
	limit := objects.None
	if c.maxSize >= 0 {
		limit = objects.NewInt(int64(c.maxSize))
	}
	return objects.CallArgs(t, c.infoType, objects.NewInt(int64(c.hits)), objects.NewInt(int64(c.misses)), limit, objects.NewInt(int64(c.cache.Len())))
}

// Clear the cache and cache statistics
//
//py:def _lru_cache_wrapper.cache_clear(self, /)
func (c *lruCache) cacheClear() {
	for l := c.root.next; l != &c.root; {
		next := l.next
		l.prev, l.next = l, l
		l = next
	}
	c.root.prev, c.root.next = &c.root, &c.root
	c.hits, c.misses = 0, 0
	c.cache.Clear()
}

//py:def _lru_cache_wrapper.__reduce__(self, /)
//py:nosig
func (c *lruCache) reduce(t *objects.Thread) (objects.Object, error) {
	return objects.GetAttr(t, objects.Of(c), nameQualname)
}

//py:def _lru_cache_wrapper.__copy__(self, /)
//py:nosig
func (c *lruCache) copy() objects.Object { return objects.Of(c) }

//py:def _lru_cache_wrapper.__deepcopy__(self, memo, /)
//py:nosig
func (c *lruCache) deepcopy(objects.Object) objects.Object { return objects.Of(c) }
