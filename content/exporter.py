"""The database's content as byte-stable YAML, and the schema of its files."""

import json
from pathlib import Path
from typing import Any

import yaml

from content.records import KINDS, Data, data_of, parent_of, records
from content.schema import (
    PageDoc,
    PathDoc,
    QuizDoc,
    ResponsibilityDoc,
    RoleDoc,
    SkillDoc,
    SourceDoc,
)
from skills.models import Status

PROSE = {
    *("purpose", "mistakes", "practice", "body", "done_well", "goes_wrong"),
    *("works_with", "what_you_do", "week", "what_you_ship", "getting_in"),
    *("growth", "market", "brief", "good_answer", "suits", "caution", "example"),
}
OPTIONAL: dict[str, Any] = {
    "language": "en",
    "status": Status.PUBLISHED.value,
    "example": "",
    "example_language": "",
}


class Block(str):
    """A text that YAML writes as a block scalar."""


class Dumper(yaml.SafeDumper):
    """Write lists indented under their key, and prose as it is read."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


Dumper.add_representer(
    Block,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", f"{text}\n", style="|"
    ),
)


def styled(data: Any, key: str = "", inside: str = "") -> Any:
    """Leave out what has its default, and mark prose as block scalars."""
    if isinstance(data, dict):
        return {
            name: styled(value, name, key)
            for name, value in data.items()
            if name not in OPTIONAL
            or value != OPTIONAL[name]
            or (inside or key) == "resources"
        }
    if isinstance(data, list):
        return [styled(value, key, key) for value in data]
    if isinstance(data, str) and key in PROSE and data:
        return Block(data)
    return str(data) if isinstance(data, str) else data


def to_yaml(data: Any) -> str:
    return yaml.dump(
        styled(data),
        Dumper=Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=1_000_000,
    )


class ExportError(Exception):
    """Some records have no place in the files."""


def export(folder: Path) -> list[str]:
    """Write the content files below `folder` and return their names.

    A content file of a record that is gone is removed; other files stay.

    Raises:
        ExportError: if a topic belongs to no skill and no path.
    """
    texts = {name: to_yaml(data) for name, data in file_data().items()}
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.is_file() or file.read_bytes() != text.encode():
            file.write_bytes(text.encode())
    for kind in ("skills", "roles", "paths"):
        for file in (folder / kind).glob("*.yaml"):
            if f"{kind}/{file.name}" not in texts:
                file.unlink()
    return sorted(texts)


def file_data() -> dict[str, Any]:
    """Return what each content file holds, by the file's name."""
    data: dict[str, list[Data]] = {}
    children: dict[str, dict[str, list[Data]]] = {}
    for kind in KINDS:
        for record in records(kind).exclude(status=Status.RETIRED):
            own, parent = data_of(kind, record), parent_of(kind, record)
            if parent == "nowhere":
                raise ExportError(
                    f'The topic "{record.slug}" belongs to no skill and no learning '
                    "path. Choose one in the admin, then export again."
                )
            data.setdefault(kind, []).append(own)
            children.setdefault(parent, {}).setdefault(kind, []).append(own)
    files: dict[str, Any] = {
        "sources.yaml": data.get("source", []),
        "responsibilities.yaml": data.get("responsibility", []),
        "quiz.yaml": {"items": data.get("item", [])},
        "pages.yaml": data.get("page", []),
    }
    for kind, folder in (("skill", "skills"), ("role", "roles"), ("path", "paths")):
        for own in data.get(kind, []):
            below = children.get(f"{kind}:{own['slug']}", {})
            for child, field in (("topic", "topics"), ("step", "steps")):
                if field in own:
                    own[field] = below.get(child, [])
            files[f"{folder}/{own['slug']}.yaml"] = own
    return files


def schemas() -> dict[str, str]:
    """Return a JSON Schema for each kind of content file, by its file's name."""
    from pydantic import TypeAdapter

    kinds: dict[str, Any] = {
        "sources": list[SourceDoc],
        "responsibilities": list[ResponsibilityDoc],
        "pages": list[PageDoc],
        "quiz": QuizDoc,
        "skill": SkillDoc,
        "role": RoleDoc,
        "path": PathDoc,
    }
    return {
        f"schema/{name}.json": json.dumps(
            TypeAdapter(kind).json_schema(), indent=2, ensure_ascii=False
        )
        + "\n"
        for name, kind in kinds.items()
    }
