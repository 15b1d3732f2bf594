"""Builds the student's website: static pages that any web host serves, with Python in the browser."""

from grader.site.build import Site, build_site

__all__ = ["Site", "build_site"]
