from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)
from django_htmx.http import HttpResponseClientRedirect, push_url

from aiengineer_site.errors import csrf_failure, error_page
from aiengineer_site.http import (
    client_address,
    personal,
    public,
    render_page,
    wants_fragment,
)
from quiz import attempts, codes, presentation
from quiz.forms import AnswerForm, ResumeForm, SelfRatingForm
from quiz.models import Attempt
from quiz.origin import is_same_origin
from quiz.profile import profiles
from quiz.publishing import Version, current_bank
from quiz.scoring import MIN_ANSWERS, Result, score
from quiz.selection import current_scores, next_item, should_stop
from quiz.sensitivity import what_would_change
from roles.models import Role
from skills.models import Skill

AttemptView = Callable[..., HttpResponse]


def with_attempt(view: AttemptView) -> Callable[..., HttpResponse]:
    """Hand the visitor's attempt to the view, or explain why there is none."""

    @wraps(view)
    @personal
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            attempt = attempts.find(request)
            return view(request, attempt, *args, **kwargs)
        except attempts.NoAttempt:
            if request.method in ("GET", "HEAD"):
                return redirect("quiz:start")
            message = _("There is no self-assessment under way here. Begin a new one.")
            return error_page(request, 404, message)
        except attempts.TamperedAttempt:
            message = _(
                "The cookie that names your self-assessment cannot be read. "
                "It has been removed; begin a new one, or resume with your code."
            )
            response = error_page(request, 400, message)
            attempts.forget(response)
            return response
        except attempts.UnknownAnswer:
            message = _(
                "That question or answer is not part of this self-assessment. "
                "Nothing was changed. Go back and choose one of the answers shown."
            )
            return error_page(request, 404, message)
        except attempts.ClosedAttempt:
            message = _(
                "This self-assessment was closed when you began the next one. "
                "Its answers stay as they are."
            )
            return error_page(request, 409, message)

    return wrapper


@csrf_exempt  # checked below by origin: the page before it must not set a cookie
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Show what the self-assessment is; begin an attempt on POST."""
    if request.method == "POST":
        return begin(request)
    return start_page(request)


@public
def start_page(request: HttpRequest) -> HttpResponse:
    return render_page(request, "quiz/start.html", {"bank": current_bank()})


@personal
def begin(request: HttpRequest) -> HttpResponse:
    if not is_same_origin(request):
        return csrf_failure(request)
    bank = current_bank()
    if bank is None:
        message = _("The self-assessment has no questions yet. Come back later.")
        return error_page(request, 503, message)
    try:
        # A second click on the button finds the attempt that the first one began.
        attempt = attempts.find(request)
        if attempt.finished_at or attempt.answers.exists():
            return redirect("quiz:next")
    except (attempts.NoAttempt, attempts.TamperedAttempt):
        attempt = attempts.begin(bank)
    response = redirect("quiz:next")
    attempts.remember(response, attempt)
    return response


@require_safe
@with_attempt
def next_question(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Go to the question that tells most, or to the result when none is left."""
    version = attempts.attempt_version(attempt)
    item = next_item(version.prepared, attempts.answers_of(attempt))
    if item is None:
        return redirect("quiz:result")
    response = redirect("quiz:question", item=item)
    if "more" in request.GET:
        response["Location"] += "?more=1"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@with_attempt
def question(request: HttpRequest, attempt: Attempt, item: str) -> HttpResponse:
    """Show a question; store its answer on POST and go on to the next."""
    version = attempts.attempt_version(attempt)
    if item not in version.items:
        raise attempts.UnknownAnswer
    if request.method == "POST":
        form = AnswerForm(request.POST)
        if not form.is_valid():
            if "option" in form.errors:
                raise attempts.UnknownAnswer
            return question_page(request, attempt, version, item, form)
        attempts.record_answer(attempt, item=item, option=form.option_slug())
        return after_answer(request, attempt, version)
    return question_page(request, attempt, version, item, AnswerForm())


def question_page(
    request: HttpRequest,
    attempt: Attempt,
    version: Version,
    item: str,
    form: AnswerForm,
) -> HttpResponse:
    answers = attempts.answers_of(attempt)
    before = [slug for slug in answers if slug != item]
    answered = [slug for slug, option in answers.items() if option is not None]
    if item in answers:
        before = before[: list(answers).index(item)]
    context = {
        "item": version.items[item],
        "form": form,
        "chosen": answers.get(item),
        "is_skipped": item in answers and answers[item] is None,
        "number": list(answers).index(item) + 1
        if item in answers
        else len(answers) + 1,
        "total": len(version.items),
        "answered": len(answered),
        "missing": max(0, MIN_ANSWERS - len(answered)),
        "previous": before[-1] if before else None,
        "settledness": presentation.settledness(
            current_scores(version.prepared, answers), len(answered)
        ),
        "more": "more" in request.GET or "more" in request.POST,
    }
    return render_page(request, "quiz/question.html", context, fragment="question")


def after_answer(
    request: HttpRequest, attempt: Attempt, version: Version
) -> HttpResponse:
    answers = attempts.answers_of(attempt)
    more = "more" in request.POST
    item = next_item(version.prepared, answers)
    if item is None or (should_stop(version.prepared, answers) and not more):
        if wants_fragment(request):
            return HttpResponseClientRedirect(reverse("quiz:result"))
        return redirect("quiz:result")
    target = reverse("quiz:question", args=[item]) + ("?more=1" if more else "")
    if not wants_fragment(request):
        return redirect(target)
    page = question_page(request, attempt, version, item, AnswerForm())
    return push_url(page, target)


@require_safe
@with_attempt
def review(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """List all answers given, each with a way to change it."""
    version = attempts.attempt_version(attempt)
    rows = [
        {
            "item": version.items[slug],
            "option": version.items[slug].option(option) if option else None,
        }
        for slug, option in attempts.answers_of(attempt).items()
    ]
    context = {"rows": rows, "total": len(version.items)}
    return render_page(request, "quiz/review.html", context)


@require_safe
@with_attempt
def result(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    context = result_context(attempt)
    if attempt.share_token:
        path = reverse("quiz:shared", args=[attempt.share_token])
        context["share_url"] = request.build_absolute_uri(path)
    return render_page(request, "quiz/result.html", context)


@require_safe
@personal
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Show someone else's result, to read only."""
    attempts_shared = Attempt.objects.exclude(share_token=None)
    attempt = get_object_or_404(
        attempts_shared.select_related("bank"), share_token=token[:64]
    )
    context = result_context(attempt) | {"is_shared": True}
    return render_page(request, "quiz/result.html", context)


def result_context(attempt: Attempt) -> dict[str, Any]:
    """Compute everything that a result page shows."""
    version = attempts.attempt_version(attempt)
    answers = attempts.answers_of(attempt)
    outcome = score(version.bank, answers)
    best, rival = presentation.best_two(outcome)
    roles = {role.slug: role for role in Role.objects.published().in_order()}
    levels = dict(attempt.self_ratings.values_list("skill__slug", "level"))
    return {
        "attempt": attempt,
        "result": outcome,
        "leaders": [roles[slug] for slug in outcome.leaders if slug in roles],
        "role_names": [version.role_names[slug] for slug in outcome.roles],
        "bars": presentation.bars(outcome, version),
        "ledger": presentation.ledger(outcome, version),
        "best": version.role_names[outcome.roles[best]],
        "rival": version.role_names[outcome.roles[rival]] if rival is not None else "",
        "odds_next": presentation.odds_text(outcome.odds_next),
        "odds_no_pattern": presentation.odds_text(outcome.odds_no_pattern),
        "change": presentation.change(
            what_would_change(version.bank, answers), version
        ),
        "can_continue": next_item(version.prepared, answers) is not None,
        "profiles": profiles(levels) if levels else [],
        "min_answers": MIN_ANSWERS,
        "compare": presentation.worth_comparing(outcome),
        "earlier": earlier(attempt, outcome),
    }


def earlier(attempt: Attempt, outcome: Result) -> presentation.Earlier | None:
    """Return the attempt before a retake, set beside it."""
    if attempt.previous is None:
        return None
    version = attempts.attempt_version(attempt.previous)
    before = score(version.bank, attempts.answers_of(attempt.previous))
    return presentation.earlier(before, outcome, version)


@require_POST
@with_attempt
def resume_code(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Make a code that opens this attempt on another device, and show it once."""
    context = {"code": codes.make_resume_code(attempt)}
    return render_page(request, "quiz/resume_code.html", context)


@csrf_exempt  # checked below by origin: the page must not set a cookie
@require_http_methods(["GET", "HEAD", "POST"])
@personal
def resume(request: HttpRequest) -> HttpResponse:
    """Open an attempt by its resume code."""
    form = ResumeForm(request.POST or None)
    if request.method == "POST" and not is_same_origin(request):
        return csrf_failure(request)
    if request.method == "POST" and form.is_valid():
        code, address = form.cleaned_data["code"], client_address(request)
        try:
            attempt = codes.find_by_code(code, address=address)
        except codes.TooManyTries:
            message = _(
                "Ten wrong codes came from your address within an hour. "
                "Wait an hour, then try again."
            )
            response = error_page(request, 429, message)
            response["Retry-After"] = "3600"
            return response
        if attempt:
            response = redirect("quiz:result")
            attempts.remember(response, attempt)
            return response
        form.add_error("code", _("No self-assessment has this code. Check each group."))
    return render_page(request, "quiz/resume.html", {"form": form})


@require_POST
@with_attempt
def share(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Make the read-only link, or take it back."""
    if "stop" in request.POST:
        codes.stop_sharing(attempt)
    else:
        codes.share(attempt)
    return redirect(reverse("quiz:result") + "#share")


@require_http_methods(["GET", "HEAD", "POST"])
@with_attempt
def self_ratings(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Take the visitor's own level on each skill, all on one page."""
    skills = list(Skill.objects.published().in_order().prefetch_related("levels"))
    stored = dict(attempt.self_ratings.values_list("skill__slug", "level"))
    form = SelfRatingForm(skills, request.POST or None, initial=stored)
    if request.method == "POST" and form.is_valid():
        attempts.rate(attempt, form.levels())
        return redirect("quiz:result")
    return render_page(request, "quiz/self_ratings.html", {"form": form})


@require_POST
@with_attempt
def retake(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Begin again; the attempt so far stays beside the new one."""
    bank = current_bank() or attempt.bank
    response = redirect("quiz:next")
    attempts.remember(response, attempts.begin(bank, previous=attempt))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@with_attempt
def delete(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Ask, then delete everything that this visitor has stored."""
    if request.method != "POST":
        return render_page(request, "quiz/delete.html", {"attempt": attempt})
    attempts.delete_all(attempt)
    response = render_page(request, "quiz/deleted.html", {})
    attempts.forget(response)
    return response
