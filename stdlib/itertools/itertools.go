// Package itertools is the module itertools.
//
//py:module itertools
package itertools

import "github.com/gophersnake/gophersnake/objects"

//go:generate go run github.com/gophersnake/gophersnake/tools/pybind

// Module declares the module itertools.
var Module = objects.ModuleDef{
	Name: "itertools",
	Doc: `Functional tools for creating and using iterators.

Infinite iterators:
count(start=0, step=1) --> start, start+step, start+2*step, ...
cycle(p) --> p0, p1, ... plast, p0, p1, ...
repeat(elem [,n]) --> elem, elem, elem, ... endlessly or up to n times

Iterators terminating on the shortest input sequence:
accumulate(p[, func]) --> p0, p0+p1, p0+p1+p2
batched(p, n) --> [p0, p1, ..., p_n-1], [p_n, p_n+1, ..., p_2n-1], ...
chain(p, q, ...) --> p0, p1, ... plast, q0, q1, ...
chain.from_iterable([p, q, ...]) --> p0, p1, ... plast, q0, q1, ...
compress(data, selectors) --> (d[0] if s[0]), (d[1] if s[1]), ...
dropwhile(predicate, seq) --> seq[n], seq[n+1], starting when predicate fails
groupby(iterable[, keyfunc]) --> sub-iterators grouped by value of keyfunc(v)
filterfalse(predicate, seq) --> elements of seq where predicate(elem) is False
islice(seq, [start,] stop [, step]) --> elements from
       seq[start:stop:step]
pairwise(s) --> (s[0],s[1]), (s[1],s[2]), (s[2], s[3]), ...
starmap(fun, seq) --> fun(*seq[0]), fun(*seq[1]), ...
tee(it, n=2) --> (it1, it2 , ... itn) splits one iterator into n
takewhile(predicate, seq) --> seq[0], seq[1], until predicate fails
zip_longest(p, q, ...) --> (p[0], q[0]), (p[1], q[1]), ...

Combinatoric generators:
product(p, q, ... [repeat=1]) --> cartesian product
permutations(p[, r])
combinations(p, r)
combinations_with_replacement(p, r)
`,
	Functions: moduleFunctions,
	Init:      setup,
	Exec: func(t *objects.Thread, m *objects.Module) error {
		for _, typ := range types() {
			m.Add(t, typ.ShortName(), objects.Of(typ))
		}
		return nil
	},
}

// types gives the module's types.
func types() []*objects.Type {
	return []*objects.Type{
		&accumulateType, &batchedType, &chainType, &combinationsType, &replacementsType, &compressType, &countType,
		&cycleType, &dropwhileType, &filterfalseType, &groupbyType, &grouperType, &isliceType, &pairwiseType,
		&permutationsType, &productType, &repeatType, &starmapType, &takewhileType, &teeType, &teeDataType, &zipLongestType,
	}
}

var (
	accumulateType, batchedType, chainType, combinationsType, replacementsType, compressType, countType, cycleType,
	dropwhileType, filterfalseType, groupbyType, grouperType, isliceType, pairwiseType, permutationsType, productType,
	repeatType, starmapType, takewhileType, teeType, teeDataType, zipLongestType objects.Type
)

// iterator describes an iterator type whose instances are Ts.
func iterator[T any](name, doc, signature string, newFunc objects.NewFunc, next func(*T, *objects.Thread) (objects.Object, error), visit func(*T, func(objects.Object))) objects.Type {
	return objects.Type{
		Name: "itertools." + name, Doc: doc, Signature: signature, Flags: objects.BaseType, Layout: objects.LayoutOf[T](),
		Slots: objects.Slots{
			New:      newFunc,
			Iter:     func(_ *objects.Thread, o objects.Object) (objects.Object, error) { return o, nil },
			IterNext: func(t *objects.Thread, o objects.Object) (objects.Object, error) { return next((*T)(o.Ref), t) },
			Traverse: func(o objects.Object, f func(objects.Object)) {
				visit((*T)(o.Ref), func(v objects.Object) {
					if !v.IsNull() {
						f(v)
					}
				})
			},
		},
	}
}

func setup() {
	accumulateType = iterator("accumulate", accumulateDoc, accumulateSignature, bindAccumulateNew,
		(*accumulate).next, func(a *accumulate, f func(objects.Object)) { f(a.it); f(a.binop); f(a.total); f(a.initial) })
	batchedType = iterator("batched", batchedDoc, batchedSignature, bindBatchedNew,
		(*batched).next, func(b *batched, f func(objects.Object)) { f(b.it) })
	chainType = iterator("chain", chainDoc, chainSignature, bindChainNew,
		(*chain).next, func(c *chain, f func(objects.Object)) { f(c.source); f(c.active) })
	chainType.Methods = chainMethods
	combinationsType = iterator("combinations", combinationsDoc, combinationsSignature, bindCombinationsNew,
		(*combinations).next, func(c *combinations, f func(objects.Object)) { c.visit(f) })
	combinationsType.Methods = combinationsMethods
	replacementsType = iterator("combinations_with_replacement",
		combinationsWithReplacementDoc, combinationsWithReplacementSignature,
		bindCombinationsWithReplacementNew, (*replacements).next, func(c *replacements, f func(objects.Object)) { c.visit(f) })
	replacementsType.Methods = combinationsWithReplacementMethods
	compressType = iterator("compress", compressDoc, compressSignature, bindCompressNew,
		(*compress).next, func(c *compress, f func(objects.Object)) { f(c.data); f(c.selectors) })
	countType = iterator("count", countDoc, countSignature, bindCountNew,
		(*count).next, func(c *count, f func(objects.Object)) { f(c.cur); f(c.step) })
	countType.Slots.Repr = countRepr
	cycleType = iterator("cycle", cycleDoc, cycleSignature, bindCycleNew,
		(*cycle).next, func(c *cycle, f func(objects.Object)) { f(c.it); visitAll(c.saved, f) })
	dropwhileType = iterator("dropwhile", dropwhileDoc, dropwhileSignature, bindDropwhileNew,
		(*dropwhile).next, func(d *dropwhile, f func(objects.Object)) { f(d.predicate); f(d.it) })
	filterfalseType = iterator("filterfalse", filterfalseDoc, filterfalseSignature, bindFilterfalseNew,
		(*filterfalse).next, func(d *filterfalse, f func(objects.Object)) { f(d.function); f(d.it) })
	groupbyType = iterator("groupby", groupbyDoc, groupbySignature, bindGroupbyNew,
		(*groupby).next, func(g *groupby, f func(objects.Object)) {
			f(g.it)
			f(g.key)
			f(g.target)
			f(g.currentKey)
			f(g.current)
			f(objects.ObjectOrNull(g.group))
		})
	grouperType = iterator("_grouper", "", "", bindGrouperNew,
		(*grouper).next, func(g *grouper, f func(objects.Object)) { f(objects.ObjectOrNull(g.parent)); f(g.key) })
	grouperType.Flags = 0
	isliceType = iterator("islice", isliceDoc, "", bindIsliceNew,
		(*islice).next, func(s *islice, f func(objects.Object)) { f(s.it) })
	pairwiseType = iterator("pairwise", pairwiseDoc, pairwiseSignature, bindPairwiseNew,
		(*pairwise).next, func(p *pairwise, f func(objects.Object)) { f(p.it); f(p.old) })
	permutationsType = iterator("permutations", permutationsDoc, permutationsSignature, bindPermutationsNew,
		(*permutations).next, func(p *permutations, f func(objects.Object)) { p.visit(f) })
	permutationsType.Methods = permutationsMethods
	productType = iterator("product", productDoc, productSignature, bindProductNew,
		(*product).next, func(p *product, f func(objects.Object)) {
			visitAll(p.result, f)
			for _, pool := range p.pools {
				visitAll(pool, f)
			}
		})
	productType.Methods = productMethods
	repeatType = iterator("repeat", repeatDoc, "", bindRepeatNew,
		(*repeat).next, func(r *repeat, f func(objects.Object)) { f(r.element) })
	repeatType.Slots.Repr, repeatType.Methods = repeatRepr, repeatMethods
	starmapType = iterator("starmap", starmapDoc, starmapSignature, bindStarmapNew,
		(*starmap).next, func(s *starmap, f func(objects.Object)) { f(s.function); f(s.it) })
	takewhileType = iterator("takewhile", takewhileDoc, takewhileSignature, bindTakewhileNew,
		(*takewhile).next, func(d *takewhile, f func(objects.Object)) { f(d.predicate); f(d.it) })
	setupTee()
	zipLongestType = iterator("zip_longest", zipLongestDoc, zipLongestSignature, bindZipLongestNew,
		(*zipLongest).next, func(z *zipLongest, f func(objects.Object)) { visitAll(z.iters, f); f(z.fill) })
	for _, typ := range types() {
		objects.Ready(typ)
	}
}

func visitAll(items []objects.Object, f func(objects.Object)) {
	for _, v := range items {
		f(v)
	}
}

// newOf makes an instance of cls, whose layout is T's.
func newOf[T any](cls *objects.Type) (objects.Object, *T) {
	o := objects.NewInstance(cls)
	return o, (*T)(o.Ref)
}

// poll lets a loop that may not end be interrupted; n counts its rounds.
func poll(t *objects.Thread, n uint) error {
	if n%1024 == 0 && t.Breaker.Load() != 0 {
		return t.Runtime.Poll(t)
	}
	return nil
}
