"""Looks for accessibility faults in a page that a browser has open.

Under the site's policy no script tag may be added, so axe-core goes in by
`page.evaluate`, which the policy does not govern.
"""

from functools import cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SETTLE = """
() => document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
  .forEach((one) => one.finish())
"""
RUN = """
async ([rules, include]) => {
  const found = await axe.run(include || document, {
    runOnly: {type: "tag", values: rules},
    resultTypes: ["violations"],
  });
  return found.violations.map((rule) => ({
    id: rule.id,
    help: rule.help,
    nodes: rule.nodes.map((node) => node.target.join(" ") + ": " + node.failureSummary),
  }));
}
"""


@cache
def axe_source() -> str:
    folder = Path(axe_playwright_python.__file__).parent
    return (folder / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, include: str = "") -> list[str]:
    """List what breaks WCAG 2.2 AA or good practice, one line for each place.

    Args:
        page: open, with JavaScript on.
        include: selector of the part to look at; the whole document without one.
    """
    # Styles in motion have colors in between, which are nobody's choice.
    page.evaluate(SETTLE)
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(f"() => {{ {axe_source()} }}")
    return [
        f"{rule['id']} ({rule['help']}): {node}"
        for rule in page.evaluate(RUN, [RULES, include])
        for node in rule["nodes"]
    ]
