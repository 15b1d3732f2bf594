"""The rows that nbgrader expects of every submission: it makes them all at once, and stops where one of them is missing."""

from __future__ import annotations

from sqlalchemy import Connection, text

NOTEBOOKS = """insert into submitted_notebook (id, notebook_id, assignment_id, flagged)
select lower(hex(randomblob(16))), n.id, :of_unit, 0
from notebook n join submitted_assignment a on a.assignment_id = n.assignment_id where a.id = :of_unit
and not exists (select 1 from submitted_notebook s where s.notebook_id = n.id and s.assignment_id = :of_unit)"""
GRADES = """insert into grade (id, cell_id, notebook_id, needs_manual_grade)
select lower(hex(randomblob(16))), b.id, s.id, 1 from submitted_notebook s join base_cell b on b.notebook_id = s.notebook_id
where s.assignment_id = :of_unit and b.type in ('GradeCell', 'TaskCell')
and not exists (select 1 from grade g where g.cell_id = b.id and g.notebook_id = s.id)"""
COMMENTS = """insert into comment (id, cell_id, notebook_id)
select lower(hex(randomblob(16))), b.id, s.id from submitted_notebook s join base_cell b on b.notebook_id = s.notebook_id
where s.assignment_id = :of_unit and b.type in ('SolutionCell', 'TaskCell')
and not exists (select 1 from comment c where c.cell_id = b.id and c.notebook_id = s.id)"""


def complete(db: Connection, of_unit: str) -> None:
    """Add the rows that the gradebook lacks for a submission: for each notebook, comment and mark, which then waits for a person.

    Parameters
    ----------
    of_unit:
        The submission's id in the table ``submitted_assignment``.
    """
    for statement in (NOTEBOOKS, GRADES, COMMENTS):
        db.execute(text(statement), {"of_unit": of_unit})
