"""A program of the fuzzer as a tree, which can be cut anywhere and still be written as Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

Block = list["Node"]


@dataclass(frozen=True)
class Node:
    """A statement or definition: what it is, its texts, and the blocks inside it."""

    kind: str
    args: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Program:
    """Definitions, the main function, and what its driver does where it is suspended."""

    name: str
    definitions: Block
    main: Node
    schedule: tuple[str, ...] = field(default=())

    def source(self) -> str:
        """The program as Python."""
        writer = _Writer()
        for definition in self.definitions:
            writer.definition(definition)
        is_async = self.main.args[0] != ""
        writer.line(("async " if is_async else "") + "def main():")
        writer.block(self.main.blocks[0], _Place(is_async))
        return "\n".join(writer.lines) + "\n"

    def record(self) -> tuple[str, str, str, str]:
        """The fields that the driver reads: name, mode, schedule, source."""
        return self.name, self.main.args[0], ",".join(self.schedule), self.source()

    def size(self) -> int:
        """How large it is: nodes, and their texts."""
        return sum(_size(node) for node in [*self.definitions, self.main]) + len(self.schedule)


def _size(node: Node) -> int:
    return 1 + len(node.args) + sum(_size(inner) for block in node.blocks for inner in block)


@dataclass(frozen=True)
class _Place:
    """Where a statement stands: what may be written there."""

    is_async: bool
    generator: bool = False
    loop: bool = False
    star: bool = False


class _Writer:
    """Writes nodes as Python. A statement that its place does not allow becomes `pass`, so any cut leaves a program."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.depth = 0

    def line(self, text: str) -> None:
        self.lines.append("    " * self.depth + text)

    def block(self, block: Block, place: _Place, *, before: tuple[str, ...] = (), after: tuple[str, ...] = ()) -> None:
        self.depth += 1
        for text in before:
            self.line(text)
        for node in block:
            self.statement(node, place)
        for text in after:
            self.line(text)
        if not (block or before or after):
            self.line("pass")
        self.depth -= 1

    def statement(self, node: Node, place: _Place) -> None:
        getattr(self, "_" + node.kind)(node, place)

    def _line(self, node: Node, place: _Place) -> None:
        (text,) = node.args
        self.line(text)

    def _await(self, node: Node, place: _Place) -> None:
        self.line(node.args[0] if place.is_async else "pass")

    def _yield(self, node: Node, place: _Place) -> None:
        self.line(node.args[0] if place.generator else "pass")

    def _delegate(self, node: Node, place: _Place) -> None:
        allowed = place.generator and not place.is_async
        self.line(f"log('delegated', (yield from held({node.args[0]})))" if allowed else "pass")

    def _return(self, node: Node, place: _Place) -> None:
        bare = place.generator and place.is_async
        self.line("pass" if place.star else "return" if bare else f"return {node.args[0]}")

    def _leave(self, node: Node, place: _Place) -> None:
        self.line(node.args[0] if place.loop else "pass")

    def _with(self, node: Node, place: _Place) -> None:
        mode, *items = node.args
        if mode == "async" and not place.is_async:
            self.block_inline(node.blocks[0], place)
            return
        self.line(("async " if mode == "async" else "") + f"with {', '.join(items)}:")
        self.block(node.blocks[0], place)

    def block_inline(self, block: Block, place: _Place) -> None:
        """A block's statements where another block stands."""
        self.line("if True:")
        self.block(block, place)

    def _for(self, node: Node, place: _Place) -> None:
        mode, variable, over = node.args
        if mode == "async" and not place.is_async:
            self.block_inline(node.blocks[0], place)
            return
        self.line(("async " if mode == "async" else "") + f"for {variable} in {over}:")
        self.block(node.blocks[0], replace(place, loop=True), before=(f"log('item', {variable})",))
        if node.blocks[1]:
            self.line("else:")
            self.block(node.blocks[1], place)

    def _if(self, node: Node, place: _Place) -> None:
        self.line(f"if {node.args[0]}:")
        self.block(node.blocks[0], place)
        if node.blocks[1]:
            self.line("else:")
            self.block(node.blocks[1], place)

    def _try(self, node: Node, place: _Place) -> None:
        body, handlers, orelse, final = node.blocks
        star = node.args[0]
        handlers = [handler for handler in handlers if handler.kind == "except"]
        if not handlers and not final:
            self.block_inline([*body, *orelse], place)
            return
        self.line("try:")
        self.block(body, place)
        for handler in handlers:
            self.line(f"except{star} {handler.args[0]} as {handler.args[1]}:")
            inner = replace(place, star=True, loop=False) if star else place
            self.block(handler.blocks[0], inner, before=(f"seen('caught', {handler.args[1]})",))
        if handlers and orelse:
            self.line("else:")
            self.block(orelse, place)
        if final:
            self.line("finally:")
            self.block(final, place)

    def _except(self, node: Node, place: _Place) -> None:
        self.block_inline(node.blocks[0], place)  # what is left when its try was cut away

    def _inner(self, node: Node, place: _Place) -> None:
        """A function defined on the spot, decorated and called."""
        name, mode, *decorators = node.args
        for decorator in decorators:
            self.line(f"@{decorator}")
        is_async = mode == "async" and place.is_async
        self.line(("async " if is_async else "") + f"def {name}():")
        self.block(node.blocks[0], _Place(is_async))
        self.line(("log(await " if is_async else "log(") + f"{name}())")

    def definition(self, node: Node) -> None:
        """A definition at the module's level."""
        getattr(self, "_define_" + node.kind)(node)

    def _define_class(self, node: Node) -> None:
        name, mode, bases = node.args
        prefix, infix = ("async ", "a") if mode == "async" else ("", "")
        self.line(f"class {name}({bases}):")
        self.depth += 1
        self.line("def __init__(self, n):")
        self.line("    self.n = n")
        place = _Place(mode == "async")
        self.line(f"{prefix}def __{infix}enter__(self):")
        before = f"log('{name} enter', self.n)"
        self.block(node.blocks[0], place, before=(before,), after=("return self.n",))
        if len(node.blocks) > 1:
            self.line(f"{prefix}def __{infix}exit__(self, et, ev, tb):")
            self.block(node.blocks[1], place, before=(f"exits('{name}', self.n, et, ev, tb)",))
        self.depth -= 1

    def _define_generator(self, node: Node) -> None:
        name, mode, *decorators = node.args
        for decorator in decorators:
            self.line(f"@{decorator}")
        if decorators:
            self.line("@holding")
        self.line(("async " if mode == "async" else "") + f"def {name}(n=0):")
        self.block(
            node.blocks[0],
            _Place(mode == "async", generator=True),
            before=(f"log('{name}', n)",),
            after=("if False: yield",),
        )

    def _define_function(self, node: Node) -> None:
        name, mode = node.args
        self.line(("async " if mode == "async" else "") + f"def {name}(n=0):")
        self.block(node.blocks[0], _Place(mode == "async"), before=(f"log('{name}', n, now())",))

    def _define_exit(self, node: Node) -> None:
        name, mode = node.args
        self.line(("async " if mode == "async" else "") + f"def {name}(et, ev, tb):")
        self.block(node.blocks[0], _Place(mode == "async"), before=(f"exits('{name}', 0, et, ev, tb)",))


def smaller(program: Program) -> Iterator[Program]:
    """Every program that is this one with a single cut, the deepest cuts first where they are largest."""
    for number in range(len(program.definitions)):
        rest = program.definitions[:number] + program.definitions[number + 1 :]
        yield replace(program, definitions=rest)
    for main in _cut(program.main):
        yield replace(program, main=main)
    for number, definition in enumerate(program.definitions):
        for cut in _cut(definition):
            changed = [*program.definitions]
            changed[number] = cut
            yield replace(program, definitions=changed)
    for number in range(len(program.schedule)):
        yield replace(program, schedule=program.schedule[:number] + program.schedule[number + 1 :])
    for number, action in enumerate(program.schedule):
        if action != "send":
            shorter = (*program.schedule[:number], "send", *program.schedule[number + 1 :])
            yield replace(program, schedule=shorter)


def _cut(node: Node) -> Iterator[Node]:
    """The node with something inside it cut away."""
    if node.kind in ("with", "inner") and len(node.args) > 2:
        first = 1 if node.kind == "with" else 2
        for number in range(first, len(node.args)):
            if len(node.args) - 1 >= first + (node.kind == "with"):
                yield replace(node, args=node.args[:number] + node.args[number + 1 :])
    for place, block in enumerate(node.blocks):
        for cut in _cut_block(block):
            yield replace(node, blocks=(*node.blocks[:place], cut, *node.blocks[place + 1 :]))


def _cut_block(block: Block) -> Iterator[Block]:
    if len(block) > 3:
        yield block[len(block) // 2 :]
        yield block[: len(block) // 2]
    for number, node in enumerate(block):
        before, after = block[:number], block[number + 1 :]
        yield before + after
        if node.kind != "except":
            for inner in node.blocks:
                if inner:
                    yield before + [part for part in inner if part.kind != "except"] + after
        for cut in _cut(node):
            yield [*before, cut, *after]
