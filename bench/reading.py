"""What hostile posts cost: every reader that runs when a post of 40,000 letters is published, edited or
shown, and the whole way that a published post takes (safety.md V-6)."""

from __future__ import annotations

import os
import time
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import update

from app.community.models import Post
from app.core.clock import now
from app.core.database import db
from app.core.text import MAX_SOURCE_LENGTH, render_markdown
from app.core.transactions import unit_of_work
from app.moderation.models import ReadingSwitch, RuleSwitch
from app.moderation.services import filtering
from app.moderation.services.reading_posts import part_to_read, read_published
from app.moderation.services.screening import (
    rule_version,
    screen,
    standing_register,
    standing_rules,
)
from app.moderation.services.screening.repeating import DecidedClaims
from app.moderation.services.triaging.lexicons import lexicon_version
from app.moderation.services.triaging.reading import read
from tests.factories import accounts, community
from tests.support.engines import build

ROUNDS, MOST = 5, 200
CLAIMS = Path(__file__).parents[1] / "tests" / "moderation" / "data" / "claims.toml"
PIECES = {
    "one letter": "a", "letters apart": "k i l l ", "one word": "i ", "emoji": "💊💀",
    "emoji and letters": "💊💀a", "combining marks": "e\u0301", "no width": "i\u200b",
    "first words": "never want to ", "no hope": "no hope ", "trigger phrases": "i want to die. ",
    "quoted phrases": '"i want to die" ', "German": "ich will nicht mehr leben ",
    "Spanish": "ya no quiero vivir ", "short sentences": "No. ", "digits": "1", "doses": "40 mg ",
    "one sentence": "and then we went to the garden where it was ", "right to left": "أريد ",
    "nested quotes": '"„“«', "quoted lines": "> > x\n", "addresses": "https://a.example/b?ref=1 ",
    "one host": "who.int-", "one sign, many letters": "\ufdfa", "one sign, three letters": "⑴ ",
    "advice": "you should take 40 mg ", "claims": "garlic cures high blood pressure. ",
    "denied claims": "Garlic does not cure high blood pressure. ", "emphasis": "*a_ ", "lists": "- a\n",
}  # fmt: skip


def readers() -> dict[str, Callable[[str], Any]]:
    """Each reader by its name, fed with what the site feeds it."""
    claims = tomllib.loads(CLAIMS.read_text("utf-8"))["claims"]
    many = ((number, f"{one['claim']} {number}") for number, one in enumerate(claims * 10))
    decided = DecidedClaims(many, standing_rules())
    today, rules, register = now().date(), standing_rules(), standing_register()
    return {
        "rules": lambda text: screen(part_to_read(text), rules, register, today=today),
        "distress": lambda text: read(part_to_read(text), "en"),
        "claims": lambda text: decided.repeated_in(part_to_read(text)),
        "filters": filtering._spelled.__wrapped__,
        "page": render_markdown,
    }


def taken(work: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds on the clock and of the processor, medians."""
    clock, processor = [], []
    for _round in range(ROUNDS):
        began, worked = time.perf_counter(), time.process_time()
        work()
        clock.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - worked) * 1000)
    return median(clock), median(processor)


def whole_way(app: Flask) -> Callable[[str], Any]:
    """Reading a post that was published, with rows for what was found, taken back afterwards."""
    with unit_of_work():
        author = accounts.member()
        topic = community.topic(group=community.group(members=(author,)), by=author)
        post = community.post(topic=topic, by=author, body="Words")
        version = rule_version()
        switched: dict[str, Any] = {"is_on": True, "by_id": author.id, "reason": "Bench"}
        db.session.add(RuleSwitch(rule_version=version, **switched))
        db.session.add(ReadingSwitch(lexicon_version=lexicon_version(), **switched))
        key, public_id = post.id, post.public_id

    opened: list[bool] = []

    class TakenBack(Exception):
        """Nothing of a round is kept."""

    def publish(text: str) -> None:
        try:
            with app.test_request_context(), unit_of_work():
                db.session.execute(update(Post).where(Post.id == key).values(body=text))
                opened.append(read_published("post", public_id) is not None)
                raise TakenBack
        except TakenBack:
            return

    # Else the column would tell how fast nothing is.
    publish("You should stop taking your insulin, you do not need it.")
    publish("Good evening.")
    assert opened == [True, False], opened
    return publish


def main() -> None:
    """A row for each input, a column for each reader: clock / processor."""
    load = ", ".join(f"{one:.2f}" for one in os.getloadavg())
    print(
        f"{MAX_SOURCE_LENGTH:,} letters, ms, median of {ROUNDS} (clock / CPU); load average {load}"
    )
    with TemporaryDirectory() as folder:
        app = build(f"sqlite:///{Path(folder) / 'site.db'}")
        with app.app_context():
            columns = {**readers(), "published": whole_way(app)}
            print(f"| input | {' | '.join(columns)} |\n|---|{'---:|' * len(columns)}")
            over = 0
            for name, piece in PIECES.items():
                text = (piece * MAX_SOURCE_LENGTH)[:MAX_SOURCE_LENGTH]
                times = [taken(partial(run, text)) for run in columns.values()]
                over += sum(cpu > MOST for _clock, cpu in times)
                row = " | ".join(f"{clock:.0f} / {cpu:.0f}" for clock, cpu in times)
                print(f"| {name} | {row} |", flush=True)
            print(
                f"{over} of {len(PIECES) * len(columns)} take more than {MOST} ms of the processor"
            )
            db.engine.dispose()


if __name__ == "__main__":
    main()
