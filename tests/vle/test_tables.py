"""Tables as they come: every encoding, delimiter and quoting, and the same bytes back except in the cells that changed."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from vle_forms import BLIND, EVERY, SPANISH

from grader.vle import BadTable, formula_safe, kind_of, parse_table


@pytest.mark.parametrize("kind", EVERY)
def test_is_each_vles_table_known_and_written_back_as_it_came(kind: str) -> None:
    table = parse_table(EVERY[kind], "any.csv")
    assert kind_of(table) == kind
    assert table.to_bytes() == EVERY[kind]


def test_is_a_worksheet_known_blind_and_in_another_language() -> None:
    assert [kind_of(parse_table(text.encode(), "any.csv")) for text in (BLIND, SPANISH)] == ["moodle-worksheet"] * 2


@given(st.text(alphabet='ab" ,;\n\r', max_size=40), st.sampled_from(["\n", "\r\n"]))
@example('"a""b"c"d,e', "\n")
@example('a,"', "\n")
def test_are_cells_read_as_pythons_csv_reads_them(text: str, end: str) -> None:
    whole = f"x,y{end}{text}"
    try:
        read = parse_table(whole.encode(), "any.csv")
    except BadTable:
        with pytest.raises(csv.Error):
            list(csv.reader(io.StringIO(whole, newline=""), strict=True))
        return
    wanted = csv.reader(io.StringIO(whole, newline=""), delimiter=read.delimiter)
    assert [read.header, *read.rows] == [row or [""] for row in wanted]
    assert read.to_bytes() == whole.encode()


CHANGES = [
    (b'a,b\r\n1,"2"\r\n3,4', b'a,b\r\n1,"9"\r\n3,4'),
    (b"sep=;\na;b\n1;2\n\n", b"sep=;\na;b\n1;9\n\n"),
    ("a\tb\nł\t\n".encode("utf-16"), "a\tb\nł\t9\n".encode("utf-16")),
    ("a;b\né;x".encode("cp1252"), "a;b\né;9".encode("cp1252")),
    ("\ufeffa,b,\n =1 ,2,\n".encode(), "\ufeffa,b,\n =1 ,9,\n".encode()),
]


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_does_one_cell_change_and_nothing_else(before: bytes, after: bytes) -> None:
    assert parse_table(before, "any.csv").with_cells({(0, 1): "9"}).to_bytes() == after


def test_is_a_cell_quoted_only_where_it_must_be() -> None:
    table = parse_table(b"a;b\n1;2\n3;4\n", "any.csv").with_cells({(0, 1): '31,5 "so"', (1, 1): "31,5"})
    assert table.to_bytes() == b'a;b\n1;"31,5 ""so"""\n3;31,5\n'
    assert table.rows[0] == ["1", '31,5 "so"']


NO_TABLES = {
    "an Excel workbook or a zip": b"PK\x03\x04rest",
    "a web page": b"\n<!DOCTYPE html><title>Log in</title>",
    "empty": b"\xef\xbb\xbf \n",
    "never closed": b'a,b\n1,"2\n3,4\n',
    "encoding": b"a,b\n\x81\xff,2\n",
}


@pytest.mark.parametrize("why", NO_TABLES)
def test_is_what_is_no_table_refused_in_words(why: str) -> None:
    with pytest.raises(BadTable, match=why):
        parse_table(NO_TABLES[why], "any.csv")


def test_is_a_letter_that_the_encoding_lacks_refused() -> None:
    with pytest.raises(BadTable, match="no sign for ł"):
        parse_table("a;b\né;x".encode("cp1252"), "any.csv").with_cells({(0, 1): "ł"})


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_is_a_cell_of_our_own_table_never_a_formula(text: str) -> None:
    assert formula_safe(text) == "'" + text
    assert formula_safe(f"a{text}") == f"a{text}"
