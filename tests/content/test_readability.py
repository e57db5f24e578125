import pytest

from content.readability import (
    british_words,
    reading_ease,
    sentences,
    syllables,
    words_a_sentence,
)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *[("rule", 1), ("rules", 1), ("trained", 1), ("weights", 1), ("fire", 1)],
        *[("table", 2), ("tables", 2), ("sizes", 2), ("wanted", 2), ("science", 2)],
        *[("question", 2), ("social", 2), ("system", 2), ("being", 2), ("quiet", 2)],
        *[("idea", 3), ("images", 3), ("linear", 3), ("actual", 3), ("serious", 3)],
        *[("algorithm", 4), ("experience", 4), ("material", 4), ("geometry", 4)],
        *[("probability", 5), ("evaluation", 5), ("individual", 5)],
        *[("C++", 1), ("a", 1)],
    ],
)
def test_syllables_are_those_that_are_spoken(word, count):
    assert syllables(word) == count


def test_reading_ease_is_the_formula_of_flesch():
    # 6 words, 1 sentence, 6 syllables.
    assert reading_ease(["The cat sat on the mat."]) == pytest.approx(
        206.835 - 1.015 * 6 - 84.6
    )


def test_reading_ease_takes_texts_together():
    # 9 words, 2 sentences, 6 + 11 syllables.
    texts = ["The cat sat on the mat.", "Evaluation of probability."]
    assert reading_ease(texts) == pytest.approx(
        206.835 - 1.015 * 9 / 2 - 84.6 * (6 + 11) / 9
    )


def test_harder_prose_has_a_lower_ease():
    plain = "You read the file and count the rows."
    heavy = "Subsequent investigation necessitates computational reproducibility."
    assert reading_ease([heavy]) < reading_ease([plain])


def test_code_addresses_and_figures_are_not_read_aloud():
    prose = "Read the [first page](https://example.org/long/address) of it."
    bare = "Read the first page of it."
    assert reading_ease([prose + "\n\n```\nnoncomputational()\n```"]) == (
        reading_ease([bare])
    )
    assert reading_ease(["It took 1,234 days in all."]) == (
        reading_ease(["It took days in all."])
    )


def test_no_prose_has_no_ease():
    assert reading_ease([]) == 0.0
    assert words_a_sentence(["", "- 1\n"]) == 0.0


def test_a_list_item_is_a_sentence_of_its_own():
    text = "First of all, read.\n\n- One short item\n- Another short item\n"
    assert sentences(text) == [
        "First of all, read",
        "One short item",
        "Another short item",
    ]
    assert words_a_sentence([text]) == pytest.approx(10 / 3)


def test_british_spellings_are_found():
    text = "The colours of its behaviour, analysed and Optimised afterwards, in grey."
    assert british_words(text) == [
        *("colours", "behaviour", "analysed", "Optimised", "afterwards", "grey")
    ]


def test_american_spellings_and_common_words_in_ise_pass():
    text = (
        "The colors of its behavior, analyzed and optimized afterward. Advertise, "
        "exercise, revise, surprise; analyses of a program; programmed; metrics; gray."
    )
    assert british_words(text) == []


def test_code_may_be_spelled_as_its_library_wants():
    assert british_words("Set `colour` in the call.") == []
