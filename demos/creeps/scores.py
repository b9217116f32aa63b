"""The best score of all who play: a server says it to who asks, and anybody may tell it of a better one."""

from engine import OK, ConfigFile, Node
from nodes import WebSocketServer

PORT, KEPT = 8940, "user://creeps_of_all.cfg"


class Scores(Node):
    port = PORT

    def _ready(self):
        self.kept = ConfigFile()
        self.kept.load(KEPT)  # there is none the first time
        server = WebSocketServer(http_handler=self.answer)
        self.add_child(server)
        if server.listen(self.port) != OK:
            self.get_tree().quit(1)
        else:
            print(f"The best score of all is at http://localhost:{server.get_listening_port()}/best")

    def answer(self, path, headers):
        path, _, told = path.partition("?score=")
        if path != "/best":
            return None
        best = self.kept.get_value("score", "best", 0)
        if told.isdecimal() and best < int(told[:5]) < 10_000:  # it comes from a stranger
            best = int(told[:5])
            self.kept.set_value("score", "best", best)
            self.kept.save(KEPT)
        return 200, {"Access-Control-Allow-Origin": "*"}, str(best)  # pages of other servers may read it
