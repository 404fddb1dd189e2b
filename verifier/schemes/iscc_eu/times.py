"""What is due when, and how long records are kept."""

from verifier.rulebook import certification_programme
from verifier.rulebook.deadlines import Count, Deadline, Trigger, Unit
from verifier.rulebook.figures import Sureness
from verifier.rulebook.wording import Text

RETENTIONS = certification_programme.RETENTIONS

# The figure `months_of_additions`.
_MONTHS_OF_ADDITIONS = 36

DEADLINES: tuple[Deadline, ...] = (
    *certification_programme.DEADLINES,
    Deadline(
        code="additions",
        title=Text("Capacity added until then shares the start of the plant", "此日前新增产能沿用装置原投产日期"),
        trigger=Trigger.EVENT,
        way=Count(number=_MONTHS_OF_ADDITIONS, unit=Unit.MONTHS),
        clause="CDR (EU) 2023/1184 Art. 3(b), 5(a)",
        sure=Sureness.READ,
        from_event=Text("first production of the fuel plant", "燃料装置首次生产"),
    ),
)
