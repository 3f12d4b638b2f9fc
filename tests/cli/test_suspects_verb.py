from __future__ import annotations

from tests.cli.conftest import Run

ROK = "rok-kvinnofrid"
RECOMMENDED = "vfr-rok-kvinnofrid-rekommendation"


def test_suspects_are_told_and_confirmed(tb: Run) -> None:
    assert tb("suspects", RECOMMENDED).out == ""
    assert tb("set", ROK, "valid_from=2025-01-01").code == 0
    told = tb("suspects", "--json").json["items"]
    assert (RECOMMENDED, ROK) in {(item["source"], item["target"]) for item in told}
    assert "2025-01-01" in tb("suspects", RECOMMENDED, "--plain").out
    assert tb("suspects", RECOMMENDED, "--confirm").code == 0
    assert tb("suspects", RECOMMENDED).out == ""
    assert tb("suspects", RECOMMENDED, "--confirm").code == 6
    assert tb("suspects", "--confirm").code == 2
