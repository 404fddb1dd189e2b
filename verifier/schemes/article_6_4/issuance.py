"""What becomes of the reductions at issuance: levies, and what an authorisation must bear."""

from collections.abc import Iterator

from verifier.rulebook.authorisations import Drawn
from verifier.rulebook.facts import ReportFacts
from verifier.rulebook.levies import Levied, levied
from verifier.rulebook.quantities import ZERO
from verifier.rulebook.results import Calculation, Result
from verifier.rulebook.wording import Text
from verifier.schemes.article_6_4.figures import LEVIES
from verifier.schemes.article_6_4.particulars import AT_HOME, Particulars


def levies(facts: ReportFacts, found: Calculation) -> Levied | None:
    """The shares of what is found, or None where it cannot bear them."""
    own: Particulars = facts.particulars
    least = facts.figures["levy.mitigation"]
    return levied(
        found["ER"].value,
        adaptation_percent=facts.figures["levy.adaptation"],
        mitigation_percent=least if own.mitigation_percent is None else own.mitigation_percent,
    )


def results(facts: ReportFacts, found: Calculation) -> Iterator[Result]:
    shares = levies(facts, found)
    if shares is None:
        return
    for code, name, value in (
        ("adaptation", Text("To the Adaptation Fund", "划转适应基金"), shares.adaptation),
        ("mitigation", Text("Cancelled for overall mitigation", "为全面减缓注销"), shares.mitigation),
        ("participants", Text("To the participants", "划转参与方"), shares.participants),
    ):
        yield Result(code=code, name=name, value=value, unit="A6.4ER", places=0, clause=LEVIES)


def drawn(facts: ReportFacts) -> tuple[Drawn, ...]:
    """What rests on a letter: the reductions of each vintage, and what was issued under it before.

    Without a letter nothing does, unless it is meant for use abroad: then the letter is what is missing.
    """
    own: Particulars = facts.particulars
    use = "" if own.intended_use == AT_HOME else own.intended_use
    if not own.authorisations and not use:
        return ()
    letter = own.authorisations[0] if own.authorisations else None
    identifier = letter.identifier if letter else ""
    now = tuple(
        Drawn(
            subject=f"ER_{year}",
            identifier=identifier,
            t=max(ZERO, facts.calculation[f"ER_{year}"].value),
            vintage=year,
            use=use,
        )
        for year in sorted({reading.year for reading in facts.metered})
    )
    if letter is None or not own.issued_t:
        return now
    before = Drawn(subject="issued_t", identifier=identifier, t=own.issued_t, vintage=letter.vintage_from, on=letter.on)
    return (before, *now)
