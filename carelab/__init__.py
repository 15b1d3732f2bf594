"""Care Lab."""
