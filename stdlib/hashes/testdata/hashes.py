# Digests of _md5, _sha1, _sha2, _sha3 and _blake2.
import _blake2
import _md5
import _sha1
import _sha2
import _sha3


def attempt(what, f, *args, **kwargs):
    try:
        print(what, f(*args, **kwargs))
    except Exception as e:
        print(what, type(e).__name__, e)


FIXED = [
    _md5.md5, _sha1.sha1, _sha2.sha224, _sha2.sha256, _sha2.sha384, _sha2.sha512, _sha3.sha3_224, _sha3.sha3_256, _sha3.sha3_384,
    _sha3.sha3_512, _blake2.blake2b, _blake2.blake2s,
]
for new in FIXED:
    h = new(b"abc")
    print(h.name, h.block_size, h.digest_size, h.hexdigest(), h.digest() == bytes.fromhex(h.hexdigest()))
    c = h.copy()
    for n in (1, 63, 64, 65, 127, 128, 129, 1000):
        h.update(bytearray(range(n % 256)) * (n // 256 + 1))
    print(h.hexdigest(), c.hexdigest() == new(b"abc").hexdigest(), new().hexdigest())
    attempt("str", new, "abc")
    attempt("int", new, 1)
    attempt("both", new, b"", string=b"")
    attempt("string", lambda: new(string=b"abc").hexdigest() == c.hexdigest())
    if new in FIXED[:6]:
        attempt("class", type(h))
for new in (_sha3.shake_128, _sha3.shake_256):
    h = new(b"abc")
    print(h.name, h.block_size, h.digest_size, h.hexdigest(20), h.hexdigest(200) == h.copy().hexdigest(200), h._rate_bits, h._suffix)
    attempt("no length", h.digest)
    attempt("negative", h.digest, -1)
    attempt("long", h.digest, 1 << 29)
    attempt("longer", h.digest, 1 << 70)
for new, size in ((_blake2.blake2b, 64), (_blake2.blake2s, 32)):
    print(new.SALT_SIZE, new.PERSON_SIZE, new.MAX_KEY_SIZE, new.MAX_DIGEST_SIZE)
    for keywords in [
        dict(digest_size=20), dict(key=b"key"), dict(salt=b"salt"), dict(person=b"person"), dict(key=b"k" * size, digest_size=1),
        dict(fanout=2, depth=3, leaf_size=4, node_offset=5, node_depth=6, inner_size=7, last_node=True),
        dict(digest_size=0), dict(key=b"k" * 65), dict(salt=b"s" * 17), dict(person=b"p" * 17), dict(fanout=256), dict(depth=0),
        dict(leaf_size=-1), dict(leaf_size=1 << 32), dict(node_offset=1 << 48), dict(node_offset=1 << 64), dict(node_depth=256),
        dict(inner_size=65),
    ]:
        attempt(keywords, lambda: new(b"abc", **keywords).hexdigest())
