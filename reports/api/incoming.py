"""What doors take: the shape of it and nothing more."""

from rest_framework import serializers

from projects.api.incoming import Word
from reports.models import Decision, Review
from verifier.desk.api.shapes import Shape
from verifier.rulebook.rules import Gate


class Summary(Shape):
    summary = serializers.CharField()


class AskedGate(Shape):
    gate = Word(Gate)


class Reviewed(Shape):
    verdict = Word(Review.Verdict)
    text = serializers.CharField()


class Decided(Shape):
    verdict = Word(Decision.Verdict)
    text = serializers.CharField()


class Withdrawal(Shape):
    reason = serializers.CharField()


class RegisterFilter(Shape):
    """`words` are looked for in number, project and holder."""

    words = serializers.CharField(max_length=200, default="")
    scheme = serializers.CharField(max_length=40, default="")
