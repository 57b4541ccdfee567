"""The evaluation: figures with their n, misses, files of any name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ihanoi.operation import cli
from ihanoi.operation.evaluation import addresses, points, sets
from ihanoi.operation.evaluation.figures import Figure, Figures, median_ms, share
from ihanoi.operation.trouble import Trouble
from ihanoi.places import actions as places


def _row(style: str, text: str, district: str, ward: str) -> dict[str, str]:
    return {"style": style, "text": text, "district_or_new_unit": district, "ward": ward}


ROWS = [
    _row("F", "1 Xuân Thủy, phường Dịch Vọng Hậu, quận Cầu Giấy", "Cầu Giấy", "Dịch Vọng Hậu"),
    _row("F", "Tổ 3, phường Trung Phụng, quận Đống Đa", "Đống Đa", "Khâm Thiên"),  # merged in 2025
    _row("N", "12 Hàng Bông, phường Hoàn Kiếm", "Hoàn Kiếm", ""),
    _row("N", "12 Hàng Bông, phường Hoàn Kiếm", "phường Cửa Nam", "Cửa Nam"),
]
CUA_NAM = {"lat": 21.0245, "lon": 105.8465, "ward": ["00082", "Phường Cửa Nam"]}
SOC_SON = {"lat": 21.0245, "lon": 105.8465, "ward": ["00376", "Xã Sóc Sơn"]}


@pytest.fixture
def units(db: None) -> int:
    return places.install_units()


def _value(found: Figures, what: str) -> float:
    return next(f.value for f in found.figures if f.what.startswith(what))


def test_addresses_are_right_by_former_merged_and_present_names(units: int) -> None:
    found = addresses.evaluate(ROWS)
    assert _value(found, "district and ward") == 0.75
    assert _value(found, "both, style F") == 1.0
    assert [miss["right"] for miss in found.misses] == ["Cửa Nam, phường Cửa Nam"]


def test_points_are_placed_without_boundaries_and_with_those_on_trial(units: int) -> None:
    found = points.evaluate([CUA_NAM, SOC_SON])
    assert _value(found, "unit of a point, without boundaries, first") == 0.5
    assert not any("with boundaries" in f.what for f in found.figures)
    assert [miss["right"] for miss in found.misses] == ["Xã Sóc Sơn"]


def test_no_rows_make_no_figures_up(units: int) -> None:
    assert all(f.n == 0 and f.met is None for f in addresses.evaluate([]).figures)


def test_a_figure_knows_whether_its_goal_is_met() -> None:
    assert share("x", [True, False], 0.5).met and not share("x", [True, False], 0.6).met
    assert median_ms("x", [0.001], 1.5).met and not median_ms("x", [0.002], 1.5).met
    assert str(share("x", [True], 0.9)) == "x: 100.0%, n = 1 (goal ≥ 90%)"
    assert str(Figure("x", 3.0, 4, unit="MB")) == "x: 3.00 MB, n = 4"


def test_files_are_found_by_kind_in_the_named_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("addresses_2.csv", "osm_addresses.json", "real_reports.jsonl", "other.txt"):
        (tmp_path / name).write_text("")
    monkeypatch.setenv(sets.FOLDER, str(tmp_path))
    found = {kind: [path.name for path in paths] for kind, paths in sets.known_files().items()}
    assert found["addresses"] == ["addresses_2.csv"] and found["points"] == ["osm_addresses.json"]
    assert found["reports"] == ["real_reports.jsonl"]


@pytest.mark.parametrize("named", ["", "/nowhere/at/all"])
def test_without_files_it_says_what_to_name(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(sets.FOLDER, named)
    with pytest.raises(Trouble, match=sets.FOLDER):
        sets.known_files()


def test_a_file_that_cannot_be_read_is_trouble(tmp_path: Path) -> None:
    (tmp_path / "points.json").write_text("{")
    with pytest.raises(Trouble, match="cannot be read"):
        list(sets.evaluate({"points": [tmp_path / "points.json"]}))


def test_the_command_prints_one_json_document(
    units: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import nullcontext

    from ihanoi.operation import preparation

    (tmp_path / "p.json").write_text(json.dumps([CUA_NAM]))
    monkeypatch.setattr(cli, "_django", nullcontext)
    monkeypatch.setattr(preparation, "migrate", lambda: False)
    monkeypatch.setattr(preparation, "is_installed", lambda: True)
    result = CliRunner().invoke(
        cli.main, ["--var", str(tmp_path), "eval", "--points", str(tmp_path / "p.json"), "--json"]
    )
    assert result.exit_code == 0, result.output
    (found,) = json.loads(result.stdout)
    assert found["what"] == "points" and found["figures"][0]["n"] == 1 and found["misses"] == []


def test_the_goals_are_met_on_the_known_files(units: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Other files of the same kinds judge; these are only seen to work."""
    import os

    root = Path(__file__).resolve().parents[2]
    folder = Path(os.environ.get("IHANOI_SHARED", root.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("no shared data folder: set IHANOI_SHARED to the folder that holds data/eval")
    files = {
        "addresses": [folder / "eval" / "addresses_dev.csv"],
        "points": [folder / "eval" / "osm_addresses_dev.json"],
    }
    for found in sets.evaluate(files, folder / "hanoi_admin" / "hanoi_wards_2025_osm.geojson"):
        with capsys.disabled():
            print("\n" + "\n".join(line for line in found.lines() if "✓" in line or "✗" in line))  # noqa: T201 - the figures are shown
        assert all(f.met is not False for f in found.figures if f.unit != "ms"), found
