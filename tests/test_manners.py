"""What the server tells strangers, and leaves on the disk: as deployed, in real processes."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deployed import PATIENCE, Deployed

SENT = {
    "a health check": (b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"200"),
    "a webhook without a signature": (
        b"POST /voice HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", b"403"),
    "an address that is none": (b"GET /.env HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"404"),
    "no HTTP": (b"<script>planted</script>\r\n\r\n", b"400"),
    "a header that is none": (b"GET / HTTP/1.1\r\nHost: x\r\nplanted<>: 1\r\n\r\n", b"400"),
    "a line without end": (b"GET /" + b"planted" * 2000 + b" HTTP/1.1\r\n\r\n", b"414"),
    "a body that is too large": (b"POST /voice HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n", b"413"),
    "too many headers": (b"GET / HTTP/1.1\r\n" + b"planted: 1\r\n" * 70 + b"\r\n", b"431"),
    "a strange version": (b"GET / HTTP/9.planted\r\n\r\n", b"400"),
}  # fmt: skip


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    line = Deployed(tmp_path_factory.mktemp("manners"))
    (line.folder / "home").mkdir()
    line.settings["XDG_RUNTIME_DIR"] = ""
    line.settings["IVR_METRICS_ADDRESS"] = ""
    yield line.start()
    line.stop()


@pytest.mark.parametrize(("sent", "status"), SENT.values(), ids=SENT)
def test_no_answer_has_a_banner_or_markup(deployed: Deployed, sent: bytes, status: bytes) -> None:
    with socket.create_connection(("127.0.0.1", deployed.port), timeout=PATIENCE) as connection:
        connection.sendall(sent)
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    headers = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    assert head.split()[1] == status
    assert b"server" not in headers
    assert b"gunicorn" not in answer.lower()
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"content-type"] == b"text/plain; charset=utf-8"
    assert int(headers[b"content-length"]) == len(body)
    assert b"<" not in body
    assert b"planted" not in body


def test_nothing_is_left_in_the_home_folder(deployed: Deployed) -> None:
    assert list((deployed.folder / "home").iterdir()) == []
    assert list(Path(deployed.folder).rglob("*.ctl")) == []


def test_with_an_empty_address_no_metrics_are_served(deployed: Deployed) -> None:
    with pytest.raises(ValueError, match="unpack"):
        deployed.metrics()  # no port but the line's own
