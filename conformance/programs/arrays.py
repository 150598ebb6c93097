# The array module: values, and the errors that it raises.

import array

EXPRESSIONS = r'''
array.array('b',['a'])
array.array('b',[128])
array.array('b',[-129])
array.array('b',[2**40])
array.array('b',[2**70])
array.array('B',[-1])
array.array('B',[256])
array.array('B',[2**70])
array.array('h',[32768])
array.array('h',[-32769])
array.array('h',[2**70])
array.array('H',[-1])
array.array('H',[65536])
array.array('i',[2**31])
array.array('i',[-2**31-1])
array.array('i',[2**70])
array.array('I',[-1])
array.array('I',[2**32])
array.array('I',[2**70])
array.array('I',['a'])
array.array('I',[1.5])
array.array('l',[2**63])
array.array('l',[-2**63-1])
array.array('L',[-1])
array.array('L',[2**64])
array.array('q',[2**63])
array.array('q',['a'])
array.array('Q',[-1])
array.array('Q',[2**64])
array.array('Q',['a'])
array.array('f',['a'])
array.array('d',['a'])
array.array('f',[1e300])
array.array('d',[1,2.5]), array.array('f',[0.1])
array.array('w','aé😀')
array.array('w',['ab'])
array.array('w',[1])
array.array('w',['a','b'])
array.array('u','ab')
array.array('u',[1])
array.array('u',['ab'])
array.array('x')
array.array('ab')
array.array(1)
array.array()
array.array('b',1)
array.array('b','a')
array.array('w',b'aa')
array.array('b',b'abc'), array.array('h',b'abcd')
array.array('h',b'abc')
array.array('h',bytearray(b'ab'))
array.array('h',memoryview(b'ab'))
array.array('h',array.array('b',[1,2]))
array.array('w',array.array('w','a'))
array.array('w',array.array('b',[1]))
array.array('b',array.array('w','a'))
array.array('i',range(3)), array.array('i',(1,2)), array.array('i',{1:2})
array.array('b',x=1)
repr(array.array('b')), repr(array.array('w','ab')), repr(array.array('u')), str(array.array('d',[1.5]))
array.array('i',[1,2,3])[1:], array.array('i',[1,2,3])[::-1], array.array('i',[1,2,3])[-1]
array.array('i',[1])[5]
array.array('i',[1])['a']
array.array('i',[1]).__setitem__(5,1)
array.array('i',[1]).__setitem__(0,'a')
array.array('i',[1]).__setitem__('a',1)
array.array('i',[1]).__setitem__(slice(0,1),[1])
array.array('i',[1]).__setitem__(slice(0,1),array.array('b'))
array.array('i',[1,2,3]).__setitem__(slice(0,3,2),array.array('i',[1]))
array.array('i',[1,2,3]).__delitem__(5)
array.array('i',[1,2])+array.array('i',[3])
array.array('i',[1,2])+array.array('b',[3])
array.array('i',[1,2])+[3]
array.array('i',[1,2]).__iadd__([3])
array.array('i',[1,2]).__iadd__(array.array('b',[3]))
array.array('i',[1,2])*2, 2*array.array('i',[1]), array.array('i',[1])*-1
array.array('i',[1,2])*2**62
array.array('i',[1,2])==array.array('i',[1,2]), array.array('i',[1,2])==array.array('b',[1,2]), array.array('i',[1,2])<array.array('d',[1,3]), array.array('i')==[], array.array('i',[1])!=array.array('i',[1,2])
array.array('i')<5
array.array('i',[1]).append('a')
array.array('i',[1]).extend('a')
array.array('i',[1]).extend(array.array('b',[1]))
array.array('i',[1]).extend(5)
array.array('i',[1]).fromlist(5)
array.array('i',[1]).fromlist(['a'])
array.array('i',[1]).frombytes(b'abc')
array.array('i',[1]).frombytes('a')
array.array('i',[1]).fromunicode('a')
array.array('i',[1]).tounicode()
array.array('w','ab').tounicode()
array.array('i',[1]).pop(5)
array.array('i').pop()
array.array('i',[1]).index(5)
array.array('i',[1,2,1]).index(1,1), array.array('i',[1,2,1]).count(1)
array.array('i',[1]).remove(5)
array.array('i',[1]).insert(0,'a')
array.array('i',[1]).itemsize, array.array('d').itemsize, array.array('w').itemsize, array.array('i').typecode
array.array('i',[1]).tobytes(), array.array('h',[1,2]).tolist()
array.array('i',[1,2]).__reduce_ex__(2), array.array('i',[1,2]).__reduce_ex__(3)[1:]
array.typecodes, array.ArrayType is array.array
array.array('i',[1]).buffer_info()[1]
memoryview(array.array('i',[1,2])).format, memoryview(array.array('w','a')).format, memoryview(array.array('w','a')).itemsize
iter(array.array('i',[1])).__reduce__()
1 in array.array('i',[1]), 'a' in array.array('i',[1])
array.array[int]
array._array_reconstructor(array.array,'b',1,b'ab'), array._array_reconstructor(array.array,'i',5,b'\0\0\0\1')
array._array_reconstructor(int,'b',1,b'ab')
array._array_reconstructor(array.array,'b',99,b'ab')
array._array_reconstructor(array.array,'x',1,b'ab')
array._array_reconstructor(array.array,'h',2,b'abc')
array._array_reconstructor(array.array,'b',1,'a')
array.array('b').byteswap(), array.array('d').byteswap()
(lambda a,m: a.append(1))(*(lambda a:(a,memoryview(a)))(array.array('i',[1])))
array.array('i',[1]).fromfile(1,2)
array.array('i',[1]).__copy__(), array.array('i',[1]).__deepcopy__({})
array.array.__doc__ is not None, array.array.append.__text_signature__, array.array.index.__text_signature__, array.array.__new__.__text_signature__, array.array.insert.__text_signature__, array.array.pop.__text_signature__,array.array.fromfile.__text_signature__,array.array.fromlist.__text_signature__,array.array.frombytes.__text_signature__,array.array.fromunicode.__text_signature__,array.array.extend.__text_signature__
array.array.insert.__doc__ != '', array.array('u').clear.__text_signature__
'''

for source in EXPRESSIONS.strip().split("\n"):
    try:
        result = ascii(eval(source))
    except Exception as error:
        result = f"{type(error).__name__}: {str(error)!a}"
    print(ascii(source), "=>", result)

