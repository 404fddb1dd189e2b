"""Who serves in a case: the offer, its acceptance with a declaration, and standing down."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from projects import queries
from projects.models import Appointment, Engagement
from projects.permissions import May, rights
from projects.stages import Stage
from projects.use_cases.accept_appointment import accept_appointment
from projects.use_cases.appoint import appoint
from projects.use_cases.decline_appointment import decline_appointment
from projects.use_cases.stand_down import stand_down as end_service
from projects.web.frame import Signed, case_of, draw
from verifier.people.roles import Role

STAFFED = (
    Stage.ACCEPTED,
    Stage.UNDER_WAY,
    Stage.IN_REVIEW,
    Stage.FOR_DECISION,
    Stage.DECIDED,
    Stage.CLOSED,
)


class AppointForm(forms.Form):
    """One list, grouped by role, of who holds the office: role and person are chosen together."""

    use_required_attribute = False
    choice = forms.ChoiceField(
        label=_("Who, and as what"),
        help_text=_("Competence under the scheme, interests and other parts in the case are checked when you offer."),
        error_messages={"required": _("Choose a person."), "invalid_choice": _("Choose a person from the list.")},
    )

    def __init__(self, *args: object, engagement: Engagement, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        groups = [
            (role.label, [(f"{role}:{person.pk}", str(person)) for person in people])
            for role, people in queries.eligible(engagement).items()
        ]
        self.fields["choice"].choices = [("", _("Choose")), *groups]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, Any]:
        role, _colon, person = self.cleaned_data["choice"].partition(":")
        return {"role": Role(role), "person_id": UUID(person)}


class ReasonForm(forms.Form):
    use_required_attribute = False
    reason = forms.CharField(
        label=_("Reason"), max_length=300, error_messages={"required": _("Say why. It stays on record.")}
    )


@require_http_methods(["GET", "POST"])
def people(request: Signed, engagement_id: UUID) -> HttpResponse:
    engagement = case_of(request, engagement_id)
    if request.method == "GET":
        return _people(request, engagement)
    form = AppointForm(request.POST, engagement=engagement)
    if not form.is_valid():
        return _people(request, engagement, form=form, status=422)
    offer = appoint(engagement_id=engagement.pk, by=request.user, at=timezone.now(), **form.chosen)
    messages.success(
        request,
        _("%(name)s is offered the part of %(role)s and has to accept.")
        % {"name": offer.person, "role": offer.get_role_display().lower()},
    )
    return redirect("projects:people", engagement.pk)


@require_GET
def appointment(request: Signed, appointment_id: UUID) -> HttpResponse:
    return _offer(request, _appointment(request, appointment_id))


@require_POST
def accept(request: Signed, appointment_id: UUID) -> HttpResponse:
    offer = _appointment(request, appointment_id)
    declares = request.POST.get("declares_no_conflict") == "on"
    accept_appointment(appointment_id=offer.pk, declares_no_conflict=declares, by=request.user, at=timezone.now())
    return redirect("projects:case", offer.engagement_id)


@require_POST
def decline(request: Signed, appointment_id: UUID) -> HttpResponse:
    offer, form = _appointment(request, appointment_id), ReasonForm(request.POST)
    if not form.is_valid():
        return _offer(request, offer, form=form, status=422)
    decline_appointment(appointment_id=offer.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("You declined. The coordinator has been left your reason."))
    return redirect("home")


@require_http_methods(["GET", "POST"])
def stand_down(request: Signed, appointment_id: UUID) -> HttpResponse:
    held, form = _appointment(request, appointment_id), ReasonForm(request.POST or None)
    if not form.is_valid():
        context = {"held": held, "form": form, "title": queries.title_of(held.engagement.project)}
        return render(request, "projects/stand_down.html", context, status=422 if form.is_bound else 200)
    end_service(appointment_id=held.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(
        request,
        _("%(name)s no longer serves as %(role)s.") % {"name": held.person, "role": held.get_role_display().lower()},
    )
    still = queries.engagements(request.user).filter(pk=held.engagement_id).exists()
    return redirect("projects:people", held.engagement_id) if still else redirect("home")


def _appointment(request: Signed, appointment_id: UUID) -> Appointment:
    rows = Appointment.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("engagement__project__client", "person"), pk=appointment_id)


def _people(
    request: Signed, engagement: Engagement, *, form: AppointForm | None = None, status: int = 200
) -> HttpResponse:
    held = rights(request.user, engagement)
    may_appoint = May.APPOINT in held and engagement.stage in STAFFED
    shown: dict[str, Any] = {
        "team": queries.team(engagement),
        "form": (form or AppointForm(engagement=engagement)) if may_appoint else None,
        "left": queries.left(engagement).roles,
    }
    return draw(request, "projects/people.html", engagement, held=held, status=status, **shown)


def _offer(request: Signed, offer: Appointment, *, form: ReasonForm | None = None, status: int = 200) -> HttpResponse:
    engagement = offer.engagement
    context = {
        "offer": offer,
        "engagement": engagement,
        "title": queries.title_of(engagement.project),
        "scheme": engagement.scheme,
        "mine": offer.person_id == request.user.pk,
        "form": form or ReasonForm(),
        "sees_case": queries.engagements(request.user).filter(pk=engagement.pk).exists(),
    }
    return render(request, "projects/appointment.html", context, status=status)
