"""R-7: a worker with open websockets ends soon, and everybody is told to come back."""

from __future__ import annotations

import time

import pytest

from tests.core.sockets.raw import Raw
from tests.core.sockets.server import talking

SOCKETS = 500


@pytest.mark.parametrize(
    ("chosen", "code"),
    [({}, 1012), ({"PRETEND_VERSION": "0"}, 1000)],
    ids=["own driver", "the library's"],
)
def test_a_stop_does_not_wait_for_open_sockets(tmp_path, chosen, code):
    """Red without `_goodbye_when_stopping`: the worker stays for its ten seconds and is killed."""
    with talking(tmp_path, **chosen) as server:
        with Raw(server.url) as client:
            client.join()
            began = time.monotonic()
            server.process.terminate()
            assert client.closing()[0] == code
            assert server.process.wait(15) == 0
        assert time.monotonic() - began < 10
        assert "graceful timeout" not in server.log()


def test_five_hundred_sockets_part_within_ten_seconds(tmp_path):
    """Each hears when to come back, at another moment; twenty that are deaf hold nobody up."""
    with talking(tmp_path) as server:
        clients = [Raw(server.url).join() for _n in range(SOCKETS)]
        deaf = [Raw(server.url).join() for _n in range(20)]
        assert server.state()["open"] == SOCKETS + 20
        began = time.monotonic()
        server.process.terminate()
        heard = [client.closing() for client in clients]
        assert server.process.wait(15) == 0
        assert time.monotonic() - began < 10
        assert {code for code, _reason in heard} == {1012}
        moments = sorted(int(reason.removeprefix("retry=")) for _code, reason in heard)
        assert 0 <= moments[0] < 1000 < 7000 < moments[-1] < 8000
        assert len(set(moments)) > SOCKETS / 2
        for client in (*clients, *deaf):
            client.socket.close()
        assert "Traceback" not in server.log()
        assert "graceful timeout" not in server.log()
