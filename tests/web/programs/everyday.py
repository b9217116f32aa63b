"""What scripts do all day: timers, waiting, groups, pause, deferred calls."""

from engine import Node, run
from nodes import Timer


class Member(Node):
    frames = 0

    def _process(self, delta):
        self.frames += 1


class Main(Node):
    async def _ready(self):
        tree = self.get_tree()
        self.pause_mode = self.PAUSE_MODE_PROCESS
        member = Member(pause_mode=self.PAUSE_MODE_STOP)
        member.add_to_group("members")
        self.add_child(member)
        timer = Timer(wait_time=0.05, one_shot=True)
        self.add_child(timer)
        timer.start()
        await timer.timeout
        print("the timer is over,", member.frames > 0)
        tree.paused = True
        before = member.frames
        await tree.create_timer(0.1).timeout
        print("paused", member.frames == before)
        tree.paused = False
        tree.call_group("members", "print_tree")
        await tree.create_timer(0.1).timeout
        print("goes on", member.frames > before)
        tree.call_deferred("quit", 0)

    def _exit_tree(self):
        print("leaves")


if __name__ == "__main__":
    raise SystemExit(run(Main))
