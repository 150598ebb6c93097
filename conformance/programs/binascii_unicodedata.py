# Functions of binascii and unicodedata, errors among them.

import binascii
import unicodedata



def show(f, *a, **k):
    try:
        r = f(*a, **k)
    except Exception as x:
        r = (type(x), str(x))
    print(f.__name__, a, k, '=>', ascii(r))
for d in (b'YWJj\n', b'YW Jj', b'YWI=', b'YWI', b'YW==Jj', b'=YWJj', b'Y', b'YWJjZ', b'YWJj=', b'Y=WJj', b'====', b'YQ=', b'YQ==YQ==', b'YQ=a=', b'YQ==\n', b'YWJj!', b'', 'YWJj', 'é', 5, b'A', b'AB', b'ABC', b'AB=', b'AB==', b'AB===', b'A=', b'A==', b'ab=c', b'abcd====', b'abcd=', b'abc==', b'abc=def'):
    show(binascii.a2b_base64, d)
    show(binascii.a2b_base64, d, strict_mode=True)
show(binascii.b2a_base64, b'abc')
show(binascii.b2a_base64, b'abcd', newline=False)
show(binascii.b2a_base64, b'')
show(binascii.b2a_base64, 'a')
for d in (b'', b'abc', b'x' * 45, b'x' * 46, b'\x00\x00\x00'):
    show(binascii.b2a_uu, d)
    show(binascii.b2a_uu, d, backtick=True)
for d in (b'#86)C\n', b'!  \n', b'', b'"', b'#86)C  \n', b'#86)\x7f\n', b'#86)Cxx\n', b' \n', b'#8', b'`\n', b'!8 \r\n'):
    show(binascii.a2b_uu, d)
for d in (b'6162', b'616', b'6g', '61', 'é', b''):
    show(binascii.unhexlify, d)
    show(binascii.a2b_hex, d)
show(binascii.hexlify, b'abc', ':', 2)
show(binascii.hexlify, b'abc', sep='-')
show(binascii.hexlify, 'a')
show(binascii.crc32, b'hello')
show(binascii.crc32, b'hello', 1)
show(binascii.crc32, b'hello', -1)
show(binascii.crc_hqx, b'hello', 0)
show(binascii.crc_hqx, b'hello', 70000)
for d in (b'a=3Db=\nc', b'=', b'==41', b'=4', b'a=\r\nb', b'_a_', b'=zz', b'a =  \nb', b'abc=\n', b'=3d'):
    show(binascii.a2b_qp, d)
    show(binascii.a2b_qp, d, header=True)
for d in (b'a=b', b'a \nb\t\r\nc', b'x' * 80, b'\xff\x00', b'_ x', b'.\n.', b'a.\n.b', b' ', b'\t\n', b'-' * 75 + b'\xff', b'a\rb', b'x' * 75 + b'\n', b'a' * 76, b'=' * 30):
    for k in ({}, dict(quotetabs=True), dict(istext=False), dict(header=True)):
        show(binascii.b2a_qp, d, **k)
u = unicodedata
for c in ('a', '٠', '½', 'é', '\ud800', '😀', '(', 'あ', '가', '一', '\x00', '²', 'Ⅷ', 'ﬁ', 'ᾂ', '\U000e0001', 'ａ'):
    print(ascii(c), [ascii(f(c, None)) for f in (u.decimal, u.digit, u.numeric, u.name)], u.category(c), u.bidirectional(c), u.combining(c), u.mirrored(c), u.east_asian_width(c), u.decomposition(c), [ascii(u.normalize(n, c)) for n in ('NFC', 'NFD', 'NFKC', 'NFKD')], [u.is_normalized(n, c) for n in ('NFC', 'NFD', 'NFKC', 'NFKD')])
for f in (u.decimal, u.digit, u.numeric, u.name):
    show(f, '\x00')
    show(f, 'ab')
    show(f, 5)
show(u.lookup, 'LATIN SMALL LETTER A')
show(u.lookup, 'foo')
show(u.lookup, 'KEYCAP DIGIT ONE')
show(u.lookup, 5)
show(u.lookup, 'HANGUL SYLLABLE GA')
show(u.lookup, 'CJK UNIFIED IDEOGRAPH-4E00')
show(u.lookup, 'cjk unified ideograph-4e00')
show(u.lookup, 'é')
show(u.normalize, 'X', 'a')
show(u.normalize, 'NFC', 5)
show(u.is_normalized, 'X', 'a')
show(u.category, 'ab')
show(u.category, 5)
show(u.category)
print(u.unidata_version, u.ucd_3_2_0.unidata_version, type(u.ucd_3_2_0), u.UCD)
print(u.ucd_3_2_0.category('a'), u.ucd_3_2_0.normalize('NFKC', 'ﬁ'), u.ucd_3_2_0.name('😀', None), u.ucd_3_2_0.category('😀'))
