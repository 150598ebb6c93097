package objects

// The two merges of timsort. a and b are adjacent runs of which each begins and ends inside the other.

// mergeLo merges from the left: na <= nb, a goes to the temporary storage.
//
// CPython: Objects/listobject.c merge_lo
func (s *sorter) mergeLo(a, na, b, nb int) bool {
	var k, acount, bcount int
	s.take(a, na)
	dest, minGallop := a, s.minGallop
	a = 0 // in the temporary storage
	s.move(dest, b, 1)
	dest, b, nb = dest+1, b+1, nb-1
	if nb == 0 {
		goto succeed
	}
	if na == 1 {
		goto copyB
	}
	for {
		acount, bcount = 0, 0
		// One by one, until one run wins again and again.
		for {
			if k = s.less(s.order[b], s.temp[a]); k < 0 {
				goto fail
			}
			if k == 1 {
				s.move(dest, b, 1)
				dest, b, nb = dest+1, b+1, nb-1
				bcount, acount = bcount+1, 0
				if nb == 0 {
					goto succeed
				}
				if bcount >= minGallop {
					break
				}
			} else {
				s.restore(dest, a, 1)
				dest, a, na = dest+1, a+1, na-1
				acount, bcount = acount+1, 0
				if na == 1 {
					goto copyB
				}
				if acount >= minGallop {
					break
				}
			}
		}
		// By galloping, until that no longer pays.
		minGallop++
		for {
			if minGallop > 1 {
				minGallop--
			}
			s.minGallop = minGallop
			if acount = s.gallopRight(s.order[b], s.temp[a:a+na], 0); acount < 0 {
				goto fail
			}
			if acount > 0 {
				s.restore(dest, a, acount)
				dest, a, na = dest+acount, a+acount, na-acount
				if na == 1 {
					goto copyB
				}
				// Only an inconsistent comparison can bring na to 0.
				if na == 0 {
					goto succeed
				}
			}
			s.move(dest, b, 1)
			dest, b, nb = dest+1, b+1, nb-1
			if nb == 0 {
				goto succeed
			}
			if bcount = s.gallopLeft(s.temp[a], s.order[b:b+nb], 0); bcount < 0 {
				goto fail
			}
			if bcount > 0 {
				s.move(dest, b, bcount)
				dest, b, nb = dest+bcount, b+bcount, nb-bcount
				if nb == 0 {
					goto succeed
				}
			}
			s.restore(dest, a, 1)
			dest, a, na = dest+1, a+1, na-1
			if na == 1 {
				goto copyB
			}
			if acount < sortGallop && bcount < sortGallop {
				break
			}
		}
		minGallop++
		s.minGallop = minGallop
	}
succeed:
	s.restore(dest, a, na)
	return true
fail:
	s.restore(dest, a, na)
	return false
copyB:
	// The last item of a belongs at the end.
	s.move(dest, b, nb)
	s.restore(dest+nb, a, 1)
	return true
}

// mergeHi merges from the right: na >= nb, b goes to the temporary storage.
//
// CPython: Objects/listobject.c merge_hi
func (s *sorter) mergeHi(a, na, b, nb int) bool {
	var k, acount, bcount int
	s.take(b, nb)
	base, minGallop := a, s.minGallop
	dest := b + nb - 1
	b = nb - 1 // in the temporary storage
	a += na - 1
	s.move(dest, a, 1)
	dest, a, na = dest-1, a-1, na-1
	if na == 0 {
		goto succeed
	}
	if nb == 1 {
		goto copyA
	}
	for {
		acount, bcount = 0, 0
		for {
			if k = s.less(s.temp[b], s.order[a]); k < 0 {
				goto fail
			}
			if k == 1 {
				s.move(dest, a, 1)
				dest, a, na = dest-1, a-1, na-1
				acount, bcount = acount+1, 0
				if na == 0 {
					goto succeed
				}
				if acount >= minGallop {
					break
				}
			} else {
				s.restore(dest, b, 1)
				dest, b, nb = dest-1, b-1, nb-1
				bcount, acount = bcount+1, 0
				if nb == 1 {
					goto copyA
				}
				if bcount >= minGallop {
					break
				}
			}
		}
		minGallop++
		for {
			if minGallop > 1 {
				minGallop--
			}
			s.minGallop = minGallop
			if k = s.gallopRight(s.temp[b], s.order[base:base+na], na-1); k < 0 {
				goto fail
			}
			acount = na - k
			if acount > 0 {
				dest, a = dest-acount, a-acount
				s.move(dest+1, a+1, acount)
				na -= acount
				if na == 0 {
					goto succeed
				}
			}
			s.restore(dest, b, 1)
			dest, b, nb = dest-1, b-1, nb-1
			if nb == 1 {
				goto copyA
			}
			if k = s.gallopLeft(s.order[a], s.temp[:nb], nb-1); k < 0 {
				goto fail
			}
			bcount = nb - k
			if bcount > 0 {
				dest, b = dest-bcount, b-bcount
				s.restore(dest+1, b+1, bcount)
				nb -= bcount
				if nb == 1 {
					goto copyA
				}
				// Only an inconsistent comparison can bring nb to 0.
				if nb == 0 {
					goto succeed
				}
			}
			s.move(dest, a, 1)
			dest, a, na = dest-1, a-1, na-1
			if na == 0 {
				goto succeed
			}
			if acount < sortGallop && bcount < sortGallop {
				break
			}
		}
		minGallop++
		s.minGallop = minGallop
	}
succeed:
	s.restore(dest-nb+1, 0, nb)
	return true
fail:
	s.restore(dest-nb+1, 0, nb)
	return false
copyA:
	// The first item of b belongs at the front.
	dest, a = dest-na, a-na
	s.move(dest+1, a+1, na)
	s.restore(dest, b, 1)
	return true
}
