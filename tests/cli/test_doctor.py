"""`memcon doctor` and `memcon --version`."""

import json
import re
import sys
import tomllib
from types import SimpleNamespace

import pytest

import memcon
from memcon.cli import doctor
from memcon.errors import BrokenInstallation


@pytest.fixture
def well(monkeypatch, record):
    """An installation in which everything works."""
    monkeypatch.setattr("memcon.encoder.load", lambda: SimpleNamespace(digest="0123456789ab"))
    monkeypatch.setattr("memcon.read", lambda _: record)


@pytest.fixture
def ill(well, monkeypatch):
    """An installation without its model."""

    def missing():
        raise BrokenInstallation("encoder.onnx is missing. Reinstall memcon.")

    monkeypatch.setattr("memcon.encoder.load", missing)


def test_a_good_installation(run, well):
    done = run("doctor")
    assert done.exit_code == 0
    assert "ok      model                      encoder-0123456789ab\n" in done.stdout
    assert "ok      reading                    a sample was read, 9 attributions found\n" in done.stdout
    assert done.stdout.endswith("All is well.\n")


def test_a_broken_installation_is_told_with_its_remedy(run, ill):
    done = run("doctor")
    assert done.exit_code == 1
    assert "BROKEN  model                      BrokenInstallation: encoder.onnx is missing" in done.stdout
    assert doctor.REINSTALL in done.stdout
    assert done.stdout.endswith("Something is broken; see above.\n")


def test_for_programs(run, ill):
    told = json.loads(run("doctor", "--json").stdout)
    assert (told["memcon"], told["ok"]) == (memcon.__version__, False)
    assert [check["name"] for check in told["checks"] if not check["ok"]] == ["model"]


def test_a_missing_library_is_found(run, well, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    done = run("doctor")
    assert done.exit_code == 1
    assert re.search(r"BROKEN {2}library pypdf +cannot be loaded: .*\n +pip install pypdf\n", done.stdout)


def test_a_sample_read_wrongly_is_found(run, well, monkeypatch):
    monkeypatch.setattr("memcon.read", lambda _: SimpleNamespace(check=lambda: ["q1: bad"], attributions=[1]))
    assert "a sample was read wrongly: q1: bad" in run("doctor").stdout


def test_a_folder_that_cannot_be_written_is_found(run, well, monkeypatch):
    monkeypatch.setattr("os.access", lambda *_: False)
    assert "cannot be written" in run("doctor").stdout


def test_an_old_python_is_found(run, well, monkeypatch):
    monkeypatch.setattr(doctor, "OLDEST", (99, 0))
    assert "Install Python 3.11 or newer" in run("doctor").stdout


def test_every_library_that_memcon_needs_is_looked_at(repository):
    needed = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert [re.match("[a-z0-9-]+", name)[0] for name in needed] == list(doctor.LIBRARIES)


def test_version(run, well):
    expected = rf"memcon {re.escape(memcon.__version__)} \(encoder-0123456789ab, negotiation-\d+\)\n"
    assert re.fullmatch(expected, run("--version").stdout)


def test_version_of_an_installation_without_its_model(run, ill):
    assert "(no model: run `memcon doctor`, negotiation-" in run("--version").stdout


def test_the_version_is_that_of_the_distribution(repository):
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == memcon.__version__


@pytest.mark.parametrize("arguments", [["read", "--help"], ["doctor", "-h"], ["--help"]])
def test_help_is_there(run, arguments):
    assert run(*arguments).stdout.startswith("Usage: ")
