"""One person's data, wherever it lies: all of it in one file for the person, or taken out everywhere, and both proved."""

from grader.person.export import Export, export_person
from grader.person.forget import Forgotten, forget_person
from grader.person.places import names_in

__all__ = ["Export", "Forgotten", "export_person", "forget_person", "names_in"]
