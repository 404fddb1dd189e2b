"""The body: true whatever the project."""

# Loaded with the package, so that a task queued from a page, a command or a test reaches our broker.
from verifier.celery import app as celery_app

__all__ = ["celery_app"]
