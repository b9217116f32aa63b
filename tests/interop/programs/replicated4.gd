# A game of Godot 4 at /root/Main with a spawner, a node that both ends have, and players with an input of
# their own: a server if PORT is given, else a client of URL. test_replication_godot4.py has the same in Python.
#
# It prints what is spawned and what comes. `do` takes an order, an expression of GDScript.
extends Node

const MOB = """extends Node2D
var hp := 10
var pos := Vector2.ZERO
var any = null
var told = ""
func state():
	return "%s hp=%s pos=%s any=%s" % [name, hp, pos, var_to_str(any).replace("\\n", "")]
func tell():
	if state() != told:
		told = state()
		print(told)
func _ready():
	print("ready ", state())
	$Sync.synchronized.connect(tell)
	$Sync.delta_synchronized.connect(tell)
@rpc("any_peer") func poke(x):
	print("%s poked %s by %d" % [name, x, multiplayer.get_remote_sender_id()])
"""
const PLAYER = """extends Node2D
var hp := 10
func _enter_tree():
	$Input.set_multiplayer_authority(str(name).to_int())
func _ready():
	print("player %s mine=%s" % [name, $Input.is_multiplayer_authority()])
	$Input.delta_synchronized.connect(func(): print("%s jumps=%d" % [name, $Input.jumps]))
"""
const INPUT = """extends MultiplayerSynchronizer
var dir := Vector2.ZERO
var jumps := 0
"""

var peer = WebSocketMultiplayerPeer.new()
var world = Node2D.new()
var spawner = MultiplayerSpawner.new()


func compiled(source):
	var script = GDScript.new()
	script.source_code = source
	script.reload()
	return script


func synchronizer(node_name, properties):
	var sync = MultiplayerSynchronizer.new()
	var config = SceneReplicationConfig.new()
	sync.name = node_name
	for path in properties:
		config.add_property(path)
		config.property_set_replication_mode(path, properties[path])
	sync.replication_config = config
	return sync


func save(path, source, sync):
	var node = Node2D.new()
	node.set_script(compiled(source))
	node.name = path.get_file().get_basename().capitalize()
	node.add_child(sync)
	sync.owner = node
	if sync.name == "Input":
		var other = synchronizer("Sync", {^".:hp": 2})
		node.add_child(other)
		other.owner = node
	var scene = PackedScene.new()
	scene.pack(node)
	ResourceSaver.save(scene, path)
	node.free()


func _ready():
	Engine.max_fps = 200
	save("res://mob.tscn", MOB, synchronizer("Sync", {^".:hp": 2, ^".:pos": 1, ^".:any": 2}))
	var input = synchronizer("Input", {^"Input:dir": 1, ^"Input:jumps": 2})
	input.set_script(compiled(INPUT))
	save("res://player.tscn", PLAYER, input)
	world.name = "World"
	add_child(world)
	var placed = mob("Placed")
	add_child(placed)
	spawner.name = "Spawner"
	spawner.add_spawnable_scene("res://mob.tscn")
	spawner.add_spawnable_scene("res://player.tscn")
	spawner.spawn_path = NodePath("../World")
	spawner.spawn_function = func(data):
		var made = mob("Made")
		made.any = data
		return made
	spawner.spawned.connect(func(node): print("spawned ", node.name))
	spawner.despawned.connect(func(node): print("despawned ", node.name))
	add_child(spawner)
	multiplayer.connected_to_server.connect(func(): print("Connected as %d" % multiplayer.get_unique_id()))
	multiplayer.server_disconnected.connect(func(): print("The server is gone"))
	multiplayer.peer_connected.connect(func(id): print("Peer %d is here" % id))
	if OS.has_environment("PORT"):
		if peer.create_server(int(OS.get_environment("PORT"))) == OK:
			print("Listening")
	else:
		peer.create_client(OS.get_environment("URL"))
	multiplayer.multiplayer_peer = peer


func mob(node_name):
	var made = load("res://mob.tscn").instantiate()
	made.name = node_name
	return made


func add(node_name, hp):
	var made = mob(node_name)
	made.hp = hp
	world.add_child(made, true)


func add_player(id):
	var made = load("res://player.tscn").instantiate()
	made.name = str(id)
	world.add_child(made, true)


func own(path, id):
	get_node(path).set_multiplayer_authority(id)


func change(path, values):
	for property in values:
		get_node(path).set(property, values[property])


func show():
	var found = []
	for node in world.get_children():
		found.append(str(node.name))
	print("World: ", ", ".join(found))


@rpc("any_peer")
func do(order):
	var expression = Expression.new()
	if expression.parse(order) != OK:
		print("No order: ", order)
	expression.execute([], self)


@rpc("any_peer")
func hear(what):
	print("Heard %s from %d" % [what, multiplayer.get_remote_sender_id()])
