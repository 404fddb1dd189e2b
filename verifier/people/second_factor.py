"""Staff sign in with a second factor; until they have set one up they reach nothing else."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

OPEN = ("/accounts/", "/static/", "/language", "/livez", "/readyz")


class RequireSecondFactor:
    """allauth offers a second factor and does not enforce it; this does, for whoever holds an office of the body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OPEN):  # before asking who it is: that asks the database
            return self.get_response(request)
        user = request.user
        if user.is_authenticated and user.is_staff and not is_mfa_enabled(user):
            return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)
