"""What a tutor and a college run: build, marking, intake, reports, and the ``carelab`` command."""
