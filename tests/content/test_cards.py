from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from content import cards
from tests.factories import make_role, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path


def test_a_page_names_its_card_and_the_card_is_a_picture(client):
    role = make_role(name="Zebra Engineer")
    page = client.get(role.get_absolute_url()).content.decode()
    address = f"/cards/role/{role.slug}.png"
    assert f'property="og:image" content="http://testserver{address}"' in page
    response = client.get(address)
    assert response["Content-Type"] == "image/png"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies
    assert Image.open(BytesIO(response.content)).size == (1200, 630)


def test_a_card_is_drawn_once_and_anew_when_its_words_change(tmp_path):
    words = {"title": "One", "text": "Two", "site_name": "Guide"}
    first = cards.card(**words)
    (file,) = (tmp_path / "cards").iterdir()
    file.write_bytes(b"kept")
    assert cards.card(**words) == b"kept"
    other = cards.card(**words | {"title": "Other"})
    assert other not in (b"kept", first)


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path):
    Path(tmp_path / "cards").write_text("in the way")
    assert cards.card(title="One", text="Two", site_name="Guide").startswith(b"\x89PNG")


def test_a_role_has_its_own_hue():
    words = {"title": "One", "text": "Two", "site_name": "Guide"}
    assert cards.card(**words, role="nlp-engineer") != cards.card(**words)


@pytest.mark.parametrize(
    "address", ["/cards/role/nobody.png", "/cards/item/x.png", "/cards/source/x.png"]
)
def test_a_page_that_is_not_there_has_no_card(client, address):
    assert client.get(address).status_code == 404


def test_a_draft_has_no_card(client):
    topic = make_topic(status="draft")
    assert client.get(f"/cards/topic/{topic.slug}.png").status_code == 404


def test_long_words_are_cut_and_not_written_over_each_other():
    long = "Extraordinarily long title " * 20
    png = cards.card(title=long, text=long, site_name="Guide")
    assert Image.open(BytesIO(png)).size == (1200, 630)
