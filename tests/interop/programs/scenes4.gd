# A game of Godot 4 that saves its scenes as files, and then plays: a server if PORT is given, else a client of
# URL, which waits for a file if WAIT is given. What it has saved is what test_scenes_godot4.py loads.
extends Node

const PLAYER = """extends CharacterBody2D
@export var hp := 10
@export var team: StringName = &"none"
@export var weapon: Node2D
var direction := Vector2.ZERO
var told := ""
func _enter_tree():
	$Input.set_multiplayer_authority(str(name).to_int())
func state():
	return "%s hp=%d at=%s velocity=%s flip=%s team=%s" % [
		name, hp, position, velocity, $Sprite2D.flip_h, team]
func tell():
	if state() != told:
		told = state()
		print(told)
func _ready():
	print("ready ", state())
	$Sync.synchronized.connect(tell)
	$Sync.delta_synchronized.connect(tell)
	$Input.delta_synchronized.connect(func(): print("%s goes %s" % [name, direction]))
"""

var peer = WebSocketMultiplayerPeer.new()
var world


func script(path, source):
	var file = FileAccess.open(path, FileAccess.WRITE)
	file.store_string(source)
	file.close()
	return load(path)


func below(root, node, node_name):
	node.name = node_name
	root.add_child(node)
	node.owner = root
	return node


func synchronizer(root, node_name, properties):
	var sync = below(root, MultiplayerSynchronizer.new(), node_name)
	sync.replication_config = SceneReplicationConfig.new()
	for path in properties:
		sync.replication_config.add_property(path)
		sync.replication_config.property_set_replication_mode(path, properties[path])


func save(root, path):
	var scene = PackedScene.new()
	scene.pack(root)
	ResourceSaver.save(scene, path)
	root.free()


func save_scenes():
	var player = CharacterBody2D.new()
	player.name = "Player"
	player.set_script(script("res://player.gd", PLAYER))
	player.position = Vector2(10, 20.5)
	below(player, Sprite2D.new(), "Sprite2D")
	below(player, CollisionShape2D.new(), "CollisionShape2D").shape = RectangleShape2D.new()
	player.weapon = below(player, Marker2D.new(), "Weapon")
	synchronizer(player, "Sync", {
		^".:position": 1, ^".:velocity": 1, ^".:hp": 2, ^"Sprite2D:flip_h": 2, ^".:team": 0})
	synchronizer(player, "Input", {^".:direction": 2})
	save(player, "res://player.tscn")
	var made = Node2D.new()
	made.name = "World"
	below(made, Node2D.new(), "Players")
	var spawner = below(made, MultiplayerSpawner.new(), "Spawner")
	spawner.add_spawnable_scene("res://player.tscn")
	spawner.spawn_path = ^"../Players"
	save(made, "res://world.tscn")


func _ready():
	Engine.max_fps = 200
	save_scenes()
	print("Saved")
	while OS.has_environment("WAIT") and not FileAccess.file_exists("res://go"):
		await get_tree().process_frame
	world = load("res://world.tscn").instantiate()
	get_tree().root.add_child.call_deferred(world)
	await get_tree().process_frame
	multiplayer.connected_to_server.connect(func(): print("Connected as %d" % multiplayer.get_unique_id()))
	multiplayer.peer_connected.connect(func(id): add_player(id))
	if OS.has_environment("PORT"):
		if peer.create_server(int(OS.get_environment("PORT"))) == OK:
			print("Listening")
	else:
		peer.create_client(OS.get_environment("URL"))
	multiplayer.multiplayer_peer = peer


func add_player(id):
	if not multiplayer.is_server():
		return
	var player = load("res://player.tscn").instantiate()
	player.name = str(id)
	player.team = &"blue"
	player.hp = 7
	player.velocity = Vector2(1, 2)
	world.get_node("Players").add_child(player)


func _process(_delta):
	var own = world.get_node_or_null("Players/%d" % multiplayer.get_unique_id()) if world else null
	if own != null and own.hp == 3:
		own.direction = Vector2.RIGHT
