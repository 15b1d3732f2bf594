"""One hypothesis profile for every test: a shared machine may be slow, so no example has a deadline."""

from hypothesis import HealthCheck, settings

settings.register_profile("carelab", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("carelab")


def pytest_terminal_summary(terminalreporter) -> None:
    """Say what a skipped test is here: a fault, not a convenience."""
    if terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("A skipped test is a failed test in this project.", red=True)


def pytest_sessionfinish(session, exitstatus) -> None:
    """Fail the run when anything was skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == 0 and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = 1
