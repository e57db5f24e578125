"""The length that pages announce is the length that the simulation finds."""

from quiz.length import MINUTES_TYPICAL, QUESTIONS_TYPICAL
from quiz.simulation import simulate
from tests.quiz.test_shipped_bank import bank, items, points

__all__ = ["bank", "items", "points"]  # fixtures


def test_no_page_promises_fewer_questions_than_are_asked(bank):
    mean = simulate(bank, respondents=200, seed=1).items_mean
    assert mean <= QUESTIONS_TYPICAL < mean + 2


def test_minutes_leave_time_to_read_every_word(items):
    texts = [[i["prompt"], *(o["text"] for o in i["options"])] for i in items]
    words = sum(len(text.split()) for texts_of in texts for text in texts_of)
    minutes = QUESTIONS_TYPICAL * words / len(items) / 240
    assert minutes <= MINUTES_TYPICAL
