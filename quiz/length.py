"""How long the self-assessment takes, as pages announce it."""

import math

# The mean of the shipped bank as `manage.py simulate_quiz` prints it, rounded up: a
# test compares the two, so that no page promises less than people are asked.
QUESTIONS_TYPICAL = 11
# A question with its options has about 55 words: 14 seconds to read, then the choice.
SECONDS_PER_QUESTION = 20
MINUTES_TYPICAL = math.ceil(QUESTIONS_TYPICAL * SECONDS_PER_QUESTION / 60)
