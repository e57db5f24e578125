"""Paths and steps in the words of schema.org."""

from typing import Any

from learning.models import LearningPath, Step


def learning_resource(step: Step) -> dict[str, Any]:
    """Describe a step as something to learn from, with its effort and what it asks."""
    data: dict[str, Any] = {
        "@type": "LearningResource",
        "name": step.title,
        "description": step.outcome,
        "inLanguage": step.language,
        "isAccessibleForFree": True,
        "learningResourceType": "learning step",
        "timeRequired": f"PT{step.hours_high}H",
        "teaches": f"{step.skill.name}, level {step.to_level}",
        "educationalLevel": f"level {step.from_level} of 4",
        "isPartOf": {
            "@type": "Course",
            "name": step.path.name,
            "description": step.path.summary,
            "url": step.path.get_absolute_url(),
        },
    }
    if required := [other.title for other in step.requires.all()]:
        data["competencyRequired"] = required
    return data


def course(path: LearningPath) -> dict[str, Any]:
    return {
        "@type": "Course",
        "name": path.name,
        "description": path.summary,
        "inLanguage": path.language,
    }
