"""The shell of the pages: templates, components, formats, the home page."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "verifier.desk"
    label = "desk"
