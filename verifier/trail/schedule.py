"""What the clock asks of the trail."""

from datetime import UTC, datetime

from celery import shared_task

from verifier.trail import sealing


@shared_task
def seal_trail() -> None:
    """Seal what is over."""
    sealing.seal_trail(at=datetime.now(UTC))
