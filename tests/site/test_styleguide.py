import pytest
from django.test import RequestFactory

from aiengineer_site.styleguide import styleguide


def test_shows_the_components():
    page = styleguide(RequestFactory().get("/styleguide/")).content.decode()
    for component in ("button--primary", "notice--error", "radar__area", "ladder"):
        assert component in page


@pytest.mark.django_db
def test_is_not_served_where_visitors_are(client):
    assert client.get("/styleguide/").status_code == 404
