"""Which context notes are shown: those that people find helpful who otherwise disagree.

    from app.moderation.services.bridging.scoring import score
    statuses = score(ratings, notes, previous, now)     # previous: what it gave the last time
    statuses[note_id].is_shown(now)

Values in, values out: no statement, no request. `scoring` is the way in, `shapes` what goes in and
out; pages read `shapes` alone, which loads no numerical library.
docs/subsystems/moderation_notes.md says where every number comes from.
"""
