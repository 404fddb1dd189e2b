"""What the OpenAPI document says of a door: what it takes, what it gives, how it refuses."""

from collections.abc import Callable, Sequence
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers

from verifier.http import PROBLEM


class Reason(serializers.Serializer[Any]):
    subject = serializers.CharField()
    detail = serializers.CharField()
    clause = serializers.CharField(allow_blank=True)


class Fault(serializers.Serializer[Any]):
    pointer = serializers.CharField()
    detail = serializers.CharField()
    code = serializers.CharField(required=False)


class Problem(serializers.Serializer[Any]):
    """RFC 9457. `type` says which refusal, `mend` what would mend it, `reasons` the rules behind it."""

    type = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    status = serializers.IntegerField()
    instance = serializers.CharField()
    mend = serializers.CharField(required=False)
    reasons = Reason(many=True, required=False)
    errors = Fault(many=True, required=False)  # type: ignore[assignment]  # the field takes the name


READING = (401, 404)
TAKING = (400, 401, 403, 404, 409, 413, 415, 422)
IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description='The version of the case the caller looked at, such as "7". Refused with 412 when it has changed.',
)


def reads(gives: Any, *, media: str = "application/json", public: bool = False, **more: Any) -> Callable[..., Any]:
    """A door that only shows. A file names its media type; a public door asks nobody to sign in."""
    refusals = (404, 429) if public else READING
    if public:
        more["auth"] = []
    return extend_schema(responses={(200, media): gives, **_problems(refusals)}, **more)


def lists(row: Any, *, public: bool = False, **more: Any) -> Callable[..., Any]:
    """A list of such rows, page by page. The class says in its docstring what it lists."""
    return extend_schema_view(get=reads(row, public=public, **more))


def takes(
    shape: Any,
    gives: Any,
    *,
    status: int = 200,
    guarded: bool = False,
    media: str = "application/json",
    parameters: Sequence[Any] = (),
) -> Callable[..., Any]:
    """A door to one use case. `guarded`: it looks at If-Match."""
    return extend_schema(
        request={media: shape} if shape else None,
        responses={(status, "application/json"): gives, **_problems((*TAKING, 412) if guarded else TAKING)},
        parameters=[*parameters, IF_MATCH] if guarded else [*parameters],
    )


def _problems(statuses: tuple[int, ...]) -> dict[tuple[int, str], type[Problem]]:
    return {(status, PROBLEM): Problem for status in sorted(statuses)}
