"""Everything that a result page shows, gathered for its template."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from quiz import attempts, presentation
from quiz.arithmetic import printed
from quiz.models import Attempt
from quiz.plot import plot
from quiz.profile import closest, profiles
from quiz.retakes import Earlier, side_by_side
from quiz.scoring import MIN_ANSWERS, Result, score
from quiz.sensitivity import what_would_change


def result_context(attempt: Attempt) -> dict[str, Any]:
    """Compute what a result page shows of one attempt."""
    version = attempts.attempt_version(attempt)
    answers = attempts.answers_of(attempt)
    outcome = score(version.bank, answers)
    roles = presentation.labels(version)
    lines = presentation.ledger(outcome, version, roles)
    found = what_would_change(version.bank, answers)
    return {
        "attempt": attempt,
        "result": outcome,
        "roles": [roles[slug] for slug in outcome.roles],
        "leaders": [roles[slug] for slug in outcome.leaders],
        "headline": presentation.headline(outcome, roles),
        "bars": presentation.bars(outcome, roles),
        "ledger": lines,
        "check": presentation.check(outcome, lines) if lines else None,
        "worked": presentation.worked_entry(outcome, lines, version),
        "change": presentation.change(found, version, roles),
        "person_fit": presentation.person_fit_figure(outcome),
        "can_continue": attempt.finished_at is None
        and len(answers) < len(version.items),
        "min_answers": MIN_ANSWERS,
        "compare_url": compare_url(presentation.worth_comparing(outcome)),
    } | readiness_context(attempt, outcome)


def compare_url(slugs: Iterable[str]) -> str:
    return f"{reverse('roles:role-compare')}?{urlencode({'role': slugs}, doseq=True)}"


def readiness_context(attempt: Attempt, outcome: Result) -> dict[str, Any]:
    """Compute how ready the visitor is for each role, when levels were given."""
    levels = dict(attempt.self_ratings.values_list("skill__slug", "level"))
    found = profiles(levels, outcome.leaders) if levels else []
    scores = dict(zip(outcome.roles, outcome.scores, strict=True))
    known = [entry for entry in found if entry.role.slug in scores]
    points = [
        (e.role.slug, e.role.short_name, scores[e.role.slug], e.percent) for e in known
    ]
    return {
        "profiles": found,
        "closest": closest(found),
        "fits": [(entry, printed(scores[entry.role.slug])) for entry in known],
        "plot": plot(points) if points and outcome.answered else None,
        "unrated": sum(not row.is_rated for row in found[0].rows) if found else 0,
    }


def earlier(attempt: Attempt, outcome: Result) -> Earlier | None:
    """Return the attempt before a retake, set beside it."""
    if attempt.previous is None:
        return None
    before = attempts.attempt_version(attempt.previous)
    roles = presentation.labels(before, attempts.attempt_version(attempt))
    was = score(before.bank, attempts.answers_of(attempt.previous))
    return side_by_side(was, outcome, roles)
