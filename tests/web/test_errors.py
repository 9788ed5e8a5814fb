"""What goes wrong is said kindly, with the right status, and without a look inside."""

from __future__ import annotations

from sqlalchemy.exc import OperationalError

from app.core.errors import Conflict, Forbidden


def breaks_with(app, monkeypatch, error):
    """Make the about page fail."""

    def broken():
        raise error

    broken.access_level = app.view_functions["web.about"].access_level
    monkeypatch.setitem(app.view_functions, "web.about", broken)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.config, "TESTING", False)


def test_a_page_that_is_not_there_says_so(client):
    page = client.page("/nowhere", status=404)
    assert "cannot find" in page.h1.text


def test_a_refusal_keeps_its_status(app, client, monkeypatch):
    for refusal, status in ((Forbidden(), 403), (Conflict(), 409)):
        breaks_with(app, monkeypatch, refusal)
        assert client.get("/about").status_code == status


def test_a_failure_shows_nothing_of_the_inside(app, client, monkeypatch):
    breaks_with(app, monkeypatch, ZeroDivisionError("secret detail"))
    page = client.page("/about", status=500)
    assert "our side" in page.text
    assert "secret detail" not in page.text
    assert "Zero" not in page.text


def test_a_database_that_is_away_is_a_pause_and_not_a_fault(app, client, monkeypatch):
    breaks_with(app, monkeypatch, OperationalError("SELECT 1", {}, Exception("gone")))
    answer = client.get("/about")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "SELECT" not in answer.text


def test_the_wrong_verb_is_answered_as_such(client):
    assert client.delete("/about").status_code == 405


def test_the_api_answers_in_its_own_language(client):
    answer = client.get("/api/v1/groups/nowhere")
    assert answer.status_code == 404
    assert answer.json["code"] == 404


def test_errors_are_never_cached(client):
    assert client.get("/nowhere").headers["Cache-Control"] == "no-store"
