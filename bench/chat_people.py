"""Members of a real room for bench/chat.py: one process makes them, one lets them in for a run.

python -m bench.chat_people make COUNT            the room's public id, then a session's word a line
python -m bench.chat_people come ORIGIN < MADE    a line for bench/chat_load.c for each of them
"""

from __future__ import annotations

import json
import secrets
import sys

from app import create_app
from app.accounts.services.sessions import start_session, viewer_behind
from app.core.sockets import new_ticket
from app.core.transactions import unit_of_work
from tests.factories import accounts, chat, community

WORDS = "~~@@@@@@@@ Some days are better than others, and that is all right. " + "x" * 80
# Beyond any number of a message: whoever joins has missed nothing.
UP_TO_DATE = 2**31 - 1


def make(count: int) -> None:
    """So many members in one open room of one group."""
    with create_app().app_context(), unit_of_work():
        people = tuple(accounts.member() for _number in range(count))
        room = chat.room(group=community.group(members=people), inside=people)
        print(room.public_id)
        for person in people:
            print(start_session(member_id=person.id, device="Measurement"))


def come(origin: str) -> None:
    """Each with a fresh ticket, and messages that nobody has sent yet."""
    room, *words = sys.stdin.read().split()
    run = secrets.token_hex(4)
    join = json.dumps(["join", {"room": room, "after": UP_TO_DATE}])
    said = json.dumps(["send", {"room": room, "client_id": f"{run}-@@@@@@@@", "body": WORDS}])
    app = create_app()
    for word in words:
        with app.test_request_context():
            known = viewer_behind(word)
            assert known is not None
            ticket = json.dumps({"ticket": new_ticket(known[0])})
        headers = f"Origin: {origin};Cookie: session={word};"
        print(headers, f"40/chat,{ticket}", f"42/chat,0{join}", f"42/chat,1{said}", sep="\t")


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(int(sys.argv[2]))
    else:
        come(sys.argv[2])
