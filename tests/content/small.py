"""The smallest content that has everything: two roles, one of most things."""

from pathlib import Path
from typing import Any

import yaml

ITEMS = 8
TOPIC = {
    "slug": "loops",
    "name": "Loops",
    "kind": "concept",
    "summary": "Doing it again.",
    "body": "A loop repeats. See [practice](skill:coding).\n",
    "docs_title": "Manual",
    "docs_url": "https://example.org/loops",
    "docs_checked": "2026-11-24",
}


def topic(slug: str, **values: Any) -> dict[str, Any]:
    return {**TOPIC, "slug": slug, "name": slug.title(), "related": [], **values}


def role(slug: str, other: str, position: int) -> dict[str, Any]:
    sections = [
        "what_you_do",
        "week",
        "what_you_ship",
        "getting_in",
        "growth",
        "market",
    ]
    return {
        "slug": slug,
        "name": slug.title(),
        "short_name": slug,
        "position": position,
        "focus": "one thing",
        "summary": "Does one thing.",
        "occupation": dict.fromkeys(
            ("esco_code", "esco_concept_id", "onet_code", "note"), ""
        ),
        "facts": [{"label": "Ads", "value": "3", "detail": "n = 3", "source": "ads"}],
        **dict.fromkeys(sections, "Words.\n"),
        "requirements": [{"skill": "coding", "level": 3, "importance": 5, "why": "x"}],
        "emphases": [{"responsibility": "building", "weight": 4, "meaning": "x"}],
        "usages": {"core": ["loops"], "common": [], "occasional": []},
        "neighbors": [{"role": other, "difference": "Does another thing."}],
        "projects": [
            {"title": "A robot", "brief": "Build it.\n", "criteria": ["Runs"]}
        ],
        "interview_themes": [{"theme": "Loops", "good_answer": "Ends them.\n"}],
    }


def content() -> dict[str, Any]:
    """Return the files' values by name; a test changes what it is about."""
    return {
        "sources.yaml": [
            {
                "slug": "ads",
                "title": "Advertisements",
                "publisher": "This guide",
                "release": "",
                "date": "2026-11-24",
                "license": "CC BY 4.0",
                "url": "",
                "note": "n = 3",
            }
        ],
        "responsibilities.yaml": [
            {
                "slug": "building",
                "name": "Building",
                "summary": "Making things.",
                **dict.fromkeys(
                    ["body", "done_well", "goes_wrong", "works_with"], "W.\n"
                ),
                "facets": [{"name": "planning", "description": "First."}],
                "skills": ["coding"],
            }
        ],
        "pages.yaml": [
            {"slug": "about", "title": "About", "summary": "S.", "body": "Words.\n"}
        ],
        "quiz.yaml": {"items": [item(n) for n in range(ITEMS)]},
        "skills/coding.yaml": {
            "slug": "coding",
            "name": "Coding",
            "short_name": "Coding",
            "position": 1,
            "summary": "Writing programs.",
            **dict.fromkeys(["purpose", "mistakes", "practice"], "Words.\n"),
            "rubric": [
                {"level": n, "name": f"Rung {n}", "description": f"Does {n}."}
                for n in range(5)
            ],
            "topics": [topic("loops"), topic("functions", related=["loops"])],
        },
        "roles/maker.yaml": role("maker", "thinker", 1),
        "roles/thinker.yaml": role("thinker", "maker", 2),
        "paths/practice.yaml": {
            "slug": "practice",
            "name": "Practice",
            "position": 1,
            "summary": "By doing.",
            **dict.fromkeys(["body", "suits", "caution"], "Words.\n"),
            "topics": [topic("projects")],
            "steps": [step("first", 0), step("second", 1, requires=["first"])],
        },
    }


def item(n: int) -> dict[str, Any]:
    """Return an item whose options stand in another order than its neighbors'."""
    points = [3, -3, 2, -2]
    turned = [*points[n % 4 :], *points[: n % 4]]
    return {
        "slug": f"item-{n}",
        "kind": "data",
        "prompt": f"Which one of {n}?",
        "experienced": False,
        "note": "Tells them apart.",
        "options": [
            {
                "slug": f"o{k}",
                "text": f"Option {k}",
                "evidence": {"maker": p, "thinker": -p},
            }
            for k, p in enumerate(turned)
        ],
    }


def step(slug: str, level: int, **values: Any) -> dict[str, Any]:
    resource = {
        "title": "A book",
        "provider": "A library",
        "kind": "book",
        "cost": "free",
        "language": "en",
        "checked": "2026-11-24",
    }
    return {
        "slug": slug,
        "title": slug.title(),
        "skill": "coding",
        "from_level": level,
        "to_level": level + 1,
        "hours_low": 10,
        "hours_high": 20,
        "hours_reason": "Ten lessons.",
        "requires": [],
        "roles": ["maker", "thinker"],
        "topics": ["loops"],
        "body": "Do it.\n",
        "outcome": "It is done.",
        "resources": [
            {**resource, "url": "https://example.org/1"},
            {**resource, "url": "https://example.org/2"},
        ],
        **values,
    }


def write(folder: Path, files: dict[str, Any]) -> Path:
    """Write `files` as YAML; a text is written as it is."""
    for name, value in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = value if isinstance(value, str) else dump(value)
        file.write_text(text, encoding="utf-8")
    return folder


def dump(value: Any) -> str:
    text: str = yaml.safe_dump(value, sort_keys=False)
    # Dates are written bare in the files, so that YAML reads them as dates.
    return text.replace("'2026-11-24'", "2026-11-24")
