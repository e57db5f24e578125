"""People whom everybody would place, walking through the shipped item bank."""

import random
from pathlib import Path

import pytest
import yaml

from quiz.audit import audit_points
from quiz.bank import make_bank
from quiz.scoring import State, score

DATA = Path(__file__).parents[2] / "content" / "data"
PERSONAS = yaml.safe_load(Path(__file__).with_name("personas.yaml").read_text())
ROLES = (
    "machine-learning-engineer",
    "deep-learning-engineer",
    "nlp-engineer",
    "computer-vision-engineer",
    "robotics-engineer",
)
RANDOM_PEOPLE = 300


@pytest.fixture(scope="module")
def items() -> list[dict]:
    return yaml.safe_load((DATA / "quiz.yaml").read_text(encoding="utf-8"))["items"]


@pytest.fixture(scope="module")
def points(items) -> dict:
    return {i["slug"]: {o["slug"]: o["evidence"] for o in i["options"]} for i in items}


@pytest.fixture(scope="module")
def bank(points):
    return make_bank(ROLES, points)


@pytest.mark.parametrize("role", PERSONAS)
def test_a_typical_person_is_told_their_role(bank, role):
    result = score(bank, PERSONAS[role])
    assert result.leaders == (role,)


@pytest.mark.parametrize("role", PERSONAS)
def test_half_of_a_typical_persons_answers_point_the_same_way(bank, role):
    half = dict(list(PERSONAS[role].items())[::2])
    assert role in score(bank, half).leaders


def test_personas_cover_every_role():
    assert set(PERSONAS) == set(ROLES)


def test_random_answers_usually_get_no_clear_winner(bank):
    chance = random.Random(7)
    named = 0
    for _ in range(RANDOM_PEOPLE):
        answers = {i.slug: chance.choice(i.options).slug for i in bank.items}
        named += score(bank, answers).state is State.LEADER
    assert named / RANDOM_PEOPLE < 0.25


@pytest.mark.parametrize("place", [0, -1])
def test_straight_lining_gets_no_winner(bank, place):
    answers = {item.slug: item.options[place].slug for item in bank.items}
    assert score(bank, answers).state is not State.LEADER


def test_shipped_bank_passes_the_audit(points):
    assert audit_points(ROLES, points) == []


def test_twenty_items_need_no_experience(items):
    assert sum(not item["experienced"] for item in items) >= 20


def test_no_item_names_a_role(items):
    names = ("engineer", "machine learning", "deep learning", "nlp", "robotics")
    for item in items:
        texts = [item["prompt"], *(option["text"] for option in item["options"])]
        assert not any(name in text.lower() for name in names for text in texts)
