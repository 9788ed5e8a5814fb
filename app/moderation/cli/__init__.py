"""Commands of moderation, one module per activity."""

from __future__ import annotations

from flask.cli import AppGroup

from app.moderation.cli.crisis import count_signs
from app.moderation.cli.notes import notes_off, notes_on, score_notes_now
from app.moderation.cli.reading import reading_off, reading_on
from app.moderation.cli.report import print_report
from app.moderation.cli.screening import evaluate, try_rules
from app.moderation.cli.sources import check_sources_now

moderation_cli = AppGroup("moderation", help="What machines find, tried out and measured.")
moderation_cli.add_command(count_signs)
moderation_cli.add_command(evaluate)
moderation_cli.add_command(try_rules)
moderation_cli.add_command(print_report)
moderation_cli.add_command(notes_off)
moderation_cli.add_command(notes_on)
moderation_cli.add_command(reading_off)
moderation_cli.add_command(reading_on)
moderation_cli.add_command(score_notes_now)
moderation_cli.add_command(check_sources_now)

__all__ = ["moderation_cli"]
