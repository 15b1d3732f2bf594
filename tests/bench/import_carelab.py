"""How long ``import carelab`` takes over a bare interpreter, beside ``import ipywidgets``, in the same run. The aim: 0.15 s."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 15
CASES = {"a bare interpreter": "pass", "import carelab": "import carelab", "import ipywidgets": "import ipywidgets"}


def seconds(code: str) -> float:
    """Return how long a new interpreter takes to run some code and end."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def main() -> int:
    """Print the medians and the ratios; return 1 when carelab takes longer than the aim."""
    for code in CASES.values():
        seconds(code)  # reads the files from disk once, so that every counted run finds them in memory
    rounds = [{name: seconds(code) for name, code in CASES.items()} for _ in range(RUNS)]
    medians = {name: statistics.median(one[name] for one in rounds) for name in CASES}
    bare, ours, stock = medians.values()
    for name, median in medians.items():
        sys.stdout.write(f"{name:20} {median * 1000:6.0f} ms   {median / bare:4.1f} × bare\n")
    over = ours - bare
    sys.stdout.write(
        f"carelab adds {over * 1000:.0f} ms (aim: at most 150 ms); ipywidgets adds {(stock - bare) / over:.1f} times as much\n"
    )
    return int(over > 0.15)


if __name__ == "__main__":
    sys.exit(main())
