"""Every use case has the one shape: a file, a verb, one durable transaction, exactly one event at its end."""

import ast
import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import FunctionType

import pytest

import projects.use_cases
import reports.use_cases
import verifier.confirmations.use_cases
from verifier.trail.acts import Act

PACKAGES = (projects.use_cases, reports.use_cases, verifier.confirmations.use_cases)


def _names() -> Iterator[str]:
    for package in PACKAGES:
        for module in pkgutil.iter_modules(package.__path__):
            yield f"{package.__name__}.{module.name}"


@pytest.fixture(params=sorted(_names()), ids=lambda name: name.rpartition(".")[2])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def function(name: str) -> FunctionType:
    verb = name.rpartition(".")[2]
    wrapped = getattr(import_module(name), verb)
    assert callable(wrapped), f"{name} has no function of its own name"
    return inspect.unwrap(wrapped)  # type: ignore[no-any-return]


@pytest.fixture
def tree(name: str) -> ast.FunctionDef:
    source = ast.parse(inspect.getsource(import_module(name)))
    verb = name.rpartition(".")[2]
    return next(node for node in source.body if isinstance(node, ast.FunctionDef) and node.name == verb)


def _calls(tree: ast.FunctionDef, *names: str) -> list[ast.Call]:
    """The calls of methods of these names, in the order in which they stand."""
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names
    ]
    return sorted(found, key=lambda call: (call.lineno, call.col_offset))


class TestUseCase:
    def test_takes_named_things_who_and_when(self, function: FunctionType) -> None:
        parameters = inspect.signature(function).parameters
        assert all(parameter.kind is inspect.Parameter.KEYWORD_ONLY for parameter in parameters.values())
        assert {"by", "at"} <= set(parameters)

    def test_is_one_durable_transaction(self, tree: ast.FunctionDef) -> None:
        assert [ast.unparse(line) for line in tree.decorator_list] == ["transaction.atomic(durable=True)"]

    def test_records_exactly_one_event_as_one_of_its_last_words(self, tree: ast.FunctionDef) -> None:
        records = [
            node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "Event.record"
        ]
        top = [line for line in tree.body if isinstance(line, ast.Expr) and line.value in records]
        assert len(records) == len(top) == 1, "one Event.record, not within a branch or a loop"
        after = tree.body[tree.body.index(top[0]) + 1 :]
        assert all("delay_on_commit" in ast.unparse(line) or isinstance(line, ast.Return) for line in after)

    def test_holds_the_case_before_it_asks_where_it_stands(self, tree: ast.FunctionDef) -> None:
        """A step that begins while another moves the case would end behind it."""
        held = {
            ast.unparse(line.targets[0])
            for line in tree.body
            if isinstance(line, ast.Assign) and ast.unparse(line.value).startswith("Engagement.objects.locked().get(")
        }
        steps = [
            *_calls(tree, "require", "expect"),
            *(one for one in _calls(tree, "move") if "(Move." in ast.unparse(one)),
        ]
        assert {ast.unparse(step.func).rpartition(".")[0] for step in steps} <= held

    def test_holds_the_case_before_what_is_narrower(self, tree: ast.FunctionDef) -> None:
        """Two that lock in opposite orders wait for each other."""
        locked = [ast.unparse(call) for call in _calls(tree, "locked")]
        assert "Engagement.objects.locked()" not in locked[1:]

    def test_is_alone_in_its_file(self, name: str) -> None:
        module = import_module(name)
        own = [
            thing.__name__
            for thing in vars(module).values()
            if inspect.isfunction(inspect.unwrap(thing) if callable(thing) else thing)
            and thing.__module__ == name
            and not thing.__name__.startswith("_")
        ]
        assert own == [name.rpartition(".")[2]]


def test_every_act_is_recorded_somewhere() -> None:
    """An act that nothing records, or a record of an act that is not in the list, is a word too many."""
    used = {
        node.attr
        for module in [
            *(import_module(one) for one in _names()),
            import_module("projects.quarantine"),
            import_module("reports.delivery"),
        ]
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Act"
    }
    assert used == {act.name for act in Act}
