"""The schemes of the body, and the calculator: facts in, figures and the answers of the rules out."""

from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework.response import Response

from projects import facts
from projects.api import incoming, outgoing_schemes
from verifier import schemes
from verifier.desk.api.describing import reads, takes
from verifier.desk.api.doors import Door, Signed
from verifier.rulebook.assessment import assess
from verifier.rulebook.scheme import Scheme


def scheme(code: str) -> Scheme:
    """Raises Http404."""
    try:
        return schemes.get(code)
    except LookupError as error:
        raise Http404 from error


class Schemes(Door):
    @reads(outgoing_schemes.SchemeInList(many=True), operation_id="schemes_list")
    def get(self, request: Signed) -> Response:
        """The schemes the body works under."""
        return Response(outgoing_schemes.SchemeInList(schemes.all(), many=True).data)


class OneScheme(Door):
    @reads(outgoing_schemes.Scheme)
    def get(self, request: Signed, code: str) -> Response:
        """A scheme: what it asks, the figures it rests on and how sure they are, its rules."""
        return Response(outgoing_schemes.Scheme(scheme(code)).data)


class Assess(Door):
    @takes(OpenApiTypes.OBJECT, outgoing_schemes.Assessment, parameters=[incoming.Assessed])
    def post(self, request: Signed, code: str) -> Response:
        """Compute from facts, which the scheme's JSON schema describes, and ask its rules. Nothing is kept."""
        known, asked = scheme(code), incoming.Assessed(data=request.query_params)
        asked.is_valid(raise_exception=True)
        gate, on = asked.validated_data["gate"], asked.validated_data["on"] or timezone.localdate()
        found = assess(known, facts.of_data(known, request.data), on=on, gate=gate).dump()
        answers = found.pop("rules")
        return Response({**found, "answers": answers})
