from __future__ import annotations

from tests.cli.conftest import Run


def test_figures_are_counted_and_drawn(tb: Run) -> None:
    outcomes = tb("stats", "outcomes", "--body", "lsg", "--since", "2024", "--plain").out.splitlines()
    assert outcomes[0].split("\t") == ["LSG", "2024", "godkänt", "3"]
    drawn = tb("stats", "outcomes", "--body", "lsg", "--since", "2024").out.splitlines()
    assert drawn[0].endswith("############")
    adoption = tb("statistik", "antagande", "--json").json["items"]
    assert [(one["record"], one["adopted"], one["parties"]) for one in adoption] == [
        ("rok-kvinnofrid", 13, 16)
    ]
    sheet = tb("stats", "adoption", "--csv").out.splitlines()
    assert sheet[0].split(";")[-3:] == ["Dagar", "Antaget", "Parter"]
    assert sheet[1].split(";")[-3:] == ["", "13", "16"]
    assert "1/1" not in tb("stats", "--csv").out, "a spreadsheet takes it for a date"
    told = tb("stats", "--json", "--body", "lgl").json["items"]
    assert {one["body"] for one in told} == {"lgl"}
    parties = [line.split("\t")[1] for line in tb("stats", "--body", "lchnv", "--plain").out.splitlines()]
    assert parties.index("Ludvika") < parties.index("Rättvik") < parties.index("Säter")
    assert parties[-2:] == ["Vansbro", "Älvdalen"]
    assert tb("stats", "adoption", "--since", "2024").code == 1
    assert tb("stats", "vadsomhelst").code == 2
    assert tb("stats", "--since", "banan").code == 2
    assert tb("stats", "--since", "1/9").out == tb("stats", "--since", "2024-09-01").out != tb("stats").out
