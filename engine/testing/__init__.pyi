from .clock import FakeClock as FakeClock
from .multiplayer import MemoryMultiplayer as MemoryMultiplayer
from .multiplayer import MemoryPeer as MemoryPeer
from .network import MemoryNetwork as MemoryNetwork
from .tree import SteppedTree as SteppedTree
from .watcher import SignalWatcher as SignalWatcher
