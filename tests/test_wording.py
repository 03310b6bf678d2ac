"""No sentence that is shipped treats, fixes, diagnoses, promises, or makes the contested claims of `evidence.md`."""

import ast
import os
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import hipbreak
from hipbreak.core.text.notes import answers, mistakes, reasons
from hipbreak.store.assets import asset

PACKAGE = Path(hipbreak.__file__).parent
ROOT = PACKAGE.parent
MODULES = sorted(PACKAGE.rglob("*.py"))
ROUTINES = sorted(asset("routines").rglob("*.toml"))

BANNED = {
    "treating": r"\btreat(s|ed|ing|ment|ments)?\b",
    "fixing": r"\bfix(es|ed|ing)?\b",
    "curing": r"\bcur(e|es|ed|ing)\b",
    "healing": r"\bheal(s|ed|ing)?\b",
    "diagnosing": r"\bdiagnos\w*",
    "permanence": r"\bpermanent\w*|\bfor good\b|\bforever\b|\blasting\b",
    "preventing": r"\bprevent(s|ed|ing|ion)?\b",
    "relieving pain": r"\b(reliev|eas|reduc|end|eliminat)\w*\b[^.]*\bpain\b|\bpain[- ]?(free|relief)\b",
    "muscle testing": r"\bmuscle test|\bkinesiolog",
    "pressure resets": r"\breset(s|ting)?\b[^.]*\b(muscle|compensation|flexor|tone)|\b(trigger|key) points?\b",
    "not firing": r"\b(not|aren't|isn't|stopped) (firing|activat\w+)|\bswitched off\b|\bgluteal amnesia\b|\b100 ?%",
    "tight because": r"\btight\w* (because|from|due to)|\bshort(en|ens|ened|ening)\b[^.]*\b(flexor|muscle|hip)",
    "sitting causes": r"\bsitting\b[^.]*\b(caus|shorten|tighten|kill|ruin|damag)\w*",
    "back pain causes": r"\b(tight|flexor|tilt)\w*[^.]*\bcaus\w*[^.]*\bpain\b",
    "beating": r"\b(beats?|superior to|better than)\b",
    "proving": r"\b(proven|guarantee\w*|clinically)\b",
    "scoring": r"\b(scor(e|es|ing)|grades?|streaks?)\b|\byou (passed|failed)\b",
    "good form": r"\bgood form\b|\bperfect form\b",
    "two minutes for the whole": r"\b(2|two)[- ]minute (daily )?routine\b",
}
ALLOWED = ("does not diagnose or treat anything", "not a diagnosis")
"""The negations, each allowed just as it stands."""
OF_FILES = (
    "delete a range of days, or everything, for good",
    "This deletes {n} entry ({span}) for good. Type '{word}' to continue:",
    "This deletes {n} entries ({span}) for good. Type '{word}' to continue:",
)
"""What `hipbreak delete` says of entries of the log, not of bodies."""


def texts_of_python(module: Path) -> Iterator[str]:
    """Every text of a module but its docstrings, annotations and single words, which are names."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    loose = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    } | {id(text) for node in ast.walk(tree) for text in ast.walk(getattr(node, "annotation", None) or ast.Pass())}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in loose:
            continue
        if " " in node.value and node.value not in OF_FILES:
            yield node.value


def texts_of_table(table: Any) -> Iterator[str]:
    """Every text inside a TOML value."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict | list):
        for inner in table.values() if isinstance(table, dict) else table:
            yield from texts_of_table(inner)


@cache
def shipped() -> tuple[tuple[str, str], ...]:
    """Every sentence with the file it stands in."""
    return tuple(_shipped())


def _shipped() -> Iterator[tuple[str, str]]:
    for module in MODULES:
        for text in texts_of_python(module):
            yield module.name, text
    for file in ROUTINES:
        for text in texts_of_table(tomllib.loads(file.read_text(encoding="utf-8"))):
            yield file.name, text
    for number, line in enumerate((ROOT / "README.md").read_text(encoding="utf-8").split("\n\n")):
        yield f"README.md, paragraph {number + 1}", " ".join(line.split())


def faults(text: str) -> set[str]:
    """The claims that a text makes, what is allowed left out."""
    for negation in ALLOWED:
        text = text.replace(negation, "")
    return {claim for claim, pattern in BANNED.items() if re.search(pattern, text, re.IGNORECASE)}


def test_no_shipped_sentence_makes_a_banned_claim() -> None:
    found = {(where, text): claims for where, text in shipped() if (claims := faults(text))}
    # The author's name of the routine is told as a name, with what it really takes beside it (S0, I1).
    found = {key: claims for key, claims in found.items() if not key[1].startswith("The author calls the mini routine")}
    assert found == {}


def test_every_module_and_routine_is_read() -> None:
    assert len(MODULES) == sum(name.endswith(".py") for _, _, names in os.walk(PACKAGE) for name in names) > 300
    assert {"mini.toml", "couch.toml"} <= {file.name for file in ROUTINES}
    assert len(ROUTINES) == sum(name.endswith(".toml") for _, _, names in os.walk(asset("routines")) for name in names)
    assert len(shipped()) > 1200


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Fixes your low back.", "fixing"),
        ("A cure for tight hips.", "curing"),
        ("Treats hip pain.", "treating"),
        ("It heals.", "healing"),
        ("This diagnoses tightness.", "diagnosing"),
        ("A permanent change.", "permanence"),
        ("It relieves back pain.", "relieving pain"),
        ("Be pain-free.", "relieving pain"),
        ("Muscle testing finds it.", "muscle testing"),
        ("We reset the muscle.", "pressure resets"),
        ("Your glutes are not firing.", "not firing"),
        ("You are tight because you sit.", "tight because"),
        ("Sitting shortens the flexors.", "sitting causes"),
        ("A tilted pelvis causes back pain.", "back pain causes"),
        ("It beats one long hold.", "beating"),
        ("Clinically proven.", "proving"),
        ("Your score is 7.", "scoring"),
        ("Good form!", "good form"),
        ("The two-minute routine.", "two minutes for the whole"),
    ],
)
def test_each_banned_claim_is_found(text: str, claim: str) -> None:
    assert claim in faults(text)


@pytest.mark.parametrize("text", ALLOWED)
def test_a_negation_is_allowed_only_as_it_stands(text: str) -> None:
    assert faults(f"It {text}.") == set()
    assert faults(text.replace("not ", ""))


def test_views_of_the_author_are_marked_as_views() -> None:
    for note in (*reasons(), *answers(), *mistakes()):
        if {"S1", "F1", "P1", "P2", "K5"} & set(note.ids):
            assert "author" in note.text, note.name
    (sitting,) = [note for note in answers() if "P5" in note.ids]
    assert "is associated with" in sitting.text
