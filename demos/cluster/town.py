"""The whole: what would be eight processes, and what happens to them, told as it goes."""

from math import ceil
from secrets import token_hex

from engine import OK, Node
from nodes import WebSocketGateway

from .bot import Bot
from .lobby import Lobby
from .room import Room

PATIENCE = 20.0
"""Seconds in which everybody should have found a room."""


class Town(Node):
    bots = 20
    store = ""
    port = 0
    stays = False

    async def _ready(self):
        self.secret = token_hex(16)  # of a real game it is in a file, or in the environment
        self.players = []
        self.shown = ""
        self.lobby = self.add(Lobby(name="Lobby"), port=self.port)
        if self.lobby.error != OK:
            self.get_tree().quit(1)
            return
        self.open_rooms()
        self.say(f"The lobby is at {self.lobby.get_url()}; arena1 is behind two gateways, arena2 is not.")
        while not all(gateway.is_room_reached() for gateway in self.gateways):
            await self.pause(0.1)
        for number in range(self.bots):
            bot = Bot(name=f"bot{number + 1}")
            bot.lobby_url = self.lobby.get_url()
            self.players.append(bot)
            self.add_child(bot)
            await self.pause(0.02)
        came = await self.all_in()
        await self.wave()
        self.say("The process of arena1 ends. Its players come to the lobby again.")
        await self.close(self.arena1)
        await self.pause(1.5)
        self.say("It is started again.")
        self.open_arena1(self.gateways_port)
        came &= await self.all_in()
        heard = len(self.arena1.news) + len(self.arena2.news)
        self.say(
            f"{self.count_in()} of {self.bots} players are in a room;"
            f" the rooms told each other {heard} times."
        )
        if not self.stays:
            self.get_tree().quit(0 if came else 1)

    # -- What there is -------------------------------------------------------------------------

    def add(self, node, **settings):
        node.secret, node.store = self.secret, self.store
        for name, value in settings.items():
            setattr(node, name, value)
        self.add_child(node)
        return node

    def open_rooms(self):
        self.places = max(1, ceil(self.bots * 0.6))
        self.arena2 = self.add(Room(name="arena2"), places=self.places)
        self.gateways = [WebSocketGateway(name="Gateway1"), WebSocketGateway(name="Gateway2")]
        port = 0
        for gateway in self.gateways:  # both at one port: the system shares out who comes
            self.add_child(gateway)
            gateway.listen(port, shared=True)
            port = gateway.get_listening_port()
        self.open_arena1(0)
        self.gateways_port = self.arena1.server.get_gateways_port()
        for gateway in self.gateways:
            gateway.connect_to_room(f"ws://localhost:{self.gateways_port}", self.secret)

    def open_arena1(self, gateways_port):
        url = f"ws://localhost:{self.gateways[0].get_listening_port()}"
        self.arena1 = self.add(Room(name="arena1"), places=self.places, gateways_port=gateways_port, url=url)

    async def close(self, room):
        room.queue_free()
        await self.pause(0.0)

    # -- What happens --------------------------------------------------------------------------

    def pause(self, seconds):
        return self.get_tree().create_timer(seconds).timeout

    def count_in(self):
        return sum(bool(bot.room) for bot in self.players)

    async def all_in(self):
        """Wait until everybody is in a room; return whether they are."""
        for _ in range(int(PATIENCE / 0.1)):
            self.show()
            if self.count_in() == self.bots:
                return True
            await self.pause(0.1)
        return False

    async def wave(self):
        """Let everybody wave to everybody in the same room."""
        for bot in self.players:
            bot.arena.rpc("wave", bot.name)
        await self.pause(0.5)
        seen = sum(bot.arena.waves for bot in self.players)
        self.say(f"They wave: {seen} times one has seen another, through gateways or not.")

    def show(self):
        """Say who is where, if that is new."""
        lines = [f"   {room}: {', '.join(self.in_room(room)) or 'nobody'}" for room in ("arena1", "arena2")]
        by_gateway = " and ".join(str(len(gateway.get_peers())) for gateway in self.gateways)
        waiting = self.bots - self.count_in()
        lines[0] += f" (by gateways {by_gateway})"
        text = "\n".join([*lines, f"   {waiting} on their way"])
        if text != self.shown:
            self.shown = text
            self.say(f"Who is where:\n{text}")

    def in_room(self, room):
        return [bot.name for bot in self.players if bot.room == room]

    def say(self, text):
        print(text, flush=True)
