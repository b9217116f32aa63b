# A player of Godot 4 in demos/arena, whose circle runs to the right. URL is where the arena is.
extends Node

const CIRCLE = """extends Node2D
var color := Color.WHITE
var radius := 14.0
func _enter_tree():
	if str(name).is_valid_int():
		$Steering.set_multiplayer_authority(str(name).to_int())
	$Steering.set_visibility_for(1, true)
func _ready():
	print("circle %s color=%s radius=%.1f" % [name, color.to_html(false), radius])
"""
const STEERING = """extends MultiplayerSynchronizer
var direction := Vector2.ZERO
"""
const DOT = "extends Node2D\nvar color := Color.WHITE\n"

var arena = Node2D.new()
var field = Node2D.new()
var peer = WebSocketMultiplayerPeer.new()


func compiled(source):
	var script = GDScript.new()
	script.source_code = source
	script.reload()
	return script


func synchronizer(node_name, properties):
	var sync = MultiplayerSynchronizer.new()
	var config = SceneReplicationConfig.new()
	for path in properties:
		config.add_property(path)
		config.property_set_replication_mode(path, properties[path])
	sync.name = node_name
	sync.replication_config = config
	return sync


func save(path, source, children):
	var node = Node2D.new()
	node.set_script(compiled(source))
	for child in children:
		node.add_child(child)
		child.owner = node
	var scene = PackedScene.new()
	scene.pack(node)
	ResourceSaver.save(scene, path)
	node.free()


func _ready():
	Engine.max_fps = 200
	var steering = synchronizer("Steering", {^"Steering:direction": 2})
	steering.set_script(compiled(STEERING))
	steering.public_visibility = false
	save("res://circle.tscn", CIRCLE,
		[steering, synchronizer("Sync", {^".:position": 1, ^".:radius": 2, ^".:color": 0})])
	save("res://dot.tscn", DOT, [synchronizer("Sync", {^".:position": 0, ^".:color": 0})])
	arena.name = "Arena"
	field.name = "Field"
	arena.add_child(field)
	var spawner = MultiplayerSpawner.new()
	spawner.name = "Spawner"
	spawner.spawn_path = ^"../Field"
	spawner.add_spawnable_scene("res://circle.tscn")
	spawner.add_spawnable_scene("res://dot.tscn")
	arena.add_child(spawner)
	get_tree().root.add_child.call_deferred(arena)
	await get_tree().process_frame
	multiplayer.connected_to_server.connect(func(): print("Connected as %d" % multiplayer.get_unique_id()))
	peer.create_client(OS.get_environment("URL"))
	multiplayer.multiplayer_peer = peer


func _process(_delta):
	var own = field.get_node_or_null(str(multiplayer.get_unique_id()))
	if own != null and field.get_child_count() > 60:
		own.get_node("Steering").direction = Vector2.RIGHT
		if own.position.x == 1024:
			print("%d dots and circles, and I am at the right" % field.get_child_count())
			set_process(false)
