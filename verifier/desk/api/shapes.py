"""The shapes that the doors of several parts take and show."""

from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from verifier.people.models import User

if TYPE_CHECKING:
    Shape = serializers.Serializer[Any]
    Row = serializers.ModelSerializer[Any]
else:
    Shape = serializers.Serializer
    Row = serializers.ModelSerializer


class Wording(Shape):
    en = serializers.CharField()
    zh = serializers.CharField()


class Person(Row):
    class Meta:
        model = User
        fields = ("id", "full_name", "name_latin")
