"""Every component of the design system in each of its states, for development."""

from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from skills.charts import radar

ROLES = {
    "machine-learning-engineer": "Machine learning",
    "deep-learning-engineer": "Deep learning",
    "nlp-engineer": "NLP",
    "computer-vision-engineer": "Computer vision",
    "robotics-engineer": "Robotics",
}
PROFILE = [
    ("Programming", 3),
    ("ML and deep learning", 4),
    ("Math and statistics", 2),
    ("Software", 1),
    ("Data", 0),
    ("Cloud", 4),
    ("Problem-solving", 3),
]


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    context = {
        "roles": [SimpleNamespace(slug=s, name=n) for s, n in ROLES.items()],
        "levels": range(5),
        "weights": range(1, 6),
        "radar": radar(PROFILE, [2, 2, 2, 2, 2, 2, 2]),
        "states": ["", "good", "warn", "error"],
    }
    return render(request, "styleguide.html", context)
