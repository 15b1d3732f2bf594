"""A class list of a college's own: any table with headings for names, email addresses or ids."""

from __future__ import annotations

from grader.vle.listed import Listed, columns, filled_rows, first_of, id_in, ids_of, name_parts
from grader.vle.tables import Table

_NAME = ("name", "full name", "student name", "student", "learner", "learner name", "display name")
_GIVEN = ("first name", "given name", "forename", "forenames", "firstname", "preferred name")
_FAMILY = ("last name", "surname", "family name", "lastname")
_EMAIL = ("email", "email address", "e-mail", "e-mail address", "college email", "user principal name")
_GROUP = ("group", "groups", "class", "section", "team", "tutor group")
_STUDENT_ID = ("student id", "student number", "learner id", "learner number", "id number", "student ref", "id")
_USERNAME = ("username", "user name", "login", "user id")
_ADJUSTMENTS = ("adjustments", "adjustment", "access arrangements")


def recognise(table: Table) -> bool:
    """Say whether a table (a college's own CSV, say) has headings that name people."""
    known = columns(table)
    names = first_of(known, *_NAME) is not None or {first_of(known, *_GIVEN), first_of(known, *_FAMILY)}.isdisjoint({None})
    return names or any(first_of(known, *headings) is not None for headings in (_EMAIL, _STUDENT_ID, _USERNAME))


def people(table: Table) -> list[Listed]:
    """Return the people in a college's own table, which has headings for names, email addresses or ids."""
    known = columns(table)
    found = []
    for row in filled_rows(table):
        first, last = table.cell(row, first_of(known, *_GIVEN)), table.cell(row, first_of(known, *_FAMILY))
        name, given, family = name_parts(table.cell(row, first_of(known, *_NAME)))
        if first or last:
            name, given, family = f"{first} {last}".strip(), first, last
        found.append(
            Listed(
                row,
                name,
                given,
                family,
                table.cell(row, first_of(known, *_EMAIL)),
                table.cell(row, first_of(known, *_GROUP)),
                ids_of(
                    username=id_in(table, row, first_of(known, *_USERNAME)),
                    student_id=id_in(table, row, first_of(known, *_STUDENT_ID)),
                ),
                adjustments=table.cell(row, first_of(known, *_ADJUSTMENTS)),
            )
        )
    return found
