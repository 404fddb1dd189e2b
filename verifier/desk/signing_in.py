"""Who has not signed in is sent to the sign-in page; a part of a page that htmx asks for must not receive that page."""

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse


class SignInRequired(LoginRequiredMiddleware):
    """Django's own, but htmx is answered 401 with HX-Redirect, so that the whole window goes to the sign-in page."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., HttpResponse]) -> HttpResponse:
        answer = super().handle_no_permission(request, view_func)
        if request.headers.get("HX-Request") != "true":
            return answer
        return HttpResponse(status=401, headers={"HX-Redirect": answer["Location"]})
