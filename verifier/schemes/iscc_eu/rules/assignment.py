"""What the body was asked for."""

from collections.abc import Iterator

from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.rules import Breach, Gate, rule
from verifier.rulebook.wording import Text
from verifier.schemes.iscc_eu.particulars import PRE_CERTIFICATION, Particulars


@rule("ISCC EU RFNBOs, pre-certification", gate=(Gate.DECIDE, Gate.ISSUE), zh="预认证不作认证决定，不签发证书。")
def pre_certification_ends_in_no_certificate(facts: ReportFacts) -> Iterator[Breach]:
    """The document-based pre-audit of a project ends in a report: no decision, no certificate, no claim."""
    own: Particulars = facts.particulars
    if own.assignment == PRE_CERTIFICATION:
        yield Breach(
            "assignment",
            Text(
                "This is a pre-certification. Its report goes to the system; for a certificate open a certification.",
                "本项目为预认证，其报告提交体系审批；如需证书，请另行申请认证。",
            ),
        )
