"""The first page: what waits for the person who signed in, or a word of welcome to everybody else."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from verifier.desk.places import places
from verifier.desk.worklist import worklist


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "desk/front.html", {"places": places(request.user)})
    return render(request, "desk/home.html", {"tasks": worklist(request.user), "today": timezone.localdate()})
