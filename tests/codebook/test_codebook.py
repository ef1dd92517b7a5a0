"""The codebook's files hold what they should, and say where they do not."""

import re
from importlib import resources

import pytest
import yaml

from memcon import codebook
from memcon.codebook import loading
from memcon.codebook.files import read
from memcon.codebook.forms import verb_forms
from memcon.coding import unnamed as facts
from memcon.errors import BadCodebook

BOOK = codebook.load()


def examples(name):
    return read(name).content["examples"]


def pattern_examples(name):
    return [
        pytest.param(entry, text, expected, id=text)
        for entry in read(name).content["patterns"]
        for text, expected in entry["examples"].items()
    ]


# -- every entry's examples


@pytest.mark.parametrize("example", examples("reporting.yaml"), ids=lambda example: example["word"])
def test_examples_of_reporting_verbs(example):
    verb = BOOK.verbs[example["word"]]
    assert (verb.lemma, verb.kind) == (example["lemma"], example["kind"])


@pytest.mark.parametrize("example", examples("sources.yaml"), ids=lambda example: example["word"])
def test_examples_of_source_nouns(example):
    lists = {"unnamed": BOOK.unnamed, "institution": BOOK.institutions, "media": BOOK.media, "document": BOOK.documents}
    assert lists[example["list"]][example["word"]].plural is example["plural"]


class Whole:
    """A phrase that is all of a text."""

    def __init__(self, text):
        self.span = type("Span", (), {"start": 0, "end": len(text)})()


@pytest.mark.parametrize(("entry", "text", "expected"), pattern_examples("closeness.yaml"))
def test_examples_of_closeness(entry, text, expected):
    assert facts.closeness(text, BOOK, Whole(text), len(text)) == expected


@pytest.mark.parametrize(("text", "expected"), list(examples("anonymity.yaml").items()))
def test_examples_of_anonymity(text, expected):
    assert facts.reason_in(text, BOOK, 0, len(text)) == expected


@pytest.mark.parametrize(("text", "expected"), list(examples("channels.yaml").items()))
def test_examples_of_channels(text, expected):
    assert next((channel for channel, pattern, _ in BOOK.channels if pattern.search(text)), None) == expected


@pytest.mark.parametrize(("entry", "text", "expected"), pattern_examples("responses.yaml"))
def test_examples_of_responses(entry, text, expected):
    assert BOOK.response_triggers.search(text)
    found = next((one, match) for one in BOOK.responses if (match := one.cue.search(text)))
    cue = found[1].group("cue" if "cue" in found[0].cue.groupindex else 0)
    assert (found[0].response, cue.startswith(expected)) == (entry["response"], True)


# -- what the lists say


def test_forms_of_a_verb():
    assert verb_forms("say/said") == ["say", "says", "said", "said", "saying"]
    assert verb_forms("write/wrote/written") == ["write", "writes", "wrote", "written", "writing"]
    assert verb_forms("deny") == ["deny", "denies", "denied", "denied", "denying"]
    assert verb_forms("admit") == ["admit", "admits", "admitted", "admitted", "admitting"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("Kiev", "UA"), ("Kyiv", "UA"), ("US", "US"), ("American", "US"), ("Moscow", "RU"), ("Palestinian", "PS"),
     ("Britain", "GB"), ("South Korean", "KR"), ("Turkey", "TR"), ("Saudi", "SA")],
)  # fmt: skip
def test_names_of_states(name, code):
    assert BOOK.states[name].code == code


def test_a_state_is_shown_by_its_common_name():
    assert {BOOK.states[name].name for name in ("U.S.", "American", "White House")} == {"United States"}


def test_no_pattern_takes_long_over_a_long_line():
    """A hundred thousand characters of words that nearly match."""
    line = "declined did not have been no immediate " * 2500
    for response in BOOK.responses:
        assert not list(response.cue.finditer(line))[:0]


def test_the_codebook_is_read_once():
    assert codebook.load() is BOOK


# -- what is wrong, where, and what to do


def broken(tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-8")
    return read(name, tmp_path)


def test_a_file_that_is_no_yaml(tmp_path):
    with pytest.raises(BadCodebook, match=r"^reporting\.yaml:2: not YAML"):
        broken(tmp_path, "reporting.yaml", "core: say\n  bad: [\n")


def test_a_file_that_is_no_mapping(tmp_path):
    with pytest.raises(BadCodebook, match=r"^a\.yaml:1: a codebook file is a mapping\. Write"):
        broken(tmp_path, "a.yaml", "- one\n")


def test_a_verb_that_is_in_no_kind(tmp_path):
    file = broken(tmp_path, "reporting.yaml", "core: say/said\n\nrelay: cite\nnoun_content: sing\n")
    with pytest.raises(BadCodebook, match=r"^reporting\.yaml:4: `sing` is no reporting verb here\. Add it"):
        loading.verbs(file)


def test_a_count_that_is_no_number(tmp_path):
    file = broken(tmp_path, "sources.yaml", "counts:\n  one: 1\n  two: zwei\n")
    with pytest.raises(BadCodebook, match=r"^sources\.yaml:3: `two` counts 'zwei'\. Write a whole number or null\.$"):
        loading.counts(file)


def test_a_pattern_that_does_not_compile(tmp_path):
    file = broken(tmp_path, "channels.yaml", "channels:\n  letter:\n    - '(ok'\n")
    with pytest.raises(BadCodebook, match=r"^channels\.yaml:3: the pattern does not compile: .*\. Mend"):
        loading.channel_patterns(file)


def test_a_response_that_nobody_knows(tmp_path):
    text = "patterns:\n  - response: shrugged\n    source: before\n    cue: shrugged\n"
    with pytest.raises(BadCodebook, match=r"^responses\.yaml:2: no response is called `shrugged`\. Use declined"):
        loading.responses(broken(tmp_path, "responses.yaml", text))


def test_a_state_that_lacks_a_part(tmp_path):
    file = broken(tmp_path, "countries.yaml", "states: |\n  NO: Norway | Norwegian | Oslo\n  XX: Nowhere\n")
    with pytest.raises(BadCodebook, match=r"^countries\.yaml:3: `XX: Nowhere` is no state\. Write `CODE: names"):
        loading.state_names(file)


def test_every_pattern_has_examples():
    for name in ("closeness.yaml", "responses.yaml"):
        for entry in read(name).content["patterns"]:
            assert entry.get("examples"), entry


def test_words_are_lower_case_where_they_are_looked_up_so():
    for name in ("verbs", "unnamed", "institutions", "media", "documents", "counts"):
        assert all(re.fullmatch(r"[^A-Z]+", word) for word in getattr(BOOK, name)), name


def keys_given_twice(node, path=""):
    """Yield the path of every key that stands twice in one mapping: YAML keeps only the last, without a word."""
    if isinstance(node, yaml.MappingNode):
        names = [key.value for key, _ in node.value]
        yield from (f"{path}/{name}" for name in names if names.count(name) > 1)
    below = [(key.value, value) for key, value in node.value] if isinstance(node, yaml.MappingNode) else []
    below += [(str(at), item) for at, item in enumerate(node.value)] if isinstance(node, yaml.SequenceNode) else []
    for name, item in below:
        yield from keys_given_twice(item, f"{path}/{name}")


@pytest.mark.parametrize("file", sorted(resources.files("memcon.codebook").glob("**/*.yaml")), ids=lambda one: one.name)
def test_no_key_is_given_twice(file):
    assert list(keys_given_twice(yaml.compose(file.read_text("utf-8")))) == []
