"""What is fuzzed: each target takes any bytes, as a stranger would send them, and checks what is promised.

A target returns whatever the bytes, or raises: then something is wrong with us. What a decoder may raise
is caught next to its call. `run.py` looks for such bytes; `test_corpus.py` tries those in `corpus/`, and
some more, with each run of the tests.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from websockets.protocol import SERVER

from engine import NodePath, core, str2var, to_json, var2bytes, var2str
from engine.audio.error import AudioError
from engine.audio.ogg import read_ogg
from engine.audio.wav import read_wav, written_wav
from engine.base.error import ScriptError
from engine.canvas.error import PictureError
from engine.canvas.picture import read_picture, read_size
from engine.files import aes, compression
from engine.multiplayer.godot3 import packets
from engine.multiplayer.godot3.path_cache import ReceivedPaths
from engine.multiplayer.godot4 import packets as godot4_packets
from engine.multiplayer.godot4 import replication
from engine.multiplayer.godot4.words import in_words
from engine.multiplayer.refusals import PacketError
from engine.text.truetype import Face, FontError
from engine.variant import godot4 as godot4_values
from engine.variant.decoder import decode
from engine.variant.error import VariantError
from engine.variant.json import in_json
from engine.variant.json_parser import JsonError, parse_json_text
from engine.variant.text_file import read
from nodes.cluster.records import parse_record
from nodes.cluster.redis_link import Greeting, RedisLink
from nodes.cluster.ticket import TicketInspector, signed_ticket
from nodes.cluster.topics import pack_message, read_message
from nodes.gui.parts.bbcode import escape_bbcode, parse_bbcode
from nodes.http.answer import End, Head, HttpError
from nodes.http.exchange import MAX_HEAD, Exchange
from nodes.http.unpacker import AT_ONCE, Unpacker
from nodes.websocket.events import CloseRequested, Ended, Event, Opened, Received
from nodes.websocket.life import HANDSHAKE
from nodes.websocket.link import LinkRequest
from nodes.websocket.links import Links
from nodes.websocket.log import shown
from nodes.websocket.proxy_header import BINARY, MAX_BINARY, ProxyHeader, ProxyHeaderError
from nodes.websocket.redirect import Redirects
from nodes.websocket.relay import ClientSide, Joined, Left, ServerRelay
from nodes.websocket.socket_link.fast_lane import Masker
from nodes.websocket.socket_link.stream import Stream, client_protocol, server_protocol
from nodes.websocket.trusted_proxies import TrustedProxies
from nodes.websocket.url import parse_url, without_password
from tests.engine.audio.sounds import checked
from tests.engine.core.plain import by_the_references
from tests.engine.core.story import story
from tests.engine.core.waiting import what_comes_of
from tests.nodes.cluster.resp import StrictCodec
from tests.nodes.websocket.socket_link.library import by_the_library, has_padded_length

MAX_MESSAGE = 1000
"""Bytes of a message that a fuzzed connection takes: few, so that too long ones are found."""

ANNOUNCES_MANY = re.compile(rb"[*>~%|]\d{7}")
"""What says in RESP3 that there are a million elements, among others."""
MOST_WAITING = 32
"""Packets that wait to be drained, of which each may drain: not so many that it gets too deep."""
SENDERS = (7, 7, 8, 9)
"""Whom packets are from; the last is a stranger."""

REQUEST = (
    b"GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


def said(error: Exception) -> None:
    """Check that a refusal has words."""
    assert str(error)


def alike(what: Callable[[], object]) -> None:
    """Check that the core, where it is in use, comes to the same as its references."""
    found = what()
    if core.references:
        with by_the_references():
            assert what() == found


def printable(error: Exception) -> None:
    """Check that a refusal has words that a log can have."""
    assert str(error).isprintable()


# -- Values ------------------------------------------------------------------------------------


def variant(data: bytes) -> None:
    """Bytes are a value or a VariantError; what was read is written, and read again, the same."""
    try:
        value, end = decode(data)
    except VariantError:
        return
    assert 0 < end <= len(data)
    try:
        written = var2bytes(value)
    except VariantError:  # an object's number, which is not sent
        return
    assert var2bytes(decode(written)[0]) == written
    try:
        in_text = var2str(str2var(var2str(value)))  # a RID, and odd names in a path, have no text
    except VariantError:  # neither has an object's number
        return
    assert var2str(str2var(in_text)) == in_text
    in_json = to_json(value)
    if "inf" not in in_json and "nan" not in in_json:  # which Godot writes bare
        json.loads(in_json)


def variant4(data: bytes) -> None:
    """Bytes are a value of Godot 4 or a VariantError; what was read is written, and read again, the same."""
    try:
        value, end = godot4_values.decode(data)
    except VariantError:
        return
    assert 0 < end <= len(data)
    try:
        written = godot4_values.encoded(value)
    except VariantError:  # an object's number, which is not sent
        return
    again = godot4_values.encoded(godot4_values.decode(written)[0])  # keys may be the same by now, in 32 bits
    assert godot4_values.encoded(godot4_values.decode(again)[0]) == again


def text(data: bytes) -> None:
    """A text is read as a value, or comes back as it is; what was read is written and read the same."""
    string = data.decode("utf-8", "replace")
    value = str2var(string)
    try:
        written = var2str(value)
    except VariantError:  # half a surrogate pair, which can be escaped but not written
        return
    assert var2str(str2var(written)) == written


def json_text(data: bytes) -> None:
    """A text is JSON, or a JsonError; what was read is written and read."""
    try:
        value, line = parse_json_text(data.decode("utf-8", "replace"))
    except JsonError:
        return
    assert 0 <= line <= len(data)
    written = in_json(value, "", False)
    if "inf" not in written:
        parse_json_text(written)
        assert parse_json_text(in_json(value, " ", True))


def settings(data: bytes) -> None:
    """A file of settings is tags and assignments, and perhaps a VariantError after them."""
    try:
        for part in read(data.decode("utf-8", "replace"), simple_tags=True):
            assert part.line >= 1
    except VariantError as error:
        said(error)


def packed_file(data: bytes) -> None:
    """A compressed or an encrypted file is unpacked, or refused in words; what was unpacked is packed."""
    try:
        found = compression.unpacked(data)
        assert compression.unpacked(compression.packed(found, compression.FASTLZ)) == found
    except compression.CompressedFileError as error:
        said(error)
    try:
        aes.unsealed(data, bytes(aes.KEY_SIZE))
    except aes.EncryptedFileError as error:
        said(error)


def node_path(data: bytes) -> None:
    """A path of nodes is the same path once it was written."""
    try:
        path = NodePath(data.decode("utf-8", "replace"))
    except ScriptError as error:
        said(error)
        return
    assert NodePath(str(path)) == path
    names = [path.get_name(i) for i in range(path.get_name_count())]
    assert all(names)


# -- Packets of the multiplayer API ------------------------------------------------------------


def rpc(data: bytes) -> None:
    """A packet says something, has a command that is unknown, or is refused in words."""
    try:
        packet = packets.decode(data)
    except PacketError as error:
        said(error)
        return
    if packet is None:
        assert data[0] > packets.RAW
        return
    try:
        written = packets.encode(packet)
    except PacketError:  # U+FFFD or a NUL in a name, or an object's number
        return
    assert packets.encode(packets.decode(written)) == written  # type: ignore[arg-type]


def rpc4(data: bytes) -> None:
    """A packet of Godot 4 says something, or is refused in words; the trace has words for either."""
    assert in_words(data, {1: "A"}.get, lambda path, number: None)
    try:
        packet = godot4_packets.decode(data)
    except PacketError as error:
        said(error)
        return
    try:
        written = godot4_packets.encode(packet)
    except PacketError:  # an object's number
        return
    again = godot4_packets.encode(godot4_packets.decode(written))  # see variant4
    assert godot4_packets.encode(godot4_packets.decode(again)) == again
    if isinstance(packet, godot4_packets.Replication):
        try:
            what = replication.decode(data)
        except PacketError as error:
            said(error)
            return
        assert replication.decode(replication.encode(what)) == what


def drained(data: bytes) -> None:
    """Whatever waits at a peer, methods are called or it is refused, and nothing is raised: by the core, too.

    The first byte says which Godot speaks and who looks on; one before each packet whose it is, and its size.
    """
    options, rest, waiting = data[0] if data else 0, data[1:], []
    while rest and len(waiting) < MOST_WAITING:
        size = rest[0] & 63
        waiting.append((SENDERS[rest[0] >> 6], rest[1 : 1 + size]))
        rest = rest[1 + size :]
    alike(
        lambda: what_comes_of(
            3 + (options & 1),
            waiting,
            header=options & 2,
            counted=bool(options & 4),
            held=bool(options & 16),
            traced=bool(options & 8),
        )
    )


def paths(data: bytes) -> None:
    """The numbers of a peer's paths mean what it said last, and its memory has a bound."""
    known: dict[int, str] = {}
    received = ReceivedPaths()
    for part in data.split(b"\xff"):
        number, path = part[:1], part[1:].decode("utf-8", "replace")
        if number and received.add(number[0], path):
            known[number[0]] = path
        received.remember(part, number[0] if number else 0, path)
    assert {number: received.path(number) for number in known} == known
    for names, _ in received.addresses.values():
        assert ".." not in names


def relay(data: bytes) -> None:
    """A message goes to those alone whom it names, never back; a client knows who is there."""
    server = ServerRelay()
    for client in (2, 3, 4):
        server.join(client)
    outcome = server.receive(2, data)
    assert set(outcome.receivers) <= {3, 4}
    assert not outcome.refusal or not (outcome.kept or outcome.receivers)
    side, there = ClientSide(), set()
    for at in range(0, len(data), 13):
        event = side.receive(data[at : at + 13])
        if isinstance(event, Joined):
            assert event.id not in there
            there.add(event.id)
        elif isinstance(event, Left):
            there.remove(event.id)
    assert side.peers == there


# -- WebSocket ---------------------------------------------------------------------------------


def _events(stream: Stream, pieces: Iterator[bytes]) -> list[Event]:
    found: list[Event] = []
    for piece in pieces:
        stream.feed(piece)
        found += iter(stream.next_event, None)
        while stream.has_more and not stream.life.is_over:
            stream.go_on()
            found += iter(stream.next_event, None)
    return found


def _cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def _open_server() -> Stream:
    stream = Stream(server_protocol([]), MAX_MESSAGE)
    assert isinstance(_events(stream, iter([REQUEST]))[0], Opened)
    stream.take_output()
    return stream


def request(data: bytes) -> None:
    """A request is accepted or refused with an answer in HTTP, of which no line is a stranger's.

    Whatever proxies say of it, it has an address.
    """
    compression = len(data) % 2 == 1
    stream = Stream(server_protocol(["chat"], compression), MAX_MESSAGE)
    events = _events(stream, _cut(data, 1 + len(data) // 3))
    assert [type(event) for event in events[:1]] in ([], [Opened], [Ended])
    for event in events:
        if isinstance(event, Ended):
            assert event.why == shown(event.why) or len(event.why) > 200 or "\\" in event.why
            assert event.why.isprintable()
        elif isinstance(event, Opened):
            ip_address(TrustedProxies(["10.0.0.0/8"]).client_of("10.0.0.1", event.headers))
    answer = b"".join(stream.take_output())
    if answer:
        assert answer.startswith(b"HTTP/1.1 ")
        head = answer.split(b"\r\n\r\n", 1)[0]
        assert b"\r" not in head.replace(b"\r\n", b"")
        assert b"\n" not in head.replace(b"\r\n", b"")


def proxy_header(data: bytes) -> None:
    """What a proxy says is an address, nothing, or refused in words; not a byte is taken of what follows."""
    header, at = ProxyHeader(), 0
    try:
        while header.wants and at < len(data):
            piece = data[at : at + min(header.wants, 1 + data[-1] % 16)]
            header.feed(piece)
            at += len(piece)
    except ProxyHeaderError as error:
        said(error)
        return
    assert at <= len(BINARY) + 4 + MAX_BINARY
    if header.source is not None:
        assert not header.wants
        ip_address(header.source[0])
        assert 0 <= header.source[1] < 65536


def response(data: bytes) -> None:
    """A server's answer opens the connection, ends it in words that can be printed, or leads elsewhere."""
    stream = Stream(client_protocol(parse_url("ws://a"), ["chat"], True), MAX_MESSAGE, masker=Masker())
    stream.send_request()
    for event in _events(stream, _cut(data, 1 + len(data) // 3)):
        if isinstance(event, Ended):
            assert event.why.isprintable()
            if event.location:
                try:
                    _redirects().follow(event.location)
                except ScriptError as error:
                    said(error)
    assert stream.life.state is not HANDSHAKE or b"\r\n\r\n" not in data


def _redirects() -> Redirects:
    asked = LinkRequest(
        parse_url("ws://a"), [], [], timeout=1.0, compression=False, verify_ssl=True, trusted_pem=""
    )
    return Redirects(asked, until=1.0)


def web_answer(data: bytes) -> None:
    """A web server's answer comes to one end however it is cut; a body is unpacked, or refused in words."""
    whole = _web_answer(iter([data]))
    assert _web_answer(_cut(data, 1 + len(data) // 3)) == whole or len(data) > MAX_HEAD
    for coding in ("gzip", "deflate"):
        unpacker = Unpacker(coding)
        try:
            for part in _cut(data, 1 + len(data) // 3):
                unpacker.feed(part)
                while piece := unpacker.take():
                    assert len(piece) <= AT_ONCE
            unpacker.check_end()
        except HttpError as error:
            printable(error)


def _web_answer(parts: Iterator[bytes]) -> tuple[Head | None, bytes, type]:
    """Return the head, the body and which end there is."""
    exchange, head, body = Exchange(), None, bytearray()
    exchange.ask("GET", "/", [("Host", "a")], b"")
    try:
        for part in (*filter(None, parts), b""):
            exchange.receive(part)
            while (event := exchange.next()) is not None:
                if isinstance(event, End):
                    return head, bytes(body), End
                if isinstance(event, Head):
                    head = event
                else:
                    body += event
    except HttpError as error:
        printable(error)
        return head, bytes(body), HttpError
    raise AssertionError("an answer that has no end")


def frames(data: bytes) -> None:
    """However the bytes are cut, a server reads them as the library alone would, and answers the same."""
    size, wire = 1 + (data[0] if data else 0), data[1:]
    if has_padded_length(wire):
        return
    stream = _open_server()
    expected, answers = by_the_library(SERVER, wire, MAX_MESSAGE)
    events = _in_words(_events(stream, _cut(wire, size)))
    if events != expected:  # that a frame is too long is told with its mask, not before it
        events += _in_words(_events(stream, iter([bytes(4)])))
    assert events == expected
    if not any(what == "violation" for what, _ in events):  # which is explained in other words
        assert b"".join(stream.take_output()) == answers


def served(data: bytes) -> None:
    """However the bytes are cut, a server tells what its link receives, answers it, and ends: the core alike.

    The first byte says how they are cut, and what the script has asked for.
    """
    options, wire = data[0] if data else 0, data[1:]
    pieces = list(_cut(wire, 1 + (options >> 2) * 4))
    alike(lambda: story(Links._serve_ready, pieces, looked_at=bool(options & 1), is_heard=not options & 2))


def _in_words(events: list[Event]) -> list[tuple[object, object]]:
    found: list[tuple[object, object]] = []
    for event in events:
        if isinstance(event, Received):
            found += event
        elif isinstance(event, CloseRequested):
            found.append(("close", event.code or 1005))
        elif isinstance(event, Ended) and not event.clean:
            found.append(("violation", event.code))
    return found


def url(data: bytes) -> None:
    """An address is one, or refused in words; nobody can write a header with it, and no password is shown."""
    address = data.decode("utf-8", "replace")
    try:
        found = parse_url(address)
    except ScriptError as error:
        said(error)
        return
    sent = found.host + found.path + found.query
    assert sent.isascii()
    assert sent.isprintable()
    assert " " not in sent
    assert found.path.startswith("/")
    assert 0 < found.port < 65536
    if found.password:
        assert found.username is not None
        shown = without_password(address)
        assert "@" not in urlsplit(shown if "://" in shown else f"//{shown}").netloc


# -- What a window shows -----------------------------------------------------------------------


def bbcode(data: bytes) -> None:
    """Every text says something: styles are taken off as often as they were put on; escaped, it is shown."""
    string = data.decode("utf-8", "replace")
    depth = 0
    for piece in parse_bbcode(string):
        depth += {"text": 0, "image": 0, "pop": -1}.get(piece.kind, 1)
        assert depth >= 0
    assert depth == 0
    assert "".join(piece.value for piece in parse_bbcode(escape_bbcode(string))) == string


def picture(data: bytes) -> None:
    """A file is a picture of the size that it says, or a PictureError."""
    try:
        width, height = read_size(data)
        if width * height > 1 << 16:  # much to unpack, and nothing new in it
            return
        assert len(read_picture(data)[2]) == 4 * width * height
    except PictureError as error:
        said(error)


def font(data: bytes) -> None:
    """A file is a face, with a glyph and a width for each character, or a FontError."""
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(data)
    try:
        face = Face(file.name)
        for character in "\0 aé\uffff\U0001f600":
            assert face.advance(face.glyph(ord(character))) >= 0
    except FontError as error:
        said(error)
    finally:
        os.unlink(file.name)


def wav(data: bytes) -> None:
    """A file has samples, which are the same when they were written again, or there is an AudioError."""
    try:
        found = read_wav(data)
    except AudioError as error:
        said(error)
        return
    assert len(found.data) <= len(data)
    again = read_wav(written_wav(found.data, found.bits, 1 + found.stereo, found.mix_rate))
    assert (again.data, again.bits, again.stereo) == (found.data, found.bits, found.stereo)


def ogg(data: bytes) -> None:
    """A file has a length, or there is an AudioError."""
    try:
        assert read_ogg(data).length >= 0
    except AudioError as error:
        said(error)


def vorbis(data: bytes) -> None:
    """A file whose checksums are right has samples, no more than are asked for, or there is an AudioError."""
    data = checked(data)
    try:
        found = Vorbis(data, read_ogg(data).frames)
    except AudioError as error:
        said(error)
        return
    for start in (0, 5000):
        found.seek(start)
        assert len(found.read(4096)) <= 4096 * 2 * found.channels


try:
    from engine.audio.vorbis import Vorbis
except ImportError:  # without the extra `ogg`
    vorbis = ogg

try:
    from nodes.cluster.redis_codec import HiredisCodec as RedisCodec
except ImportError:  # without the extra `cluster`
    RedisCodec = StrictCodec


def redis(data: bytes) -> None:
    """What answers in the place of Redis, in two pieces: each command is answered once.

    Hiredis takes memory for as many elements as are announced: see SECURITY.md.
    """
    if ANNOUNCES_MANY.search(data):
        return

    class User:
        ups = 0

        def link_is_up(self) -> None:
            self.ups += 1

        def message_came(self, channel: bytes, message: bytes) -> None:
            assert isinstance(channel, bytes)
            assert isinstance(message, bytes)

    user, answers = User(), []
    link = RedisLink(RedisCodec(), user, Greeting(), [b"a"], 0.0)
    for piece in (data[: len(data) // 2], data[len(data) // 2 :]):
        link.command(("GET", "x"), answers.append)
        asked = link.is_up
        if piece:
            link.receive(piece, 0.1)
    link.end("the end")
    assert user.ups <= 1
    assert len(answers) <= 2
    assert not asked or answers
    assert link.waiting == 0


def topic(data: bytes) -> None:
    """A message of a topic, which is written as it was read."""
    try:
        message = read_message(data)
    except VariantError:
        return
    again = read_message(pack_message(message.origin, message.sequence, message.value))
    assert again[:2] == message[:2]


def ticket(data: bytes) -> None:
    """A ticket in a URL: no bytes but those that we sign let in."""
    now = 1_800_000_000.0
    inspector = TicketInspector(b"a secret", "arena1", lambda: now)
    text_of_it = data.decode("latin-1")
    assert not inspector.admits(f"/?token={text_of_it}", {})
    assert not inspector.admits("/", {"authorization": f"Bearer {text_of_it}"})
    assert inspector.admits(f"/?token={signed_ticket(b'a secret', 'arena1', text_of_it[:50], now)}", {})


def record(data: bytes) -> None:
    """The record of a room in the store: name, owner and data."""
    name, _, rest = data.partition(b"\n")
    owner, _, said = rest.partition(b"\n")
    found = parse_record(name, owner, said)
    if found is not None:
        assert found.name.isprintable()
        assert found.url.isprintable()
        assert found.players >= 0 <= found.capacity


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (
        variant,
        variant4,
        text,
        json_text,
        settings,
        packed_file,
        node_path,
        rpc,
        rpc4,
        drained,
        paths,
        relay,
        request,
        proxy_header,
        response,
        web_answer,
        frames,
        served,
        url,
        bbcode,
        picture,
        font,
        wav,
        ogg,
        vorbis,
        redis,
        topic,
        ticket,
        record,
    )
}
