"""The worked cases of the scheme: facts, and the results and breaches that must come of them."""

from verifier.rulebook.certification_examples import DELIVERY, VALIDITY, certification_examples
from verifier.rulebook.fuel_examples import production_examples
from verifier.schemes.iscc_eu.examples.base import ammonia
from verifier.schemes.iscc_eu.examples.biomass import BIOMASS
from verifier.schemes.iscc_eu.examples.breaches import BREACHES
from verifier.schemes.iscc_eu.examples.electricity import ELECTRICITY
from verifier.schemes.iscc_eu.examples.intensity import INTENSITY
from verifier.schemes.iscc_eu.examples.metering import METERING
from verifier.schemes.iscc_eu.examples.stations import STATIONS

UNION_DATABASE = tuple(
    ammonia(name, *breached, deliveries=[DELIVERY | {"union_database_kg": registered}], validities=[VALIDITY])
    for name, registered, *breached in (
        ("In the Union Database as declared", "1000000"),
        ("A gram less in the Union Database", "999999.999", "deliveries_agree_with_the_union_database"),
    )
)

EXAMPLES = (
    *INTENSITY,
    *METERING,
    *STATIONS,
    *ELECTRICITY,
    *BIOMASS,
    *BREACHES,
    *UNION_DATABASE,
    *production_examples(INTENSITY[0]),
    *certification_examples(INTENSITY[0], certificate="EU-ISCC-Cert-DE105-82948108"),
)
