"""What the Working Time Regulations 1998 say about hours and rest, for rotas. The law itself, not legal advice.

Source: The Working Time Regulations 1998 (SI 1998/1833), at legislation.gov.uk, Open Government Licence v3.0; as the course's
sources gave them in November 2026. Regulation 21 lets care homes and hospitals give the same rest at another
time, so a shorter gap is a breach unless that rest is given and written down.
"""

from __future__ import annotations

from dataclasses import dataclass

SOURCE = "Working Time Regulations 1998"


@dataclass(frozen=True)
class Limit:
    """One limit in the Working Time Regulations 1998.

    Attributes
    ----------
    hours:
        The least or the most hours that the law asks for.
    regulation:
        The regulation that sets it: ``10(1)``.
    """

    hours: float
    regulation: str


DAILY_REST = Limit(11, "10(1)")
"""Hours of rest in a row, at least, in each 24 hours."""
WEEKLY_REST = Limit(24, "11(1)")
"""Hours of rest in a row, at least, in each 7 days."""
