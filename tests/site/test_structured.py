"""The structured data of each kind of page, and that no text breaks out of it."""

import json
import re

import pytest

from roles.models import Emphasis
from tests.factories import (
    make_page,
    make_path,
    make_requirement,
    make_responsibility,
    make_role,
    make_skill,
    make_step,
    make_topic,
)

pytestmark = pytest.mark.django_db
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def data_of(client, path: str) -> dict[str, dict]:
    """Return the blocks of a page by their type."""
    found = BLOCK.findall(client.get(path).content.decode())
    assert len(found) == 1, path
    return {block["@type"]: block for block in json.loads(found[0])}


def test_role_is_an_occupation_with_its_codes(client):
    role = make_role(
        slug="maker",
        esco_code="2511.11",
        esco_concept_id="35553663-deab-4d9a-bf22-15c1625d28e8",
        onet_code="15-2051.00",
    )
    make_requirement(role, make_skill(name="Coding"))
    Emphasis.objects.create(
        role=role,
        responsibility=make_responsibility(name="Duty"),
        weight=3,
        meaning=".",
    )
    data = data_of(client, "/roles/maker/")["Occupation"]
    assert data["name"] == role.name
    assert data["description"] == role.summary
    assert data["url"] == "http://testserver/roles/maker/"
    assert data["skills"] == ["Coding"]
    assert data["responsibilities"] == ["Duty"]
    assert data["sameAs"].endswith(role.esco_concept_id)
    codes = {
        c["inCodeSet"]["name"]: c["codeValue"] for c in data["occupationalCategory"]
    }
    assert codes == {"O*NET-SOC": "15-2051.00", "ESCO": "2511.11"}


def test_topic_is_a_term_of_the_glossary(client):
    topic = make_topic(slug="loops")
    data = data_of(client, "/topics/loops/")["DefinedTerm"]
    assert data["name"] == topic.name
    assert data["description"] == topic.summary
    assert data["inDefinedTermSet"]["@id"] == "http://testserver/about/glossary/"


def test_step_is_something_to_learn_from(client):
    step = make_step(make_path(name="Doing"), make_skill(name="Coding"), slug="first")
    data = data_of(client, "/steps/first/")["LearningResource"]
    assert data["name"] == step.title
    assert data["description"] == step.outcome
    assert data["teaches"] == "Coding, level 1"
    assert data["timeRequired"] == "PT20H"
    assert data["isPartOf"]["name"] == "Doing"


@pytest.fixture
def one_of_each(db):
    skill = make_skill(slug="coding", summary="Writing programs.")
    make_role(slug="maker")
    make_responsibility(slug="duty")
    make_topic(slug="loops", skill=skill)
    make_step(make_path(slug="doing"), skill, slug="first")
    make_page(slug="method")


PAGES = {
    "/roles/": 2,
    "/roles/maker/": 3,
    "/roles/compare/": 3,
    "/responsibilities/": 2,
    "/responsibilities/duty/": 3,
    "/skills/": 2,
    "/skills/coding/": 3,
    "/topics/": 2,
    "/topics/loops/": 4,
    "/paths/": 2,
    "/paths/doing/": 3,
    "/steps/first/": 4,
    "/about/": 2,
    "/about/method/": 3,
    "/about/sources/": 3,
    "/about/glossary/": 3,
    "/search/": 2,
}


@pytest.mark.parametrize(("path", "length"), PAGES.items())
def test_breadcrumbs_lead_from_home_to_the_page(one_of_each, client, path, length):
    trail = data_of(client, path)["BreadcrumbList"]["itemListElement"]
    assert [entry["position"] for entry in trail] == list(range(1, length + 1))
    assert trail[0]["item"] == "http://testserver/"
    assert trail[-1]["item"] == f"http://testserver{path}"
    assert all(entry["name"] for entry in trail)


@pytest.mark.parametrize("path", ["/", *PAGES])
def test_every_page_has_one_title_a_description_and_its_address(
    one_of_each, client, path
):
    page = client.get(path).content.decode()
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert re.search(r'<meta name="description" content="[^"]+"', page)
    assert f'<link rel="canonical" href="http://testserver{path}">' in page


def test_text_cannot_end_the_script_around_it(client):
    make_topic(slug="bad", name="</script><script>alert(1)</script>", summary="<!-- &")
    page = client.get("/topics/bad/").content.decode()
    assert "<script>alert" not in page
    assert data_of(client, "/topics/bad/")["DefinedTerm"]["name"].startswith(
        "</script>"
    )
