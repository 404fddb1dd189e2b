"""Who has not signed in is sent to the sign-in page; a part of a page that htmx asks for must not receive that page."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from verifier.people.models import User


class Signed(HttpRequest):
    """A request that came past the sign-in."""

    user: User


class SignInRequired(LoginRequiredMiddleware):
    """Django's own, but htmx is answered 401 with HX-Redirect, so that the whole window goes to the sign-in page.

    From there the person comes back to the page that was open, not to the part of it that was asked for.
    """

    def handle_no_permission(  # type: ignore[override]  # the stubs know of redirects only
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        if request.headers.get("HX-Request") != "true":
            return super().handle_no_permission(request, view_func)
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
        back = f"{page.path or '/'}{'?' + page.query if page.query else ''}"
        answer = redirect_to_login(back, self.get_login_url(view_func), self.get_redirect_field_name(view_func))
        return HttpResponse(status=401, headers={"HX-Redirect": answer["Location"]})
