"""Mistakes, each of which both checkers report at its line, and nowhere else."""

from typing import Any

from engine import Node, Signal, Texture, Vector2, export, onready, puppet, remote, rpc, run
from engine.testing import SteppedTree
from nodes import Button, Label, LineEdit, Node2D, Timer, WebSocketServer


class Bomb(Node):
    lit = Signal()
    exploded = Signal[int]("radius")
    hit = Signal[Node, Vector2]("who", "where")
    named: Signal[str] = Signal()  # wrong

    def nothing(self) -> None: ...
    def one(self, radius: int) -> None: ...
    def text(self, text: str) -> None: ...
    def two(self, who: Node, where: Vector2) -> None: ...

    def _ready(self) -> None:
        self.lit.connect(self.one)  # wrong
        self.exploded.connect(self.nothing)  # wrong
        self.exploded.connect(self.text)  # wrong
        self.exploded.connect(self.two)  # wrong
        self.hit.connect(self.one)  # wrong
        self.hit.connect(lambda: None)  # wrong
        self.lit.emit(1)  # wrong
        self.exploded.emit()  # wrong
        self.exploded.emit("far")  # wrong
        self.hit.emit(Vector2(), self)  # wrong
        self.lit.conect(self.nothing)  # wrong
        self.exploded.connect(3)  # wrong
        self.exploded.connect(self.nothing, flags="once")  # wrong
        self.ready.connect(self.one)  # wrong
        self.child_entered_tree.connect(self.text)  # wrong
        self.get_tree().idle_frame.connect(self.one)  # wrong
        self.get_tree().network_peer_connected.connect(self.text)  # wrong

    async def wait(self) -> str:
        await self.get_tree().create_timer("soon").timeout  # wrong
        await self.exploded.emit(1)  # wrong
        await 3  # wrong
        self.wait()  # wrong
        return await self.exploded  # wrong

    @remote
    def roll(self, sides: int) -> None: ...

    @puppet
    def told(self, sides: int) -> int:
        return sides

    @rpc("any_peer")
    def shout(self, loud: int) -> None: ...

    def call_them(self) -> None:
        self.roll("six")  # wrong
        self.roll()  # wrong
        text: str = self.told(3)  # wrong
        print(text)
        self.shout("six")  # wrong
        self.shout.rpc("six")  # wrong
        self.shout.rpc_id(1)  # wrong
        self.told.rpc(3)  # wrong


class Window(Node2D):
    def _ready(self) -> None:
        button = Button(text="Go", disabled=False)
        button.pressed.connect(self.on_index)  # wrong
        button.toggled.connect(self.on_pressed)  # wrong
        button.pressed = 3  # wrong
        button.text = 3  # wrong
        button.presed.connect(self.on_pressed)  # wrong
        button.set_text(3)  # wrong
        timer = Timer()
        timer.timeout.connect(self.on_index)  # wrong
        timer.wait_time = "long"  # wrong
        timer.one_shot = None  # wrong
        timer.start("now")  # wrong
        line = LineEdit()
        line.text_entered.connect(self.on_index)  # wrong
        line.text = 3  # wrong
        Timer(wait_time="long")  # wrong
        Timer(waittime=2.0)  # wrong
        Node(name=3)  # wrong
        Node(nam="A")  # wrong
        Label(txt="a")  # wrong
        Label(text=3)  # wrong
        WebSocketServer(max_clients="many")  # wrong
        line.text_entered.connect(self.on_pressed)  # wrong
        self.position = 3  # wrong
        self.position.x = 3  # wrong
        self.add_child("Label")  # wrong
        self.add_child(Label)  # wrong
        label: Label = self.get_node("Button", Button)  # wrong
        label.txt = "a"  # wrong
        self.get_node("Button", Button).wait_time = 3  # wrong
        self.get_node(3)  # wrong
        self.get_parent().fre()  # wrong

        Timer(wait_time="soon")  # wrong
        Label(txt="a")  # wrong
        Label("a")  # wrong
        Node(text="a")  # wrong
        Label().set_align("left")  # wrong

    def on_pressed(self) -> None: ...
    def on_index(self, index: int) -> None: ...


class Server(Node):
    def _ready(self) -> None:
        server = WebSocketServer()
        server.listen("9080")  # wrong
        server.listen(9080, True)  # wrong
        server.client_connected.connect(self.on_id)  # wrong
        server.data_received.connect(self.on_text)  # wrong
        server.get_peer("1")  # wrong
        server.bind_ip = 3  # wrong
        self.get_tree().network_peer = 3  # wrong
        server.get_peer(1).put_packet("text")  # wrong
        server.get_peer(1).put_pakcet(b"text")  # wrong

    def on_id(self, id: int) -> None: ...
    def on_text(self, text: str) -> None: ...


def test_it(tree: SteppedTree) -> None:
    bomb = tree.add(Bomb())
    bomb.exploded.emit("far")  # wrong
    tree.step("one")  # wrong
    tree.watch(bomb)  # wrong
    bomb.fuse.start()  # wrong


class Hooks(Node):
    def _process(self) -> None: ...  # wrong
    def _notification(self, what: str) -> None: ...  # wrong
    def _input(self, event: Any, more: Any) -> None: ...  # wrong


class Exporting(Node):
    speed = export(400.0)
    texture = export(None, Texture)
    label = onready("Label", Label)

    def _ready(self) -> None:
        self.label.txet = "a"  # wrong
        self.texture.get_size()  # wrong
        self.speed.get_size()  # wrong
        self.add_child(self.label.text)  # wrong


run(Window(), title=3)  # wrong
run(3)  # wrong
