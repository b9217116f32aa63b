# Has Godot 4 write the scenes in ../godot4: one with all kinds of values, a player, and a world that spawns it.
#
# In a folder of its own, with an empty project.godot:  godot4 --headless --path . -s scenes4.gd
extends SceneTree

const PLAYER = """extends CharacterBody2D
@export var hp := 10
@export var weapon: Node2D
var told := ""
func _enter_tree():
	$Input.set_multiplayer_authority(str(name).to_int())
"""
const VALUES = """extends Node
@export var all := {}
@export var numbers: Array[int] = []
@export var ages: Dictionary[String, int] = {}
"""


func script(path, source):
	var file = FileAccess.open(path, FileAccess.WRITE)
	file.store_string(source)
	file.close()
	return load(path)


func below(root, parent, node, node_name):
	node.name = node_name
	parent.add_child(node)
	node.owner = root
	return node


func synchronizer(root, node_name, properties):
	var sync = below(root, root, MultiplayerSynchronizer.new(), node_name)
	var config = SceneReplicationConfig.new()
	for path in properties:
		config.add_property(path)
		config.property_set_spawn(path, properties[path][0])
		config.property_set_replication_mode(path, properties[path][1])
	sync.replication_config = config
	return sync


func save(root, path):
	var scene = PackedScene.new()
	scene.pack(root)
	ResourceSaver.save(scene, path)
	root.free()


func _init():
	save_player()
	save_world()
	save_values()
	quit()


func save_player():
	var player = CharacterBody2D.new()
	player.set_script(script("res://player.gd", PLAYER))
	player.name = "Player"
	player.position = Vector2(10, 20.5)
	player.collision_layer = 2
	player.motion_mode = 1
	player.add_to_group("players", true)
	player.set_meta("team", &"red")
	var sprite = below(player, player, Sprite2D.new(), "Sprite2D")
	sprite.flip_h = true
	sprite.modulate = Color(1, 0.5, 0, 1)
	var shape = below(player, player, CollisionShape2D.new(), "CollisionShape2D")
	shape.shape = RectangleShape2D.new()
	shape.shape.size = Vector2(32, 64)
	var weapon = below(player, player, Marker2D.new(), "Weapon")
	weapon.unique_name_in_owner = true
	player.weapon = weapon
	var label = below(player, player, Label.new(), "Name")
	label.text = "Nobody"
	label.offset_right = 40.0
	label.horizontal_alignment = HORIZONTAL_ALIGNMENT_CENTER
	label.add_theme_color_override("font_color", Color.RED)
	var timer = below(player, player, Timer.new(), "Timer")
	timer.wait_time = 2.0
	timer.autostart = true
	timer.timeout.connect(player.queue_free, CONNECT_PERSIST)
	synchronizer(player, "Sync", {
		^".:position": [true, 1], ^".:velocity": [false, 1], ^".:hp": [true, 2], ^"Sprite2D:flip_h": [true, 2],
		^"Name:text": [true, 0],
	})
	var input = synchronizer(player, "Input", {^".:told": [false, 2]})
	input.replication_interval = 0.25
	input.public_visibility = false
	save(player, "res://player.tscn")


func save_world():
	var world = Node2D.new()
	world.name = "World"
	below(world, world, Node2D.new(), "Players")
	below(world, world.get_node("Players"), load("res://player.tscn").instantiate(), "1")
	below(world, world, Node3D.new(), "Camera").position = Vector3(1, 2, 3)
	var spawner = below(world, world, MultiplayerSpawner.new(), "MultiplayerSpawner")
	spawner.add_spawnable_scene("res://player.tscn")
	spawner.spawn_path = ^"../Players"
	spawner.spawn_limit = 8
	save(world, "res://world.tscn")


func save_values():
	var node = Node.new()
	node.name = "Values"
	node.set_script(script("res://values.gd", VALUES))
	node.all = {
		"text": "a\"b\\c\nd ü", &"name": &"n", "path": ^"a/b:c", "null": null, "inf": [INF, -INF], "nan": NAN,
		"ints": [Vector2i(1, 2), Vector3i(1, 2, 3), Vector4i(1, 2, 3, 4), Rect2i(1, 2, 3, 4)],
		"floats": [Vector2(1, 2), Vector3(1, 2, 3), Vector4(1, 2, 3, 4), Rect2(1, 2, 3, 4), Color(1, 0, 0, 1)],
		"turns": [Quaternion(0, 0, 0, 1), Basis(), Transform2D(), Transform3D(), Projection(), AABB(), Plane(0, 1, 0, 2)],
		"packed": [
			PackedByteArray([1, 2]), PackedInt32Array([1]), PackedInt64Array([1 << 40]), PackedFloat32Array([0.5]),
			PackedFloat64Array([0.1]), PackedStringArray(["a"]), PackedVector2Array([Vector2(1, 2)]),
			PackedVector3Array([Vector3(1, 2, 3)]), PackedColorArray([Color.RED]),
			PackedVector4Array([Vector4(1, 2, 3, 4)]),
		],
		"typed": [[1, 2] as Array[int], {"a": 1} as Dictionary[String, int]],
		"rid": RID(), "callable": Callable(), "signal": Signal(),
	}
	node.numbers = [1, 2] as Array[int]
	node.ages = {"Ann": 7} as Dictionary[String, int]
	save(node, "res://values.tscn")
