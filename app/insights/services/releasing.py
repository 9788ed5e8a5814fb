"""Making a release: count, add noise, keep what may be shown, write it once.

Counting and noise happen before the writing transaction, which is short. A process that dies
before its end leaves nothing; noise that was drawn and never stored was seen by nobody. After
it, the release stands and the same name gives the same bytes for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import partial

from app.core.clock import now
from app.core.database import db
from app.core.errors import Conflict
from app.insights.models import PrivacySpending, Release, ReleasedTable
from app.insights.queries import answers, releases
from app.insights.services import artefacts, counting, ledger, noise, protecting
from app.insights.services.chance import chance_in_pieces
from app.insights.services.show_rules import Protection
from app.insights.services.table_catalogue import table_catalogue


@dataclass(frozen=True, slots=True)
class Draft:
    """Protected texts that are not stored yet: (table, condition id, condition slug, text)."""

    name: str
    cut_off: date
    protection: Protection
    texts: tuple[tuple[str, int, str, str], ...]


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def latest_day() -> date:
    """The latest cut-off that a release of today may have."""
    return now().date() - ledger.WAIT


def half_year() -> str:
    """The usual name of a release of today: "2026-H2"."""
    today = now().date()
    return f"{today.year}-H{1 if today.month <= 6 else 2}"


def existing(name: str, cut_off: date | None) -> Release | None:
    """The release of that name; without a cut-off, whatever its cut-off was.

    Raises:
        Conflict: it was made with another cut-off.
    """
    release = releases.release_named(name)
    if release is not None and cut_off not in (None, release.cut_off):
        raise Conflict(f"{name} was released with the cut-off {release.cut_off}")
    return release


def _refuse_overspending(cut_off: date, epsilon: Fraction) -> None:
    ledger.refuse_overspending(
        releases.ledger(),
        cut_off=cut_off,
        tables=len(table_catalogue().tables),
        epsilon=epsilon,
        today=now().date(),
    )


def draft(
    *,
    name: str,
    cut_off: date,
    protection: Protection,
    draw: Callable[[Fraction], int] | None = None,
) -> Draft:
    """Count everybody who may be counted and protect the counts; nothing is stored.

    ``draw`` is replaced only by tests that show what happens without noise.

    Raises:
        BudgetSpent: the ledger has no room for this release.
    """
    draw = draw or partial(noise.draw_noise, below=chance_in_pieces())
    _refuse_overspending(cut_off, protection.epsilon)
    tables = table_catalogue().tables
    conditions, treatments = answers.public_conditions(), answers.public_treatments()
    oldest = ledger.oldest_countable(releases.cut_offs())
    listed = {treatment.id for treatment in treatments}
    countable = answers.countable_answers(
        until=_end_of(cut_off),
        after=_end_of(oldest) if oldest else None,
        condition_ids={condition.id for condition in conditions},
    )
    cells = counting.count((one for one in countable if one.treatment_id in listed), tables)
    texts = []
    for condition in conditions:
        for table in tables:
            rows = protecting.protect(
                cells[table.id],
                table,
                condition_id=condition.id,
                treatment_ids=sorted(listed),
                protection=protection,
                draw=draw,
            )
            if rows:
                text = artefacts.write(table, condition, treatments, rows)
                texts.append((table.id, condition.id, condition.slug, text))
    return Draft(name, cut_off, protection, tuple(texts))


def _fingerprint(draft: Draft) -> str:
    texts = sorted((table, slug, text) for table, _, slug, text in draft.texts)
    lines = [f"{table} {slug} {artefacts.fingerprint(text)}" for table, slug, text in texts]
    return artefacts.fingerprint("\n".join([draft.name, f"{draft.cut_off}", *lines]))


def record(draft: Draft) -> Release:
    """Store a draft as the release, with its lines in the ledger. Needs an open unit of work.

    When the name was released meanwhile, that release is given back and the draft is thrown away.

    Raises:
        BudgetSpent, Conflict: as for ``draft`` and ``existing``, asked again under the write lock.
    """
    already = existing(draft.name, draft.cut_off)
    if already is not None:
        return already
    _refuse_overspending(draft.cut_off, draft.protection.epsilon)
    release = Release(
        name=draft.name,
        cut_off=draft.cut_off,
        epsilon=f"{draft.protection.epsilon}",
        least_cell=draft.protection.least_cell,
        least_cohort=draft.protection.least_cohort,
        catalogue_version=table_catalogue().version,
        sha256=_fingerprint(draft),
    )
    db.session.add(release)
    db.session.flush()
    _record_parts(release, draft)
    return release


def _record_parts(release: Release, draft: Draft) -> None:
    for table in table_catalogue().tables:
        line = PrivacySpending(
            release_id=release.id,
            table_id=table.id,
            epsilon=release.epsilon,
            cut_off=release.cut_off,
        )
        db.session.add(line)
    for table_id, condition_id, slug, text in draft.texts:
        released = ReleasedTable(
            release_id=release.id,
            table_id=table_id,
            condition_id=condition_id,
            condition_slug=slug,
            artefact=text,
            sha256=artefacts.fingerprint(text),
        )
        db.session.add(released)
    db.session.flush()
