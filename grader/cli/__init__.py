"""The ``carelab`` command: each subcommand is one call of the module that does the work. Nothing is decided here."""

from __future__ import annotations

import sys

import typer

from carelab.questions import CareLabError
from grader.cli import of_audit, of_class, of_course, of_intake, of_people, of_person, of_return, of_site
from grader.cli.common import err
from grader.cli.terminal import print_anywhere, tell
from grader.course import scripts_on_path

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Care Lab: teach, mark and report a course on management and leadership in care.",
)
app.command("open")(of_course.open_)
app.command()(of_course.demo)
app.command()(of_site.site)
app.command()(of_site.pack)
app.command()(of_course.build)
app.command()(of_course.questions)
app.command()(of_course.check)
app.add_typer(of_people.class_app, name="class")
app.command()(of_intake.intake)
app.command()(of_class.mark)
app.command()(of_class.formgrader)
app.command()(of_class.feedback)
app.command()(of_class.report)
app.command("return")(of_return.return_)
app.command()(of_course.doctor)
audit_app = typer.Typer(no_args_is_help=True, help="The record of every mark given.")
audit_app.command()(of_audit.verify)
audit_app.command()(of_audit.show)
app.add_typer(audit_app, name="audit")
app.add_typer(of_person.person_app, name="person")


def main() -> None:
    """Run the ``carelab`` command. A problem that the user can mend is printed as a sentence, with exit code 2."""
    scripts_on_path()
    print_anywhere()
    try:
        app()
    except CareLabError as problem:
        tell(err, problem.problem, "Stopped.")
        if problem.next_step:
            tell(err, problem.next_step)
        sys.exit(2)
    except OSError as problem:
        if not problem.filename:
            raise
        tell(err, f"{problem.filename} cannot be read or written: {problem.strerror}.", "Stopped.")
        tell(err, "Mend that, then run the same command again.")
        sys.exit(2)
