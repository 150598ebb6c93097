# Methods of str, bytes, bytearray and memoryview, formatting and codecs: each expression's value, or the error it raises.

EXPRESSIONS = r'''
'a'.strip(1)
b'a'.strip(1)
'a'.startswith(1)
'a'.startswith((1,))
b'a'.startswith(1)
b'a'.startswith((1,))
bytearray(b'a').endswith(('a',))
'a'.join(1)
'a'.join([1])
b'a'.join([1])
b'a'.join(1)
'a'.split(1)
'a'.split('')
'a'.partition(1)
'a'.partition('')
'a'.replace(1,2)
'a'.replace('a')
'a'.index('b')
'a'.rindex('b')
b'a'.index(b'b')
b'a'.rindex(b'b')
b'a'.index(300)
b'a'.find('a')
b'a'.find(1.0)
b'a'.count(-1)
'a'.center('a')
'a'.center(10,'')
'a'.center(10,'ab')
'a'.center(10,1)
b'a'.center(10,1)
b'a'.center(10,b'ab')
b'a'.center(10,bytearray(b'*'))
'a'.expandtabs(2**31)
'a'.zfill('a')
'a'.encode(1)
'a'.encode('ascii','foo')
'\xe9'.encode('ascii','foo')
'\xe9'.encode('asciifoo')
'a'.translate(1)
'abc'.translate({97:2**30})
'abc'.translate({97:1.5})
'abc'.translate({97:'XY',98:None})
str.maketrans(1)
str.maketrans({'ab':1})
str.maketrans({1.5:1})
str.maketrans('ab','a')
str.maketrans('ab',1)
str.maketrans('ab','cd',1)
str.maketrans('ab','cd','e')
str.maketrans(1,'a')
'a' + 1
'a' % 1
'%d' % 'a'
'%i' % 'a'
'%x' % 1.5
'%c' % 'ab'
'%c' % 1.5
'%c' % -1
'%s%s' % 1
'%(a)s' % 1
'%(a' % {}
'%*d' % ('a',1)
'%z' % 1
'%' % 1
'%.99999999999999999999d' % 1
'%99999999999999999999d' % 1
'%d' % 1.5
'%d' % None
'%f' % 'a'
'%o' % 'a'
'%c' % 1114112
'%c' % b'a'
b'%c' % 'a'
b'%c' % 256
b'%s' % 'a'
b'%b' % 1
b'%d' % 'a'
b'%a' % 'é'
b'%z' % 1
b'%' % 1
b'%s%s' % (b'a',)
b'%s' % (b'a',b'b')
b'%c' % b'ab'
b'%f' % 'a'
'%é' % 1
'%(a)d %s' % {'a':1}
'%s %(a)d' % {'a':1}
'%5d|%-5d|%05d|%+d|% d|%x|%#x|%#o|%X|%#X' % (42,42,42,42,42,255,255,8,255,255)
'%08.3f|%-8.2e|%g|%G|%#g|%+.0f|%#.0f' % (3.14159,31415.9,1e-10,1e20,1.0,2.5,3.0)
'%05d|%+05d|%#08x|%-#8x|' % (-42,42,255,255)
'%.3s|%10.2s|%-10s|' % ('abcdef','xyz','q')
'%5c|%-5c|' % ('x',0x20ac)
'%.5d|%.0d|%#.5x' % (42,0,255)
'%r %a' % ('é','é')
'%%|%5%|' % ()
'%f %F %e %g' % (float('inf'),float('nan'),float('-inf'),float('nan'))
'%05f' % float('inf')
'%d' % 10**30
'%x' % -10**30
'%*.*f' % (10,3,2.5)
'%-*d|' % (-5,3)
'%hd %ld %Ld' % (1,2,3)
'{}'.format()
'{'.format()
'}'.format()
'{0}{}'.format(1)
'{}{0}'.format(1)
'{a}'.format()
'{!}'.format(1)
'{!x}'.format(1)
'{!xy}'.format(1)
'{!r'.format(1)
'{!'.format(1)
'{:{:{}}}'.format(1,2,3)
'{0.}'.format(1)
'{0[}'.format(1)
'{0[]}'.format(1)
'{0[a]b}'.format({'a':1})
'{0.a}'.format(1)
'{99999999999999999999}'.format(1)
'{:d}'.format('a')
'{: }'.format('a')
'{:=5}'.format('a')
'{:xx}'.format('a')
'{:,}'.format('a')
'{:z}'.format('a')
'{:.}'.format('a')
'{:05}'.format('a')
'{:#}'.format('a')
'{:+}'.format('a')
'{:é>5}|{:^7.2}|{:*<4}'.format('a','bcd','e')
'{[}'.format(1)
'{0!r:}}'.format(1)
'{0:{}'.format(1)
'{a.b[c]!r:>{w}}'.format_map(3)
'{a'.format(a=1)
'{a{'.format(1)
'{}'.format_map({})
'{a[1]}{b[x]}{c.real}'.format(a=[1,2],b={'x':5},c=3)
'{0:{1}}'.format('a','>5')
'{!r:>5}{!s}{!a}'.format('a','b','é')
''.join(['a',1])
'abc'['a':]
'abc'[5]
'abc'[10**30]
'abc'[::-1], 'aébc'[::-2], 'aébc'[1:3]
1 in 'a'
'a'*10**15
'ab'*(2**62)
'a'*10**30
str(b'a','ascii',1)
str(1,'ascii')
str('a','ascii')
str(b'a', errors=1)
str(b'a\xff', errors='replace')
bytes('a')
bytes(1.5)
bytes(-1)
bytes(2**70)
bytes(2**62)
bytes([256])
bytes(['a'])
bytes(1,'a')
bytes(b'a','ascii')
bytes(encoding='a')
bytes('a','ascii',1)
b'a'+'a'
b'abc'['a':]
b'a'[5]
'a' in b'a'
300 in b'a'
1.5 in b'a'
b'a'.hex(1)
b'a'.hex('ab')
b'a'.hex('é')
b'abcdefg'.hex(':',3), b'abcdefg'.hex(':',-3), b'abc'.hex(b'-',0), b'abc'.hex('_',10)
b'a'.hex(b'\xff')
bytes.fromhex('0')
bytes.fromhex('0g')
bytes.fromhex(1)
bytes.fromhex(b'aa')
bytes.fromhex('a é')
bytes.fromhex(' 61 62\n63 ')
b'a'.translate(b'a')
b'a'.translate(1)
b'a'.translate(None, 1)
b'abc'.translate(None, b'b'), b'abc'.translate(bytes.maketrans(b'a',b'x'), delete=b'c')
bytes.maketrans(b'a',b'ab')
bytes.maketrans('a',b'a')
bytearray(b'a').append('a')
bytearray(b'a').append(256)
bytearray().pop()
bytearray(b'a').pop(4)
bytearray(b'a').remove(5)
bytearray(b'a').remove(256)
bytearray().extend('a')
bytearray().extend([1,'a'])
bytearray().extend(1)
bytearray().extend([256])
bytearray().resize(-1)
bytearray(b'').__setitem__(0,1)
bytearray(b'a').__setitem__(0,256)
bytearray(b'a').__setitem__('a',256)
bytearray(b'abc').__setitem__(slice(0,3,2),b'a')
bytearray(b'abc').__setitem__(slice(0,3,2),'a')
bytearray(b'abc').__setitem__(slice(0,3),5)
bytearray(b'a')+1
bytearray(b'a').__iadd__(1)
bytearray(b'abc')['a']
bytearray(b'abc')[4]
bytearray(-1)
bytearray('a')
bytearray([1,2,'a'])
bytearray(b'a',errors='a')
(lambda b,m: b.append(1))(*(lambda b:(b,memoryview(b)))(bytearray(b'aa')))
'a'.removeprefix(1)
b'a'.removeprefix(1)
b'a'.splitlines(5)
b'a\r\nb\rc\n'.splitlines(True), 'a\x0bb\x1cc\u2028d\r\n'.splitlines()
b'a'.split(1)
b'a'.split(b'')
b'a'.partition(1)
b'a'.partition(b'')
b'a'.replace(1,b'')
b'a'.replace(b'a',b'b',-1)
b'a'.decode('foo')
b'\xff'.decode()
b'\xff'.decode('ascii','x')
b'a'.decode('hex')
'a'.encode('rot13')
b'a'*10**15
b'ab'*2**62
memoryview(1)
memoryview(b'abc')[4]
memoryview(b'abc')['a']
memoryview(b'abc').cast('x')
memoryview(b'abc').cast('h')
memoryview(b'abc').cast('B',shape=[2])
memoryview(b'abc').__setitem__(0,1)
memoryview(bytearray(b'abc')).__setitem__(0,300)
memoryview(bytearray(b'abc')).__setitem__(0,'a')
memoryview(bytearray(b'abc')).__setitem__(slice(0,2),b'a')
memoryview(bytearray(b'abc')).__delitem__(0)
memoryview(b'abc')[0,0]
memoryview(b'abc')[::0]
memoryview(b'abc').index(5)
memoryview(b'abcdef').cast('B',[2,3]).tolist(), memoryview(b'abcdef').cast('B',[2,3])[1,2]
memoryview(b'abcdef').cast('B',[2,3])[1]
memoryview(b'abcdefgh').cast('i').tolist(), memoryview(b'abcdefgh').cast('d')[0]
memoryview(b'abcdef')[::2].tobytes(), memoryview(b'abcdef')[::-1].tolist()
memoryview(b'abcdef')[::2].contiguous, memoryview(b'abc').strides, memoryview(b'abc').shape, memoryview(b'abc').format
memoryview(b'ab') == b'ab', memoryview(b'ab') == bytearray(b'ab'), memoryview(b'ab') != 5, b'ab' == memoryview(b'ab')
memoryview(b'ab') < b'ab'
[type(memoryview(b'ab').obj), len(memoryview(b'ab')), list(memoryview(b'ab'))]
memoryview(b'\0\1\2\3').cast('f')[0], memoryview(b'\0\x3c\2\3').cast('e').tolist(), memoryview(b'ab').cast('c').tolist()
'a'.__getnewargs__(), b'a'.__getnewargs__()
'ab' < 'b', 'é' > 'z', 'a' == b'a', b'a' == 'a', b'a' < b'b', bytearray(b'a') == b'a', b'a' == bytearray(b'a')
repr('a\'b'), repr('a"\'b'), repr('\x7f\xad\u200b\U0001f600\ud800'), repr(b'\'"\x00\x7f\xff\\')
'ǆ'.title(), 'ß'.upper(), 'ŉ'.upper(), 'İ'.lower(), 'ΑΣ'.lower(), 'ΑΣ Σ'.swapcase(), 'ﬁ'.title(), 'ÀÉ'.casefold(), 'ẞ'.casefold()
'a'.isidentifier(), '1a'.isidentifier(), 'é_1'.isidentifier(), ''.isidentifier(), '²'.isdigit(), '½'.isnumeric(), '٣'.isdecimal()
'hello World'.istitle(), 'Hello World'.istitle(), 'ǅ'.istitle(), 'aB'.islower(), '1a'.islower(), 'A1'.isupper()
'a\tb\té\tc'.expandtabs(4), b'a\tb\n\tc'.expandtabs(), 'a\tb'.expandtabs(0), 'a\tb'.expandtabs(-1)
'abc'.center(6), 'abc'.center(7), 'ab'.center(5), 'ab'.center(4), b'abc'.center(6), b'ab'.center(5)
'+1'.zfill(5), '-'.zfill(3), ''.zfill(2), b'-1'.zfill(4), b''.zfill(2)
' a b '.split(' '), ' a  b '.rsplit(maxsplit=1), 'a,b,c'.rsplit(',',1), 'abc'.split('x'), ''.split(), ''.split('a')
'aaa'.count(''), 'aaa'.count('a',1), 'aaa'.find('a',-1), 'aéa'.rfind('a'), 'aéa'.rfind('a',0,-1), 'abc'.find('',3), 'abc'.find('',4)
'aaa'.replace('a','b',2), 'aaa'.replace('','-'), 'aaa'.replace('','-',2), 'aaa'.replace('a',''), ''.replace('','x')
'abcabc'.removeprefix('abc'), 'abc'.removesuffix(''), 'abc'.removesuffix('bc')
[b'abc'[i] for i in range(-3,3)], b'abc'[::-1], bytearray(b'abcdef')[1:5:2]
b'%(a)s' % {b'a': b'x'}
b'%5d|%-5s|%r' % (3, b'x', 'é')
b'abc'.find(98), b'abc'.count(98), 98 in b'abc', b'bc' in b'abc', bytearray(b'abc').index(b'c')
bytes(bytearray(b'ab')), bytes(memoryview(b'ab')), bytes([1,2]), bytes(3), bytes((x for x in (1,2)))
b'AbC'.swapcase(), b'hello world'.title(), b'aB'.capitalize(), b'aB1'.isalnum(), b' \t'.isspace(), b'Ab Cd'.istitle()
b'a b  c'.split(), b'a,b'.split(b','), b' a b '.rsplit(None,1), b'a-b'.rpartition(b'-'), bytearray(b'a-b').partition(b'-')
b'ab'.join([b'1',bytearray(b'2'),memoryview(b'3')]), bytearray(b',').join([b'a',b'b'])
bytearray(b'a').__reduce_ex__(2), bytearray(b'\xff').__reduce_ex__(3), bytearray(b'abc').copy()
bytearray(b'abc').__repr__(), str(bytearray(b'a')), str(b'a'), type(bytearray(b'a')*2), b'a'*-1
iter('a').__reduce__(), iter('ab').__length_hint__(), iter(b'ab').__length_hint__(), type(iter(bytearray()))
'%s' % (1,2)
'%s %s' % ('a',)
format('a', 5)
''.__format__(5)
'x'.__format__('>3'), format('x'), format(b'a')
format(b'a', '>5')
'{0.__class__.__name__}'.format(5)
"a".encode('utf-16'), "a\U0001f600".encode('utf-16-be'), 'a'.encode('utf-32'), b'\xff\xfea\0'.decode('utf-16'), b'a\0\0\0'.decode('utf-32-le')
'\ud800'.encode('utf-8','surrogatepass'), '\udcff'.encode('utf-8','surrogateescape'), '\ud800'.encode('utf-8','replace'), '\ud800'.encode('utf-8','backslashreplace')
'\ud800'.encode()
'a\udcff\ud800b'.encode('utf-8', 'surrogateescape')
'é€'.encode('ascii','namereplace'), 'é€'.encode('ascii','xmlcharrefreplace'), 'é€'.encode('latin-1','ignore'), 'é'.encode('ascii', 'backslashreplace')
'aé€b'.encode('ascii')
b'a\xe2\x82'.decode('utf-8')
b'\xe2\x82a\xf0\x90'.decode('utf-8','replace'), b'\xff\xfe'.decode('utf-8','backslashreplace'), b'\xed\xa0\x80'.decode('utf-8','surrogatepass')
b'\xc0\x80'.decode()
b'\xf5'.decode()
b'\xe1\x80'.decode()
b'\xed\xa0\x80'.decode()
b'\x00\xd8'.decode('utf-16-le')
b'\x00\xd8a\x00'.decode('utf-16-le')
b'\x00\xdc'.decode('utf-16-le')
b'abc'.decode('utf-16-le')
b'abc'.decode('utf-32')
b'\0\0\x11\0'.decode('utf-32-le')
b'\0\xd8\0\0'.decode('utf-32-le')
'a\n\x7f\\é€\U0001f600'.encode('unicode_escape'), b'\\x41\\u20ac\\N{DIGIT ONE}\\101'.decode('unicode_escape'), 'é€'.encode('raw_unicode_escape')
b'\\x4'.decode('unicode_escape')
'é'.encode('cp1252'), b'\xe9'.decode('cp437'), b'\x81'.decode('cp1252','replace')
'€'.encode('iso8859-15'), '€'.encode('cp037','replace')
'a+é\U00010000'.encode('utf-7'), b'a+-+AOk-'.decode('utf-7')
'abc'.encode('idna'), 'bücher.de'.encode('idna'), b'xn--bcher-kva'.decode('punycode')
'a'.encode('rot_13')
'{:10}|{:<10}|{:^10}|{:>10}'.format('é','é','é','é')
'%5%' % ()
'%5%' % 1
'%5%|' % (1,)
'%.3%' % ()
'%(a)%' % {'a':1}
'%-%' % ()
b'%5%' % ()
b'%5%' % 1
'%l%' % ()
b'a'.decode('utf-16')
b'a'.decode('utf-32')
b'abc'.decode('utf-16')
b'\xff\xfea'.decode('utf-16')
b'\xfe\xffa'.decode('utf-16')
b'\xfe\xff\xd8\0'.decode('utf-16')
b'\0\0\xfe\xff\0\0\0'.decode('utf-32')
'{:>{}}'.format('a')
'''

for source in EXPRESSIONS.strip().split("\n"):
    try:
        result = ascii(eval(source))
    except Exception as error:
        result = f"{type(error).__name__}: {str(error)!a}"
    print(ascii(source), "=>", result)

