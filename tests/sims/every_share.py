"""Play all 4,096 plans for *Ninety Days* that only manage or lead. Run as a program, it writes ``thousand_shares.py``."""

from itertools import product
from pathlib import Path
from statistics import fmean

from carelab.sims.ninety_cards import CARDS
from carelab.sims.ninety_sums import ALL, Links
from carelab.sims.thousand_managers import result

TABLE = Path(__file__).parents[2] / "carelab" / "sims" / "thousand_shares.py"
EVERY_LINKS = [Links(*on) for on in product((False, True), repeat=len(ALL))]


def by_share(links: Links = ALL) -> list[list[float]]:
    """Return the scores of all plans that manage some cards and lead on the rest: one list for each number managed, 0 to 12."""
    shared: list[list[float]] = [[] for _ in range(len(CARDS) + 1)]
    for plan in product(("manage", "lead"), repeat=len(CARDS)):
        shared[plan.count("manage")].append(result(plan, links))
    return shared


def summary(shared: list[list[float]]) -> tuple[tuple[float, ...], ...]:
    """Return the best, the mean and the worst of the scores for each number of cards managed, as the table holds them."""
    return tuple(tuple(round(which(scores), 3) for scores in shared) for which in (max, fmean, min))


if __name__ == "__main__":
    words, _ = TABLE.read_text(encoding="utf-8").split("] = {\n")
    table = {tuple(links): summary(by_share(links)) for links in EVERY_LINKS}
    rows = [f"    {on}: (\n" + "".join(f"        {scores},\n" for scores in row) + "    ),\n" for on, row in table.items()]
    TABLE.write_text(f"{words}] = {{\n{''.join(rows)}}}\n", encoding="utf-8")
