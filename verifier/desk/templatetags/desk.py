"""The components of every page and the formats of what they show. verifier/desk/README.md has one line on each.

A block component takes what lies between its tags; the others take values. Each has a template of its own name in
templates/desk/, so that the words and the markup are in one place.
"""

from collections.abc import Iterable
from datetime import date, datetime
from string import ascii_letters
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.crypto import get_random_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

from verifier.desk import formats, places
from verifier.desk.charts import Bars
from verifier.desk.worklist import Task

register = template.Library()

register.filter("number", formats.number)
register.filter("quantity", formats.quantity)
register.filter("day", formats.day)
register.filter("moment", formats.moment)
register.filter("period", formats.period)
register.filter("filesize", formats.filesize)
register.filter("words", formats.words)
register.filter("short_hash", formats.short_hash)

TONES = frozenset({"", "active", "waiting", "good", "bad"})


def _draw(component: str, **values: object) -> SafeString:
    tone = values.get("tone", "")
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"{tone!r} is not a tone; there are {sorted(TONES - {''})}.")
    return render_to_string(f"desk/{component}.html", values)


def _new_id() -> str:
    """An id that no other component has, on this page or in a part that is swapped into it later."""
    return get_random_string(8, ascii_letters)


# The shell ---------------------------------------------------------------------------------------------------------


@register.simple_tag
def body_name() -> str:
    """The name of the body in the reader's language."""
    return formats.words(settings.BODY["name"])


@register.inclusion_tag("desk/menu.html", takes_context=True)
def menu(context: Context) -> dict[str, Any]:
    request = context["request"]
    entries = [
        {"place": place, "here": request.path == place.url or request.path.startswith(place.url.rstrip("/") + "/")}
        for place in places.places(request.user)
    ]
    return {"entries": entries, "at_home": request.path == "/", "user": request.user}


@register.inclusion_tag("desk/languages.html", takes_context=True)
def languages(context: Context) -> dict[str, Any]:
    """The other languages this page can be read in, each named in itself."""
    others = [get_language_info(code) | {"code": code} for code, _ in settings.LANGUAGES if code != get_language()]
    request = context["request"]
    return {"others": others, "address": request.get_full_path(), "csrf_token": context.get("csrf_token")}


# Blocks ------------------------------------------------------------------------------------------------------------


@register.simple_block_tag
def heading(content: str, title: str, caption: str = "") -> SafeString:
    return _draw("heading", content=content, title=title, caption=caption)


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    return _draw("crumbs", content=content)


@register.simple_tag
def crumb(title: str, url: str = "") -> SafeString:
    return _draw("crumb", title=title, url=url)


@register.simple_block_tag
def tabs(content: str, label: str) -> SafeString:
    return _draw("tabs", content=content, label=label)


@register.simple_tag
def tab(title: str, url: str, *, here: bool = False, count: int | None = None) -> SafeString:
    return _draw("tab", title=title, url=url, here=here, count=count)


@register.simple_block_tag
def card(content: str, title: str = "", level: int = 2) -> SafeString:
    return _draw("card", content=content, title=title, level=level)


@register.simple_block_tag
def panel(content: str, title: str) -> SafeString:
    return _draw("panel", content=content, title=title)


@register.simple_block_tag
def notice(content: str, title: str = "", tone: str = "") -> SafeString:
    return _draw("notice", content=content, title=title, tone=tone)


@register.simple_block_tag
def empty(content: str) -> SafeString:
    return _draw("empty", content=content)


@register.simple_block_tag
def details(content: str, summary: str, *, is_open: bool = False) -> SafeString:
    return _draw("details", content=content, summary=summary, is_open=is_open)


@register.simple_block_tag
def buttons(content: str) -> SafeString:
    return _draw("buttons", content=content)


@register.simple_block_tag
def button(content: str, href: str = "", kind: str = "", name: str = "", value: str = "") -> SafeString:
    if kind not in {"", "secondary", "warning", "small"}:
        raise template.TemplateSyntaxError(f"{kind!r} is not a kind of button.")
    return _draw("button", content=content, href=href, kind=kind, name=name, value=value)


@register.simple_block_tag
def summary(content: str) -> SafeString:
    return _draw("summary", content=content)


@register.simple_block_tag
def row(content: str, key: str, change: str = "") -> SafeString:
    return _draw("row", content=content, key=key, change=change)


@register.simple_block_tag
def table(content: str, caption: str, *, quiet: bool = False) -> SafeString:
    return _draw("table", content=content, caption=caption, quiet=quiet, id=_new_id())


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    return _draw("timeline", content=content)


@register.simple_block_tag
def event(content: str, title: str, at: datetime, by: object = "") -> SafeString:
    return _draw("event", content=content, title=title, at=at, by=by)


# Values ------------------------------------------------------------------------------------------------------------


@register.simple_tag
def tag(text: str, tone: str = "") -> SafeString:
    return _draw("tag", text=text, tone=tone)


@register.simple_tag
def tasks(tasks: Iterable[Task], today: date) -> SafeString:
    return _draw("tasks", tasks=list(tasks), today=today)


@register.simple_tag
def pagination(newer: str | None = None, older: str | None = None) -> SafeString:
    return _draw("pagination", newer=newer, older=older)


@register.simple_tag
def progress(value: int, most: int, label: str) -> SafeString:
    return _draw("progress", value=value, most=most, label=label, id=_new_id())


@register.simple_tag
def receipt(name: str, sha256: str, size: int, received_at: datetime, state: str = "", tone: str = "") -> SafeString:
    return _draw("receipt", name=name, sha256=sha256, size=size, received_at=received_at, state=state, tone=tone)


@register.simple_tag
def bars(chart: Bars) -> SafeString:
    return _draw("bars", chart=chart, id=_new_id())


@register.simple_tag
def results(results: Iterable[object]) -> SafeString:
    return _draw("results", results=list(results))


@register.simple_tag
def result_table(results: Iterable[object]) -> SafeString:
    return _draw("result_table", results=list(results))


@register.simple_tag
def figure_table(figures: Iterable[object], caption: str, *, quiet: bool = False) -> SafeString:
    return _draw("figure_table", figures=list(figures), caption=caption, quiet=quiet)


@register.simple_tag
def answer_table(answers: Iterable[object], caption: str) -> SafeString:
    return _draw("answer_table", answers=list(answers), caption=caption)


@register.simple_tag
def steps(steps: Iterable[object], caption: str = "") -> SafeString:
    return _draw("steps", steps=list(steps), caption=caption, id=_new_id())


@register.simple_tag
def reasons(reasons: Iterable[object]) -> SafeString:
    return _draw("reasons", reasons=list(reasons))


# Forms -------------------------------------------------------------------------------------------------------------


class Fault(NamedTuple):
    """One error: the label of its field and the link to it, both empty where it concerns the form."""

    message: object
    label: object = ""
    href: str = ""


@register.simple_tag
def error_summary(*forms: BaseForm | BaseFormSet) -> SafeString | str:
    """Every error of the forms, each with a link to the control it is about; nothing where there is none."""
    faults = [fault for form in forms for fault in _faults(form)]
    return _draw("error_summary", faults=faults) if faults else ""


def _faults(form: BaseForm | BaseFormSet) -> list[Fault]:
    if isinstance(form, BaseFormSet):
        general = [Fault(message) for message in form.non_form_errors()]
        return general + [fault for one in form.forms for fault in _faults(one)]
    general = [Fault(message) for message in form.non_field_errors()]
    return general + [
        Fault(message, _label(form, field), _control(field)) for field in form for message in field.errors
    ]


def _label(form: BaseForm, field: BoundField) -> object:
    """The field's label; where forms of one kind stand side by side each says in `about` what it is about."""
    about = getattr(form, "about", "")
    return f"{about} · {field.label}" if about else field.label


def _control(field: BoundField) -> str:
    """Where the link of an error leads: radios have no control of the field's own id, but a first one."""
    if field.id_for_label:
        return f"#{field.id_for_label}"
    return f"#{field.auto_id}_0" if field.auto_id else ""


@register.simple_tag
def upload_progress() -> SafeString:
    """Attributes of a <form> that sends files: its progress is shown, and spoken at each quarter."""
    return _draw("upload_progress")
