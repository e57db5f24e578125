"""Roles in the words of schema.org."""

from typing import Any

from roles.models import Role

ESCO_CONCEPTS = "http://data.europa.eu/esco/occupation/"  # names, not links
ONET_SUMMARIES = "https://www.onetonline.org/link/summary/"


def occupation(role: Role) -> dict[str, Any]:
    """Describe a role with its codes in the official lists of occupations."""
    data: dict[str, Any] = {
        "@type": "Occupation",
        "name": role.name,
        "description": role.summary,
        "inLanguage": role.language,
        "skills": [requirement.skill.name for requirement in role.requirements.all()],
        "responsibilities": [
            emphasis.responsibility.name for emphasis in role.emphases.all()
        ],
        "occupationalCategory": categories(role),
    }
    if role.esco_concept_id:
        data["sameAs"] = f"{ESCO_CONCEPTS}{role.esco_concept_id}"
    return data


def categories(role: Role) -> list[dict[str, Any]]:
    codes = []
    if role.onet_code:
        codes.append(
            category("O*NET-SOC", role.onet_code, f"{ONET_SUMMARIES}{role.onet_code}")
        )
    if role.esco_code:
        codes.append(
            category("ESCO", role.esco_code, f"{ESCO_CONCEPTS}{role.esco_concept_id}")
        )
    return codes


def category(code_set: str, code: str, url: str) -> dict[str, Any]:
    return {
        "@type": "CategoryCode",
        "codeValue": code,
        "url": url,
        "inCodeSet": {"@type": "CategoryCodeSet", "name": code_set},
    }
