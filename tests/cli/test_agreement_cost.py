from __future__ import annotations

import pytest

from tests.cli.conftest import Run

RSS = "rss-avtal-2023-2026"


def test_a_cost_is_shared_to_the_krona(tb: Run) -> None:
    done = tb("agreement", "cost", RSS, "--total", "4 000 000", "--csv")
    assert done.code == 0, done.err
    first, *rows = [line.split(";") for line in done.out.splitlines()]
    assert first == ["Part", "Invånare", "Andel %", "Kronor"]
    assert len(rows) == 15
    assert sum(int(row[-1]) for row in rows) == 2_000_000
    assert rows[0] == ["Avesta", "22986", "7,970678", "159413"]
    assert "2 000 004" in done.err


def test_the_file_has_the_same_columns_and_plain_figures_however_it_is_rounded(tb: Run) -> None:
    usual = tb("agreement", "cost", RSS, "--csv").out.splitlines()
    each = tb("agreement", "cost", RSS, "--csv", "--rounding", "each").out.splitlines()
    assert (usual[0], len(usual)) == (each[0], len(each))
    assert (usual[1], each[1]) == ("Avesta;22986;7,970678;159413", "Avesta;22986;7,970678;159414")


def test_shares_of_the_total_add_up_to_the_whole(tb: Run) -> None:
    rows = [line.split("\t") for line in tb("agreement", "cost", RSS, "--plain").out.splitlines()[:-1]]
    assert [row[2] for row in rows[:2]] == ["50,000", "3,985"]
    items = tb("agreement", "cost", RSS, "--json").json["items"]
    assert sum(item["percent_of_total"] for item in items) == pytest.approx(100)
    assert sum(item["percent"] for item in items if item["by"] == "population") == pytest.approx(100)


def test_what_if_is_not_saved(tb: Run) -> None:
    told = tb("avtal", "kostnad", RSS, "--total", "3000000", "--key", "equal", "--json").json
    assert told["total"] == 3_000_000
    assert {item["amount"] for item in told["items"][1:]} == {100_000}
    assert {item["published"] for item in told["items"]} == {None}
    assert tb("agreement", "cost", RSS, "--json").json["total"] == 4_000_000


def test_a_table_for_people_sums_up(tb: Run) -> None:
    each = tb("agreement", "cost", RSS, "--rounding", "each", "--plain").out.splitlines()
    assert each[-1].split("\t")[3:5] == ["4 000 004", "4 000 004"]
    assert {row.split("\t")[5] for row in each[:-1]} == {"0"}, "what is compared is what is shown"
    assert tb("agreement", "cost", RSS, "--plain").out.splitlines()[-1].split("\t")[3] == "4 000 000"
    ore = tb("agreement", "cost", RSS, "--ore", "--csv").out.splitlines()[1:]
    assert sum(int(line.split(";")[-1].replace(",", "")) for line in ore) == 200_000_000


def test_what_cannot_be_shared(tb: Run) -> None:
    assert tb("agreement", "cost", RSS, "--total", "mycket").code == 2
    assert tb("agreement", "cost", "hjalpmedelshandboken").code == 2
    home_care = tb("agreement", "cost", "avtal-hemsjukvard", "--total", "100")
    assert "Invånarantal saknas för Regionen" in home_care.err
    assert tb("agreement", "cost", "avtal-hemsjukvard").code == 1
