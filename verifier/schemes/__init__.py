"""The schemes of the body: one folder beside this file is one scheme, found by being there."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from verifier.rulebook.examples import Example
from verifier.rulebook.scheme import Scheme


@cache
def found() -> dict[str, Scheme]:
    """Every scheme by its code, in the order of their codes."""
    modules = (import_module(f"{__name__}.{entry.name}") for entry in iter_modules(__path__) if entry.ispkg)
    return {scheme.code: scheme for scheme in sorted((module.SCHEME for module in modules), key=lambda one: one.code)}


def get(code: str) -> Scheme:
    """The scheme of a code. Raises LookupError, naming those there are."""
    try:
        return found()[code]
    except KeyError:
        raise LookupError(f"There is no scheme {code}; there are {', '.join(found())}.") from None


def all() -> tuple[Scheme, ...]:  # noqa: A001 - it is read as schemes.all()
    return tuple(found().values())


def example(code: str) -> Example:
    """The first worked case of a scheme."""
    first: Example = import_module(f"{__name__}.{code}.examples").EXAMPLES[0]
    return first


def choices() -> list[tuple[str, str]]:
    """Code and English title of each scheme: `choices=schemes.choices` on a model field."""
    return [(scheme.code, scheme.title.en) for scheme in all()]
