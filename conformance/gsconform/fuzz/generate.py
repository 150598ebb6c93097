"""Making random programs: what a seed says, always the same."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from gsconform.fuzz.tree import Block, Node, Program

_EXCEPTIONS = (
    "E1 E1 E2 E3 B1 Cancelled StopIteration StopAsyncIteration RuntimeError GeneratorExit KeyError TypeError".split()
)
_CATCHABLE = [
    *("E1", "E1", "E2", "E3", "Exception", "Exception", "BaseException", "B1", "Cancelled", "RuntimeError"),
    *(
        "(E1, B1)",
        "StopIteration",
        "(StopIteration, StopAsyncIteration)",
        "GeneratorExit",
        "TypeError",
        "(E2, KeyError)",
    ),
    *("ExceptionGroup", "BaseExceptionGroup"),
]
_STAR_CATCHABLE = "E1 E2 E3 Exception BaseException B1 Cancelled (E1,B1) RuntimeError KeyError".split()
_SCHEDULE = ["send"] * 12 + ["throw Cancelled", "throw Cancelled", "throw E1", "throw GeneratorExit", "close"]


@dataclass(frozen=True)
class _Scope:
    """What the statement being made may refer to."""

    is_async: bool = False
    generator: bool = False
    manager: bool = False
    loop: bool = False
    star: bool = False
    handled: tuple[str, ...] = ()  # names of exceptions, ev among them
    stacks: tuple[tuple[str, bool], ...] = ()
    depth: int = 0

    def inside(self, **changes: object) -> _Scope:
        return replace(self, depth=self.depth + 1, **changes)  # type: ignore[arg-type]


class _Maker:
    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)
        self.number = 0
        self.budget = self.random.choice((20, 35, 50, 80))
        self.loop = False  # whether asyncio runs the program
        self.managers: list[str] = []
        self.async_managers: list[str] = []
        self.generators: list[str] = []
        self.async_generators: list[str] = []
        self.functions = ["F"]
        self.async_functions = ["AF"]
        self.exits = ["X"]
        self.async_exits = ["AX"]

    def fresh(self) -> int:
        self.number += 1
        return self.number

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    # Expressions

    def exception(self, scope: _Scope, depth: int = 0) -> str:
        pick = self.random.random()
        if pick < 0.12 and depth < 2:
            kind = self.random.choice(("ExceptionGroup", "BaseExceptionGroup", "BaseExceptionGroup"))
            members = [self.exception(scope, depth + 1) for _ in range(self.random.randint(1, 3))]
            if kind == "ExceptionGroup":
                members = [f"{self.random.choice(('E1', 'E2', 'E3', 'KeyError'))}({self.fresh()})" for _ in members]
            return f"{kind}('g{self.fresh()}', [{', '.join(members)}])"
        if pick < 0.16 and scope.handled:
            return self.random.choice(scope.handled)
        if pick < 0.20:
            return f"kept({self.random.randint(0, 5)})"
        return f"{self.random.choice(_EXCEPTIONS)}({self.fresh()})"

    def raising(self, scope: _Scope) -> str:
        pick = self.random.random()
        if pick < 0.18 and (scope.handled or self.chance(0.05)):
            return "raise"
        if pick < 0.30:
            cause = "None" if self.chance(0.3) else self.exception(scope)
            return f"raise {self.exception(scope)} from {cause}"
        return f"raise {self.exception(scope)}"

    def manager(self, scope: _Scope) -> str:
        """A manager for with."""
        number = self.fresh()
        fixed = [
            f"suppress({', '.join(self.random.choice(_CATCHABLE[:11]).strip('()') for _ in range(self.random.randint(0, 2)))})",
            f"nullcontext({number})",
            f"closing(Closes({number}))",
            f"Suppresses({number})",
            "redirect_stdout(Sink())",
            f"Bare({number})" if self.chance(0.1) else f"nullcontext({number})",
        ]
        if self.generators:
            fixed.append(f"closing(held({self.random.choice(self.generators)}({number})))")
        if self.managers and self.chance(0.75):
            return f"{self.random.choice(self.managers)}({number})"
        if self.async_managers and self.chance(0.02):
            return f"{self.random.choice(self.async_managers)}({number})"
        return self.random.choice(fixed)

    def async_manager(self, scope: _Scope) -> str:
        """A manager for async with."""
        number = self.fresh()
        fixed = [
            f"nullcontext({number})",
            f"ASuppresses({number})",
            f"Bare({number})" if self.chance(0.1) else "AsyncExitStack()",
        ]
        if self.loop:
            fixed += ["asyncio.TaskGroup()", "asyncio.timeout(None)", "lock", "asyncio.timeout(0)"]
        if self.async_generators:
            fixed += [f"aclosing(held({self.random.choice(self.async_generators)}({number})))"] * 2
        if self.async_managers and self.chance(0.75):
            return f"{self.random.choice(self.async_managers)}({number})"
        if self.managers and self.chance(0.02):
            return f"{self.random.choice(self.managers)}({number})"
        return self.random.choice(fixed)

    # Statements

    def block(self, scope: _Scope, least: int = 1, most: int = 3) -> Block:
        return [self.statement(scope) for _ in range(self.random.randint(least, most))]

    def statement(self, scope: _Scope) -> Node:
        self.budget -= 1
        if self.budget <= 0 or scope.depth > 6:
            return self.simple(scope)
        choices = [
            (self.simple, 5),
            (self.failing, 3),
            (self.trying, 4),
            (self.with_, 4),
            (self.stack, 2),
            (self.looping, 2),
            (self.conditional, 1),
            (self.inner, 1),
            (self.driving, 1),
            (self.reuse, 1),
        ]
        if scope.stacks:
            choices.append((self.stack_operation, 7))
        if scope.generator:
            choices.append((self.yielding, 5))
        if scope.is_async and self.loop:
            choices.append((self.task_group, 2))
        makers, weights = zip(*choices, strict=True)
        return self.random.choices(makers, weights)[0](scope)  # type: ignore[no-any-return]

    def simple(self, scope: _Scope) -> Node:
        number = self.fresh()
        pick = self.random.random()
        if scope.is_async and pick < 0.35:
            kinds = ("tick", "tick", "Awaits", "AF")
            text = f"{self.random.choice([*kinds, *self.async_functions])}({number})"
            if self.loop and self.chance(0.3):
                text = self.random.choice(_LOOP_WAITS).format(f=self.random.choice(self.async_functions), n=number)
            return Node("await", (f"log({number}, await {text})",))
        if pick < 0.45:
            return Node("line", (f"log({number}, now())",))
        if pick < 0.55 and scope.handled:
            name = self.random.choice(scope.handled)
            return Node("line", (self.random.choice(_MUTATIONS).format(e=name, n=number, k=self.random.randint(0, 5)),))
        if pick < 0.62 and (scope.loop or self.chance(0.1)):
            return Node("leave", (self.random.choice(("break", "continue")),))
        if pick < 0.68 and scope.depth > 0:
            return Node("return", (self.random.choice(("None", "True", "False", str(number))),))
        if pick < 0.74:
            return Node("line", (f"log({number}, {self.random.choice(self.functions)}({number}))",))
        if pick < 0.76:
            return Node("line", ("log(sys.exc_info()[0])",))
        if pick < 0.763:
            return Node("line", ("collect()",))
        return Node("line", (f"log({number})",))

    def failing(self, scope: _Scope) -> Node:
        return Node("line", (self.raising(scope),))

    def trying(self, scope: _Scope) -> Node:
        star = "*" if self.chance(0.25) else ""
        handlers = []
        for _ in range(self.random.choice((0, 1, 1, 1, 2))):
            name = f"e{self.fresh()}"
            inner = scope.inside(handled=(*scope.handled, name), star=scope.star or bool(star))
            types = self.random.choice(_STAR_CATCHABLE if star else _CATCHABLE)
            handlers.append(Node("except", (types, name), (self.block(inner, 0, 2),)))
        inside = scope.inside()
        final = self.block(inside, 1, 2) if not handlers or self.chance(0.4) else []
        orelse = self.block(inside, 1, 1) if handlers and self.chance(0.2) else []
        return Node("try", (star,), (self.block(inside), handlers, orelse, final))

    def with_(self, scope: _Scope) -> Node:
        is_async = scope.is_async and self.chance(0.6)
        items = []
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            item = self.async_manager(scope) if is_async else self.manager(scope)
            items.append(item + (f" as v{self.fresh()}" if self.chance(0.2) else ""))
        return Node("with", ("async" if is_async else "", *items), (self.block(scope.inside()),))

    def reuse(self, scope: _Scope) -> Node:
        """One manager twice: in turn, or within itself."""
        is_async = scope.is_async and self.chance(0.6)
        name = f"m{self.fresh()}"
        made = Node("line", (f"{name} = {self.async_manager(scope) if is_async else self.manager(scope)}",))
        first, second = (
            Node("with", ("async" if is_async else "", name), (self.block(scope.inside(), 0, 2),)) for _ in range(2)
        )
        if self.chance(0.5):
            return Node("if", ("True",), ([made, replace(first, blocks=([*first.blocks[0], second],))], []))
        return Node("if", ("True",), ([made, first, second], []))

    def task_group(self, scope: _Scope) -> Node:
        """Tasks beside the body, one of which may fail."""
        name = f"t{self.fresh()}"
        make = f"{name}.create_task({{f}}({{n}}))"
        tasks = [
            Node("line", (make.format(f=self.random.choice(self.async_functions), n=self.fresh()),))
            for _ in range(self.random.randint(1, 3))
        ]
        body = tasks + self.block(scope.inside(), 0, 2)
        return Node("with", ("async", f"asyncio.TaskGroup() as {name}"), (body,))

    def stack(self, scope: _Scope) -> Node:
        is_async = scope.is_async and self.chance(0.6)
        name = f"s{self.fresh()}"
        inner = scope.inside(stacks=(*scope.stacks, (name, is_async)))
        body = [self.stack_operation(inner) for _ in range(self.random.randint(1, 4))] + self.block(inner, 0, 2)
        kind = "AsyncExitStack" if is_async else "ExitStack"
        return Node("with", ("async" if is_async else "", f"{kind}() as {name}"), (body,))

    def stack_operation(self, scope: _Scope) -> Node:
        self.budget -= 1
        name, is_async = self.random.choice(scope.stacks)
        number = self.fresh()
        pick = self.random.randint(0, 13)
        if is_async and self.chance(0.55):
            if pick < 6:
                return Node("await", (f"log(await {name}.enter_async_context({self.async_manager(scope)}))",))
            if pick < 9:
                pushed = self.random.choice((self.random.choice(self.async_exits), self.async_manager(scope)))
                return Node("line", (f"{name}.push_async_exit({pushed})",))
            if pick < 12:
                return Node(
                    "line", (f"{name}.push_async_callback({self.random.choice(self.async_functions)}, {number})",)
                )
            if pick == 12:
                return Node("await", (f"await {name}.aclose()",))
            popped = Node("with", ("async", f"{name}.pop_all() as {name}p"), (self.block(scope.inside(), 0, 2),))
            return popped
        if pick < 5:
            return Node("line", (f"log({name}.enter_context({self.manager(scope)}))",))
        if pick < 8:
            pushed = self.random.choice((self.random.choice(self.exits), self.manager(scope)))
            return Node("line", (f"{name}.push({pushed})",))
        if pick < 11:
            return Node("line", (f"{name}.callback({self.random.choice(self.functions)}, {number})",))
        if is_async:
            return Node("line", (f"{name}.callback({self.random.choice(self.functions)}, n={number})",))
        if pick == 11:
            return Node("line", (f"{name}.close()",))
        if pick == 12:
            return Node("line", (f"hold({name}.pop_all())",))
        return Node("with", ("", f"{name}.pop_all() as {name}p"), (self.block(scope.inside(), 0, 2),))

    def looping(self, scope: _Scope) -> Node:
        inside = scope.inside(loop=True)
        variable = f"x{self.fresh()}"
        orelse = self.block(scope.inside(), 1, 1) if self.chance(0.2) else []
        if scope.is_async and self.async_generators and self.chance(0.6):
            over = f"held({self.random.choice(self.async_generators)}({self.fresh()}))"
            return Node("for", ("async", variable, over), (self.block(inside), orelse))
        over = "range(2)"
        if self.generators and self.chance(0.8):
            over = f"held({self.random.choice(self.generators)}({self.fresh()}))"
        return Node("for", ("", variable, over), (self.block(inside), orelse))

    def conditional(self, scope: _Scope) -> Node:
        tests = [f"step() % {self.random.randint(2, 3)} == 0"]
        tests += [f"isinstance({name}, {self.random.choice(('E1', 'Exception', 'B1'))})" for name in scope.handled]
        orelse = self.block(scope.inside(), 1, 1) if self.chance(0.3) else []
        return Node("if", (self.random.choice(tests),), (self.block(scope.inside(), 1, 2), orelse))

    def inner(self, scope: _Scope) -> Node:
        is_async = scope.is_async and self.chance(0.6)
        decorating = [name for name in (self.async_managers if is_async else self.managers) if name[0] in "GHD"]
        decorators = [
            f"{self.random.choice(decorating)}({self.fresh()})" for _ in range(self.random.randint(0, 2)) if decorating
        ]
        inside = _Scope(is_async=is_async, handled=scope.handled, stacks=scope.stacks, depth=scope.depth + 1)
        return Node("inner", (f"f{self.fresh()}", "async" if is_async else "", *decorators), (self.block(inside),))

    def driving(self, scope: _Scope) -> Node:
        """A generator or coroutine moved by hand."""
        name = f"g{self.fresh()}"
        if scope.is_async and self.async_generators and self.chance(0.7):
            over = f"{self.random.choice(self.async_generators)}({self.fresh()})"
            moves = [
                "anext({g})",
                "{g}.asend(5)",
                "{g}.athrow({e})",
                "{g}.aclose()",
                "anext({g}, 7)",
                "{g}.asend(None)",
            ]
            form, kind = "await attempt_async(lambda: {move})", "await"
        elif self.generators or self.chance(0.5):
            made = [f"{name}({self.fresh()})" for name in self.generators] or [f"AF({self.fresh()})"]
            over = self.random.choice(made)
            if self.chance(0.3):
                over = f"{self.random.choice(self.async_functions)}({self.fresh()})"
            moves = ["{g}.send(None)", "{g}.send(None)", "{g}.send(5)", "{g}.throw({e})", "{g}.close()"]
            form, kind = "attempt(lambda: {move})", "line"
        else:
            return self.failing(scope)
        lines = [Node("line", (f"{name} = held({over})",))]
        for _ in range(self.random.randint(1, 4)):
            move = self.random.choice(moves).format(g=name, e=self.exception(_Scope()))
            closing = ", True" if kind == "line" and (".close()" in move or "GeneratorExit" in move) else ""
            lines.append(Node(kind, (form.format(move=move + closing),)))
        return Node("if", ("True",), (lines, []))

    def yielding(self, scope: _Scope) -> Node:
        if not scope.is_async and self.generators and self.chance(0.15):
            return Node("delegate", (f"{self.random.choice(self.generators)}({self.fresh()})",))
        return Node("yield", (f"log('resumed', (yield {self.fresh()}))",))

    # Definitions. Each may use those before it alone, so all ends.

    def definition(self) -> Node:
        kind = self.random.choice(
            ("class", "class", "manager", "manager", "manager", "generator", "generator", "function", "exit")
        )
        is_async = self.chance(0.5)
        mode = "async" if is_async else ""
        scope = _Scope(is_async=is_async)
        number = self.fresh()
        if kind == "class":
            decorator = self.chance(0.3)
            name = f"{'D' if decorator else 'C'}{number}"
            bases = "" if not decorator else "AsyncContextDecorator" if is_async else "ContextDecorator"
            blocks = [self.block(scope, 0, 1) if self.chance(0.35) else []]
            if not self.chance(0.03):
                blocks.append(self.exit_body(scope))
            (self.async_managers if is_async else self.managers).append(name)
            return Node("class", (name, mode, bases), tuple(blocks))
        if kind == "manager":
            name = f"{'H' if is_async else 'G'}{number}"
            made = Node(
                "generator",
                (name, mode, "asynccontextmanager" if is_async else "contextmanager"),
                (self.generator_body(scope, True),),
            )
            (self.async_managers if is_async else self.managers).append(name)
            return made
        if kind == "generator":
            name = f"{'J' if is_async else 'I'}{number}"
            made = Node("generator", (name, mode), (self.generator_body(scope, False),))
            (self.async_generators if is_async else self.generators).append(name)
            return made
        if kind == "function":
            name = f"{'AF' if is_async else 'F'}{number}"
            made = Node("function", (name, mode), (self.block(scope.inside()),))
            (self.async_functions if is_async else self.functions).append(name)
            return made
        name = f"{'AX' if is_async else 'X'}{number}"
        made = Node("exit", (name, mode), (self.exit_body(scope),))
        (self.async_exits if is_async else self.exits).append(name)
        return made

    def exit_body(self, scope: _Scope) -> Block:
        body = self.block(scope.inside(handled=("ev",)), 0, 2)
        pick = self.random.random()
        if pick < 0.3:
            body.append(Node("return", ("True",)))
        elif pick < 0.45:
            body.append(Node("return", (f"isinstance(ev, {self.random.choice(('E1', 'Exception', 'Cancelled'))})",)))
        elif pick < 0.6:
            body.append(Node("line", (self.raising(scope.inside(handled=("ev",))),)))
        return body

    def generator_body(self, scope: _Scope, manager: bool) -> Block:
        inner = scope.inside(generator=True, manager=manager)
        body = self.block(inner, 0, 1) if self.chance(0.3) else []
        yielded = Node("yield", (f"log('resumed', (yield {self.fresh()}))",))
        pick = self.random.random()
        if pick < 0.55:
            made = self.trying(inner)
            body.append(replace(made, blocks=([*made.blocks[0][:1], yielded], *made.blocks[1:])))
        elif pick < 0.75:
            made = self.with_(inner)
            body.append(replace(made, blocks=([yielded, *made.blocks[0][:1]],)))
        elif pick < 0.97:
            body.append(yielded)
        body += self.block(inner, 0, 1 if manager else 2)
        return body

    def program(self, name: str) -> Program:
        is_async = self.chance(0.6)
        self.loop = is_async and self.chance(0.25)
        definitions = [self.definition() for _ in range(self.random.randint(2, 6))]
        self.budget = max(self.budget, 15)
        scope = _Scope(is_async=is_async)
        body: Block = []
        while self.budget > 0 and len(body) < 6:
            self.budget -= 1
            makers = [
                self.with_,
                self.with_,
                self.stack,
                self.trying,
                self.looping,
                self.driving,
                self.inner,
                self.reuse,
            ]
            choose = self.random.choice([*makers, self.task_group, self.task_group] if self.loop else makers)
            made = choose(scope)
            if self.chance(0.85):
                name_of = f"e{self.fresh()}"
                handler = Node("except", ("BaseException", name_of), ([],))
                made = Node("try", ("",), ([made], [handler], [], []))
            body.append(made)
        schedule = tuple(self.random.choice(_SCHEDULE) for _ in range(self.random.randint(0, 12))) if is_async else ()
        mode = "loop" if self.loop else "async" if is_async else ""
        return Program(name, definitions, Node("main", (mode,), (body,)), schedule)


_LOOP_WAITS = (
    "asyncio.shield({f}({n}))",
    "asyncio.wait_for({f}({n}), None)",
    "asyncio.gather({f}({n}), AF({n}), return_exceptions=True)",
    "asyncio.gather({f}({n}), {f}({n}))",
    "asyncio.sleep(0, {n})",
    "asyncio.create_task({f}({n}))",
    "cancelling()",
)
_MUTATIONS = (
    "{e}.add_note('note {n}') if {e} else None",
    "log(keep({e}))",
    "setting({e}, '__context__', kept({k}))",
    "setting({e}, '__cause__', kept({k}))",
    "setting({e}, '__suppress_context__', True)",
    "setting({e}, '__context__', None)",
    "setting({e}, '__traceback__', None)",
)


def make(seed: str) -> Program:
    """The program of a seed."""
    return _Maker(seed).program(seed)
