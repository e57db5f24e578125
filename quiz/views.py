from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect, push_url

from aiengineer_site.errors import csrf_failure, error_page
from aiengineer_site.http import (
    client_address,
    personal,
    public,
    render_page,
    wants_fragment,
)
from aiengineer_site.origin import is_same_origin
from quiz import attempts, codes, presentation, results
from quiz.attempt_access import stopped, with_attempt
from quiz.forms import AnswerForm, ResumeForm, SelfRatingForm
from quiz.length import MINUTES_TYPICAL, QUESTIONS_TYPICAL
from quiz.models import Attempt
from quiz.publishing import Version, current_bank
from quiz.publishing import version as version_of
from quiz.scoring import MIN_ANSWERS
from quiz.selection import current_scores, next_item, should_stop
from skills.models import Skill

Given = dict[str, str | None]  # option by item in the order of answering; None: skipped
WAYS = ("more", "review")  # why a question is open, besides that it is the next one


@csrf_exempt  # checked below by origin: the page before it must not set a cookie
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Show what the self-assessment is; begin an attempt on POST."""
    if request.method == "POST":
        return begin(request)
    return start_page(request)


@public
def start_page(request: HttpRequest) -> HttpResponse:
    bank = current_bank()
    total = len(version_of(bank.digest).items) if bank else 0
    context = {
        "total": total,
        "questions": QUESTIONS_TYPICAL,
        "minutes": MINUTES_TYPICAL,
    }
    return render_page(request, "quiz/start.html", context)


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
    """Go to the question that tells most, or to the result when none is needed."""
    version = attempts.attempt_version(attempt)
    return go_on(request, attempt, version, attempts.answers_of(attempt))


def go_on(
    request: HttpRequest, attempt: Attempt, version: Version, answers: Given
) -> HttpResponse:
    way = way_of(request)
    item = next_item(version.prepared, answers)
    is_over = attempt.finished_at or should_stop(version.prepared, answers)
    if item is None or (is_over and way != "more"):
        return go_to(request, reverse("quiz:result"))
    target = question_address(item, "more" if way == "more" else "")
    if not wants_fragment(request):
        return redirect(target)
    return push_url(question_page(request, version, item, answers), target)


def go_to(request: HttpRequest, target: str) -> HttpResponse:
    """Go to another page, out of a fragment too."""
    if wants_fragment(request):
        return HttpResponseClientRedirect(target)
    return redirect(target)


def way_of(request: HttpRequest) -> str:
    """Return what the visitor came for, besides answering the next question."""
    sent = request.POST if request.method == "POST" else request.GET
    return next((way for way in WAYS if way in sent), "")


def question_address(item: str, way: str) -> str:
    return reverse("quiz:question", args=[item]) + (f"?{way}=1" if way else "")


@require_http_methods(["GET", "HEAD", "POST"])
@with_attempt
def question(request: HttpRequest, attempt: Attempt, item: str) -> HttpResponse:
    """Show a question; store its answer on POST and go on to the next."""
    version = attempts.attempt_version(attempt)
    if item not in version.items:
        raise attempts.UnknownAnswer
    if attempt.finished_at:
        raise attempts.ClosedAttempt
    if request.method != "POST":
        answers = attempts.answers_of(attempt)
        return question_page(request, version, item, answers)
    form = AnswerForm(request.POST)
    if "option" in form.errors:
        raise attempts.UnknownAnswer
    if not form.is_valid():
        answers = attempts.answers_of(attempt)
        return question_page(request, version, item, answers, form)
    attempts.record_answer(attempt, item=item, option=form.option_slug())
    if way_of(request) == "review":
        return go_to(request, f"{reverse('quiz:review')}#{item}")
    return go_on(request, attempt, version, attempts.answers_of(attempt))


def question_page(
    request: HttpRequest,
    version: Version,
    item: str,
    answers: Given,
    form: AnswerForm | None = None,
) -> HttpResponse:
    seen = list(answers)
    place = seen.index(item) if item in answers else len(seen)
    answered = sum(option is not None for option in answers.values())
    way = way_of(request)
    context = {
        "item": version.items[item],
        "form": form,
        "chosen": answers.get(item),
        "is_skipped": item in answers and answers[item] is None,
        "number": place + 1,
        "seen": len(seen),
        "missing": max(0, MIN_ANSWERS - answered),
        "previous": question_address(seen[place - 1], way) if place else "",
        "settledness": presentation.settledness(
            current_scores(version.prepared, answers), answered
        ),
        "way": way,
    }
    return render_page(request, "quiz/question.html", context, fragment="question")


@require_safe
@with_attempt
def review(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """List all answers given, each with a way to change it."""
    version = attempts.attempt_version(attempt)
    answers = attempts.answers_of(attempt)
    rows = [
        {
            "item": version.items[slug],
            "option": version.items[slug].option(option) if option else None,
        }
        for slug, option in answers.items()
    ]
    context = {
        "attempt": attempt,
        "rows": rows,
        "total": len(version.items),
        "can_continue": attempt.finished_at is None and len(rows) < len(version.items),
    }
    return render_page(request, "quiz/review.html", context)


@require_safe
@with_attempt
def result(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    context = results.result_context(attempt)
    context["earlier"] = results.earlier(attempt, context["result"])
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
    context = results.result_context(attempt) | {"is_shared": True}
    return render_page(request, "quiz/result.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_attempt
def resume_code(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Make a code that opens this attempt on another device, and show it once."""
    code = codes.make_resume_code(attempt) if request.method == "POST" else ""
    context = {"code": code, "had_one": bool(attempt.resume_digest)}
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
            response = stopped(request, 429, message)
            response["Retry-After"] = "3600"
            return response
        if attempt:
            response = redirect("quiz:result")
            attempts.remember(response, attempt)
            return response
        form.add_error("code", _("No self-assessment has this code. Check each group."))
    context = {"form": form, "has_attempt": attempts.is_under_way(request)}
    return render_page(request, "quiz/resume.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_attempt
def share(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Make the read-only link, or take it back; the result page has the buttons."""
    if "stop" in request.POST:
        codes.stop_sharing(attempt)
    elif request.method == "POST":
        codes.share(attempt)
    return redirect(reverse("quiz:result") + "#share")


@require_http_methods(["GET", "HEAD", "POST"])
@with_attempt
def self_ratings(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Take the visitor's own level on each skill, all on one page."""
    if attempt.finished_at:
        raise attempts.ClosedAttempt
    skills = list(Skill.objects.published().in_order().prefetch_related("levels"))
    stored = dict(attempt.self_ratings.values_list("skill__slug", "level"))
    form = SelfRatingForm(skills, request.POST or None, initial=stored)
    if request.method == "POST" and form.is_valid():
        attempts.rate(attempt, form.levels())
        return redirect("quiz:result")
    context = {"form": form, "rated": len(stored)}
    return render_page(request, "quiz/self_ratings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_attempt
def retake(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Begin again; the attempt so far stays beside the new one."""
    if request.method != "POST":
        return redirect(reverse("quiz:result") + "#keep")
    bank = current_bank() or attempt.bank
    response = redirect("quiz:next")
    attempts.remember(response, attempts.begin(bank, previous=attempt))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@with_attempt
def delete(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Ask, then delete everything that this visitor has stored."""
    if request.method != "POST":
        context = {"attempt": attempt, "answers": attempt.answers.count()}
        return render_page(request, "quiz/delete.html", context)
    attempts.delete_all(attempt)
    response = render_page(request, "quiz/deleted.html", {})
    attempts.forget(response)
    return response
