"""The house keeps its own rules: rooms, sizes, imports, and what ships."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

SOURCE = REPOSITORY / "src" / "memcon"
MODULES = sorted(SOURCE.rglob("*.py"))
ROOMS = sorted(path.parent for path in SOURCE.glob("*/__init__.py"))
PUBLIC = ("src/memcon", "eval", "bench", "training")

MODULE_LINES = 400
FUNCTION_LINES = 60


def relative(path) -> str:
    return str(path.relative_to(REPOSITORY))


# -- rooms and sizes


@pytest.mark.parametrize("room", ROOMS, ids=relative)
def test_a_room_says_what_comes_in_and_goes_out(room):
    """Its docstring has the four lines In / Out / Never / Terms, in this order."""
    lines = (ast.get_docstring(ast.parse((room / "__init__.py").read_text("utf-8"))) or "").splitlines()
    heads = [line.partition(":")[0] for line in lines if line.partition(":")[0] in {"In", "Out", "Never", "Terms"}]
    assert heads == ["In", "Out", "Never", "Terms"]


@pytest.mark.parametrize("room", ROOMS, ids=relative)
def test_a_room_says_what_it_exports(room):
    tree = ast.parse((room / "__init__.py").read_text("utf-8"))
    names = [target.id for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    assert "__all__" in names


@pytest.mark.parametrize("module", MODULES, ids=relative)
def test_a_module_is_split_before_it_grows_too_long(module):
    assert len(module.read_text("utf-8").splitlines()) < MODULE_LINES


def functions_and_classes(path):
    """Every function and class of a file that is not inside a function, as (dotted name, node)."""

    def walk(node, prefix):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield f"{prefix}{child.name}", child
            if isinstance(child, ast.ClassDef):
                yield from walk(child, f"{prefix}{child.name}.")

    return walk(ast.parse(path.read_text("utf-8")), "")


def test_a_function_is_split_before_it_grows_too_long():
    """Lines from `def` to the last one, docstring included, in src, eval, bench and training."""
    files = [file for folder in PUBLIC for file in (REPOSITORY / folder).rglob("*.py")]
    long = [
        f"{relative(file)}: {name}"
        for file in files
        for name, node in functions_and_classes(file)
        if not isinstance(node, ast.ClassDef) and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]
    assert long == []


@pytest.mark.parametrize("module", MODULES, ids=relative)
def test_what_is_public_has_a_docstring(module):
    public = [
        (name, node)
        for name, node in functions_and_classes(module)
        if not any(part.startswith("_") for part in name.split("."))
    ]
    assert [name for name, node in public if not ast.get_docstring(node)] == []


# -- imports: which way they point


def test_import_memcon_loads_nothing_heavy():
    """`import memcon` stays under 150 ms because libraries wait until they are called."""
    heavy = {
        "numpy",
        "onnxruntime",
        "tokenizers",
        "trafilatura",
        "lxml",
        "httpx",
        "pypdf",
        "rich",
        "jinja2",
        "yaml",
        "sqlalchemy",
        "pandas",
        "polars",
        "reportlab",
    }
    code = "import sys, json, memcon; json.dump(sorted(m for m in sys.modules if '.' not in m), sys.stdout)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert heavy & set(json.loads(done.stdout)) == set()


def test_the_command_line_loads_nothing_heavy_before_it_knows_what_is_asked():
    """`memcon --help` answers at once, and `memcon init` does not wait for the encoder."""
    heavy = {"numpy", "onnxruntime", "tokenizers", "trafilatura", "httpx", "feedparser", "rich", "sqlalchemy", "yaml"}
    code = "import sys, json, memcon.cli; json.dump(sorted(m for m in sys.modules if '.' not in m), sys.stdout)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert heavy & set(json.loads(done.stdout)) == set()


def lint(folder) -> list[str]:
    """Run the house's own contracts over the `memcon` package in a folder; return the names of those it breaks."""
    lint_imports = Path(sys.executable).with_name("lint-imports")
    command = [lint_imports, "--no-cache", "--config", REPOSITORY / "pyproject.toml"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment, check=False)
    assert "Imports point upstream" in done.stdout, done.stdout + done.stderr
    return re.findall(r"^(.+) BROKEN", done.stdout, re.MULTILINE)


@pytest.fixture
def lint_toy(tmp_path):
    """Lint a toy tree, one empty package for each layer of the house, with one file more: `lint_toy(path, text)`."""
    contracts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    tree = tmp_path / "memcon"
    for layer in contracts[0]["layers"]:
        for room in re.findall(r"\w+", layer):
            (tree / room).mkdir(parents=True)
            (tree / room / "__init__.py").touch()
    (tree / "__init__.py").touch()

    def lint_with(path, text):
        (tree / path).write_text(text, "utf-8")
        return lint(tmp_path)

    return lint_with


def test_the_tree_as_it_is_keeps_every_contract():
    assert lint(REPOSITORY / "src") == []


def test_a_toy_tree_with_nothing_wrong_passes(lint_toy):
    assert lint_toy("article/toy.py", "import trafilatura\nfrom memcon import feeds\n") == []


def test_a_wrong_way_import_is_caught(lint_toy):
    """Feeds is upstream of article: it may not know it, not even inside a function."""
    code = "def peek():\n    from memcon import article\n    return article\n"
    assert lint_toy("feeds/toy.py", code) == ["Imports point upstream"]


@pytest.mark.parametrize(
    ("room", "library"),
    [
        ("feeds", "httpx"),
        ("feeds", "feedparser"),
        ("article", "trafilatura"),
        ("article", "pypdf"),
        ("encoder", "onnxruntime"),
        ("encoder", "tokenizers"),
        ("codebook", "yaml"),
        ("cli", "click"),
        ("cli", "jinja2"),
    ],
)
def test_a_library_in_the_wrong_room_is_caught(lint_toy, room, library):
    """Each may stand in its own room and in no other."""
    assert lint_toy(f"{room}/toy.py", f"import {library}\n") == []
    assert lint_toy("reading/toy.py", f"import {library}\n") == [f"Libraries that only {room} may import"]


def test_torch_is_in_no_room(lint_toy):
    assert lint_toy("encoder/toy.py", "import torch\n") == ["Libraries that only training/ may import"]


def test_a_new_utils_module_is_caught(lint_toy):
    """The layers are exhaustive: a module of memcon that is in none of them breaks the contract by being there."""
    assert lint_toy("utils.py", "") == ["Imports point upstream"]


# -- what ships


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built without network by the hatchling that is installed here."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-build-isolation", "--no-deps", "--no-index"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(REPOSITORY)], check=True)
    (path,) = folder.glob("memcon-*.whl")
    return path


def test_the_wheel_holds_every_file_of_the_package(wheel):
    """Model, tokenizer, codebook, templates and styles are package data beside the code."""
    tracked = subprocess.run(
        ["git", "ls-files", "src/memcon"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout.split()
    expected = {path.removeprefix("src/") for path in tracked if (REPOSITORY / path).exists()}
    assert expected - set(zipfile.ZipFile(wheel).namelist()) == set()


@pytest.mark.parametrize("ending", [".onnx", "tokenizer.json", ".yaml", ".html.j2", ".css", "py.typed"])
def test_the_wheel_holds_what_a_run_needs(wheel, ending):
    assert [name for name in zipfile.ZipFile(wheel).namelist() if re.search(f"{ending}$", name)]


def test_the_wheel_holds_the_package_alone(wheel):
    """Training, eval, bench and tests stay in the repository."""
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"memcon", "memcon-0.1.0.dist-info"}


def test_the_model_is_below_30_mb_and_the_wheel_below_40(wheel):
    models = [item.file_size for item in zipfile.ZipFile(wheel).infolist() if item.filename.endswith(".onnx")]
    assert sum(models) <= 30_000_000
    assert wheel.stat().st_size < 40_000_000


def test_the_wheel_installs_the_command(wheel):
    archive = zipfile.ZipFile(wheel)
    (entry_points,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
    assert "memcon = memcon.cli:main" in archive.read(entry_points).decode()
