"""What the team asks the client for: the list, one request with its talk and its files, and what is said of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from projects import queries
from projects.models import Engagement, EvidenceRequest, RequestRemark
from projects.permissions import May, rights
from projects.stages import OWED, RequestStage, RequestState, Stage
from projects.use_cases.accept_evidence import accept_evidence
from projects.use_cases.discuss_request import discuss_request
from projects.use_cases.request_evidence import request_evidence
from projects.use_cases.request_listed_evidence import request_listed_evidence
from projects.use_cases.return_evidence import return_evidence
from projects.web.frame import Signed, case_of, draw, seen_by
from verifier.desk.forms import DayField, blame
from verifier.desk.paging import page
from verifier.errors import Unfit
from verifier.http import words
from verifier.rulebook.programme import EvidenceKind

TONES = {
    RequestState.OVERDUE: "bad",
    RequestState.AWAITED: "waiting",
    RequestState.RETURNED: "bad",
    RequestState.HELD: "waiting",
    RequestState.EXAMINED: "active",
    RequestState.RECEIVED: "active",
    RequestState.ACCEPTED: "good",
}
FEW = 10  # requests of a group that the list shows unfolded, after the first group


class AskForm(forms.Form):
    use_required_attribute = False
    kind = forms.ChoiceField(label=_("Kind of evidence"), required=False)
    title = forms.CharField(
        label=_("Or a title of your own"),
        help_text=_("For what is not on the scheme's list."),
        required=False,
        max_length=200,
    )
    note = forms.CharField(
        label=_("What is needed"),
        help_text=_("For example the meters, the months, the form."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )
    due_on = DayField(label=_("Due on"), error_messages={"required": _("Enter the day by which it is needed.")})

    def __init__(self, *args: Any, kinds: list[EvidenceKind], **more: Any) -> None:
        super().__init__(*args, **more)
        named = [(kind.code, words(kind.title)) for kind in kinds]
        self.fields["kind"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]
        for name in ("kind", "title"):
            self.fields[name].one_of_several = True  # type: ignore[attr-defined]  # for the template of fields

    def clean(self) -> dict[str, Any]:
        """What the use case refuses one by one, beside whatever else is wrong."""
        said: dict[str, Any] = super().clean() or {}
        if "kind" in said and "title" in said and bool(said["kind"]) == bool(said["title"]):
            self.add_error("kind", _("Choose a kind from the list, or give a title of your own: one of the two."))
        if said.get("due_on") and said["due_on"] < timezone.now().date():
            self.add_error("due_on", _("Choose a day from today on."))
        return said


class AskListedForm(forms.Form):
    use_required_attribute = False
    prefix = "listed"
    due_on = DayField(label=_("Due on"), error_messages={"required": _("Enter the day by which it is needed.")})


class RemarkForm(forms.Form):
    use_required_attribute = False
    prefix = "remark"
    text = forms.CharField(
        label=_("Message"),
        help_text=_("The team and the client both read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        error_messages={"required": _("Write the message.")},
    )


class AcceptForm(forms.Form):
    prefix = "accept"
    text = forms.CharField(
        label=_("Remark"),
        help_text=_("If there is something to say. The client reads it."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=5000,
        required=False,
    )


class ReturnForm(forms.Form):
    use_required_attribute = False
    prefix = "return"
    text = forms.CharField(
        label=_("Why it is sent back"),
        help_text=_("What is wrong or missing, and what to send in its place. The client reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        error_messages={"required": _("Say what is wrong or missing.")},
    )
    due_on = DayField(
        label=_("New day by which it is due"), help_text=_("Without one the day stays as it is."), required=False
    )


@dataclass(frozen=True)
class Line:
    """A request as the pages show it."""

    request: EvidenceRequest
    title: str
    state: RequestState
    is_owed: bool
    overdue: bool  # it is owed, and the day is past

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def caption(self) -> str:
        return f"{self.request.engagement} · {self.request}"

    @property
    def more(self) -> int:
        """Files beyond those that the list shows."""
        return max(0, self.request.files - queries.LINES)  # type: ignore[attr-defined]  # annotated


@dataclass(frozen=True)
class Group:
    title: str
    lines: list[Line]
    is_open: bool


@dataclass(frozen=True)
class Span:
    """A part of the bar of progress, in hundredths of its length."""

    name: str
    count: int
    start: float
    width: float


# The list ----------------------------------------------------------------------------------------------------------


@require_GET
def evidence(request: Signed, engagement_id: UUID) -> HttpResponse:
    return _evidence(request, case_of(request, engagement_id))


@require_POST
def ask(request: Signed, engagement_id: UUID) -> HttpResponse:
    engagement = case_of(request, engagement_id)
    form = AskForm(request.POST, kinds=_not_asked(engagement))
    if form.is_valid():
        try:
            made = request_evidence(
                engagement_id=engagement.pk, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Unfit as no:
            blame(form, no)
        else:
            said = {"number": made, "title": queries.asked_for(made, engagement.scheme)}
            messages.success(request, _("The client is asked for %(number)s · %(title)s.") % said)
            return redirect("projects:evidence", engagement.pk)
    return _evidence(request, engagement, form=form, status=422)


@require_POST
def ask_listed(request: Signed, engagement_id: UUID) -> HttpResponse:
    engagement, form = case_of(request, engagement_id), AskListedForm(request.POST)
    if form.is_valid():
        try:
            asked = request_listed_evidence(
                engagement_id=engagement.pk, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Unfit as no:
            blame(form, no)
        else:
            said = ngettext("%(count)s request was made.", "%(count)s requests were made.", len(asked))
            messages.success(request, said % {"count": len(asked)})
            return redirect("projects:evidence", engagement.pk)
    return _evidence(request, engagement, listed=form, status=422)


def _evidence(
    request: Signed,
    engagement: Engagement,
    *,
    form: AskForm | None = None,
    listed: AskListedForm | None = None,
    status: int = 200,
) -> HttpResponse:
    held, today = rights(request.user, engagement), timezone.localdate()
    lines = [line(one, engagement, today) for one in queries.requests(engagement)]
    asked = {one.request.kind for one in lines}
    may_ask = May.REQUEST in held and engagement.stage == Stage.UNDER_WAY
    unasked = [kind for kind in engagement.scheme.evidence_kinds if kind.required and kind.code not in asked]
    shown: dict[str, Any] = {
        "groups": list(_groups(lines, client_first=May.ANSWER in held)),
        "lines": lines,
        "spans": _spans(lines),
        "held_files": list(queries.held(engagement)[:100]) if May.READ in held else [],
        "form": (form or AskForm(kinds=_not_asked(engagement))) if may_ask else None,
        "listed": (listed or AskListedForm()) if may_ask and unasked else None,
        "unasked": len(unasked),
    }
    shown["faults"] = [one for one in (form, listed) if one]
    return draw(request, "projects/evidence.html", engagement, held=held, status=status, **shown)


def line(asked: EvidenceRequest, engagement: Engagement, today: date) -> Line:
    """A request `with_state`, as the pages show it."""
    state = queries.state(asked, today)
    is_owed = state in OWED
    return Line(asked, queries.asked_for(asked, engagement.scheme), state, is_owed, is_owed and asked.due_on < today)


def _groups(lines: list[Line], *, client_first: bool) -> Iterator[Group]:
    """What the reader must do first; what is accepted last, and folded."""
    owed = [one for one in lines if one.state in OWED]
    waiting = [one for one in lines if one.state not in (*OWED, RequestState.ACCEPTED)]
    parts = [(_("Still owed"), owed), (_("With the team"), waiting)]
    first = True
    for title, group in parts if client_first else parts[::-1]:
        if group:
            group.sort(key=lambda one: (OWED.index(one.state) if one.state in OWED else 0, one.request.due_on))
            yield Group(str(title), group, first or len(group) <= FEW)
            first = False
    if accepted := [one for one in lines if one.state == RequestState.ACCEPTED]:
        yield Group(str(RequestState.ACCEPTED.label), accepted, first)


def _spans(lines: list[Line]) -> list[Span]:
    """Accepted, with the team and still owed, one behind the other."""
    accepted = sum(one.state == RequestState.ACCEPTED for one in lines)
    owed = sum(one.state in OWED for one in lines)
    start, spans = 0, []
    for name, count in (("accepted", accepted), ("received", len(lines) - accepted - owed), ("owed", owed)):
        spans.append(Span(name, count, 100 * start / max(1, len(lines)), 100 * count / max(1, len(lines))))
        start += count
    return spans


def _not_asked(engagement: Engagement) -> list[EvidenceKind]:
    asked = set(engagement.requests.values_list("kind", flat=True))
    return [kind for kind in engagement.scheme.evidence_kinds if kind.code not in asked]


# One request -------------------------------------------------------------------------------------------------------


@require_GET
def asked(request: Signed, request_id: UUID) -> HttpResponse:
    return _asked(request, _request(request, request_id))


@require_POST
def discuss(request: Signed, request_id: UUID) -> HttpResponse:
    return _said(request, request_id, RemarkForm, discuss_request, told=_("The message is written."))


@require_POST
def accept(request: Signed, request_id: UUID) -> HttpResponse:
    return _said(request, request_id, AcceptForm, accept_evidence, told=_("The request is accepted."))


@require_POST
def return_(request: Signed, request_id: UUID) -> HttpResponse:
    told = _("It is sent back, and the client reads why.")
    return _said(request, request_id, ReturnForm, return_evidence, told=told)


def _said(
    request: Signed, request_id: UUID, shape: type[forms.Form], say: Callable[..., object], *, told: Promise
) -> HttpResponse:
    one, form = _request(request, request_id), shape(request.POST)
    if form.is_valid():
        try:
            say(request_id=one.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Unfit as no:
            blame(form, no)
        else:
            messages.success(request, str(told))
            return redirect("projects:asked", one.pk)
    return _asked(request, one, form=form, status=422)


def _request(request: Signed, request_id: UUID) -> EvidenceRequest:
    one: EvidenceRequest = seen_by(request, queries.with_state(EvidenceRequest.objects.all()), request_id)
    return one


def _asked(request: Signed, one: EvidenceRequest, *, form: forms.Form | None = None, status: int = 200) -> HttpResponse:
    engagement = one.engagement
    held, shown_line = rights(request.user, engagement), line(one, engagement, timezone.localdate())
    open_ = engagement.stage == Stage.UNDER_WAY
    may_judge, may_write = open_ and May.REQUEST in held, open_ and May.SEND in held
    settled = one.has_on_file and not (one.has_held or one.has_quarantined)  # type: ignore[attr-defined]  # annotated
    came = one.has_on_file or one.has_held or one.has_quarantined  # type: ignore[attr-defined]
    offered: dict[str, tuple[type[forms.Form], bool]] = {
        "accepting": (AcceptForm, may_judge and one.stage == RequestStage.OPEN and settled),
        "returning": (ReturnForm, may_judge and one.stage != RequestStage.RETURNED and came),
        "writing": (RemarkForm, may_write),
    }
    shown: dict[str, Any] = {
        name: (form if isinstance(form, shape) else shape()) if open_to_reader else None
        for name, (shape, open_to_reader) in offered.items()
    }
    remarks = list(queries.remarks(one)[:200])
    returns = (remark for remark in remarks if remark.kind == RequestRemark.Kind.RETURN)
    doubts = queries.doubts(one) if shown["accepting"] else ()
    shown |= {
        "line": shown_line,
        "faults": form,
        "doubts": doubts if any(doubts) else None,
        "remarks": remarks,
        "returned": next(returns, None) if one.stage == RequestStage.RETURNED else None,
        "page": page(queries.files(one), request, moment="received_at"),
    }
    return draw(request, "projects/asked.html", engagement, held=held, status=status, **shown)
