"""One hypothesis profile for every test: a shared machine may be slow, so no example has a deadline."""

from hypothesis import HealthCheck, settings

settings.register_profile("carelab", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("carelab")
