"""Does each Python example of a topic run? Tried apart from this process.

The files are the project's own, as its code is: isolation keeps an example from
meeting this environment by chance, it is no defense against a hostile one.
"""

import ast
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from tempfile import TemporaryDirectory

from content.references import Entry

TIME_LIMIT_SECONDS = 10.0
AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one example: it ran, it was only compiled, or it has a fault."""

    entry: Entry
    was_run: bool
    fault: str = ""


def try_examples(
    entries: Iterable[Entry], time_limit: float = TIME_LIMIT_SECONDS
) -> list[Outcome]:
    """Run every Python example, each in a folder of its own."""
    found = [
        entry
        for entry in entries
        if entry.kind == "topic" and entry.doc.example_language == "python"
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda entry: outcome(entry, time_limit), found))


def outcome(entry: Entry, time_limit: float) -> Outcome:
    """Run one example; only compile it when it needs what is not installed."""
    code = entry.doc.example
    try:
        needed = imports(compile(code, "example", "exec", ast.PyCF_ONLY_AST))
    except (SyntaxError, ValueError) as error:
        return Outcome(entry, was_run=False, fault=f"does not compile: {error}")
    if any(find_spec(name) is None for name in needed):
        return Outcome(entry, was_run=False)
    return Outcome(entry, was_run=True, fault=fault_of_run(code, time_limit))


def imports(tree: ast.AST) -> set[str]:
    """Return the packages that a program imports, by their first name."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}


def fault_of_run(code: str, time_limit: float) -> str:
    """Run code in an isolated interpreter; return what went wrong, or nothing."""
    with TemporaryDirectory() as folder:
        try:
            done = subprocess.run(  # noqa: S603 (the project's own examples)
                [sys.executable, "-I", "-c", code],
                cwd=folder,
                capture_output=True,
                text=True,
                timeout=time_limit,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"still ran after {time_limit:g} seconds"
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
        return f"fails: {lines[-1]}"
    return "" if done.stdout else "prints nothing"
