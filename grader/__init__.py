"""What a tutor and a college run: build, judge, intake, reports, and the ``carelab`` command."""
