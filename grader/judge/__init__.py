"""The judge: turns what a student handed in into marks, without ever trusting it."""
