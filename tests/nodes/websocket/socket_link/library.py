"""What the protocol classes of `websockets` make of bytes without our lane in front of them."""

from codecs import getincrementaldecoder

from websockets.frames import Opcode
from websockets.protocol import OPEN, Protocol


class ClosableInsideAMessage(Protocol):
    """The library's protocol takes a close frame inside a fragmented message for a violation."""

    def recv_frame(self, frame):
        if frame.opcode is Opcode.CLOSE:
            self.current_size = None
        super().recv_frame(frame)


def by_the_library(side, data, max_size):
    """What the protocol class makes of `data`, fed byte by byte: events and output."""
    protocol = ClosableInsideAMessage(side, state=OPEN, max_size=max_size)
    events, fragments, text = [], [], None
    for i in range(len(data)):
        protocol.receive_data(data[i : i + 1])
        for event in protocol.events_received():
            if event.opcode is Opcode.CLOSE:
                events.append(("close", int(protocol.close_rcvd.code)))
            elif event.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
                if event.opcode is not Opcode.CONT:
                    text = getincrementaldecoder("utf-8")() if event.opcode is Opcode.TEXT else None
                fragments.append(bytes(event.data))
                try:
                    text is None or text.decode(event.data, event.fin)
                except UnicodeDecodeError:
                    protocol.fail(1007, "a text message that is not UTF-8")
                    break
                if event.fin:
                    events.append((b"".join(fragments), text is not None))
                    fragments.clear()
        if protocol.close_sent is not None:
            if not events or events[-1][0] != "close":
                events.append(("violation", int(protocol.close_sent.code)))
            break
    return events, b"".join(protocol.data_to_send())


def has_padded_length(data):
    """Return True if a length in `data` takes more bytes than it needs, which the library lets pass."""
    while len(data) >= 2:
        start = 2 + {126: 2, 127: 8}.get(data[1] & 127, 0)
        size = int.from_bytes(data[2:start], "big") if start > 2 else data[1] & 127
        if start > 2 and size < (126 if start == 4 else 65536):
            return True
        data = data[start + (4 if data[1] & 128 else 0) + size :]
    return False
