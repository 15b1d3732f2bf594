"""Lets Care Lab mark in any nbgrader course, by one line of its ``nbgrader_config.py``."""

from grader.nbgrader_plugin.install import use_carelab

__all__ = ["use_carelab"]
