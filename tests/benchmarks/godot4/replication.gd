# Times a frame of an authority that spawns and synchronizes nodes, for replication.py, which has the same.
# The network peer throws away what it is given. It prints the least microseconds of some frames.
extends SceneTree

class Nowhere extends MultiplayerPeerExtension:
	var packets := 0
	func _put_packet_script(_bytes): packets += 1; return OK
	func _get_packet_script(): return PackedByteArray()
	func _get_available_packet_count(): return 0
	func _get_packet_peer(): return 2
	func _get_packet_channel(): return 0
	func _get_packet_mode(): return MultiplayerPeer.TRANSFER_MODE_RELIABLE
	func _get_max_packet_size(): return 1 << 24
	func _set_target_peer(_id): pass
	func _set_transfer_mode(_mode): pass
	func _get_transfer_mode(): return MultiplayerPeer.TRANSFER_MODE_RELIABLE
	func _set_transfer_channel(_channel): pass
	func _get_transfer_channel(): return 0
	func _poll(): pass
	func _close(): pass
	func _disconnect_peer(_id, _force): pass
	func _is_server(): return true
	func _is_server_relay_supported(): return false
	func _get_unique_id(): return 1
	func _set_refuse_new_connections(_refuse): pass
	func _is_refusing_new_connections(): return false
	func _get_connection_status(): return MultiplayerPeer.CONNECTION_CONNECTED

const MOB = "extends Node\nvar position := Vector2.ZERO\nvar rotation := 0.0\nvar hp := 100\n"

var options = {}


func _initialize():
	for argument in OS.get_cmdline_user_args():
		var parts = argument.trim_prefix("--").split("=")
		options[parts[0]] = int(parts[1])
	run.call_deferred()


func scene():
	var script = GDScript.new()
	script.source_code = MOB
	script.reload()
	var node = Node.new()
	node.set_script(script)
	var sync = MultiplayerSynchronizer.new()
	var config = SceneReplicationConfig.new()
	for path in [^".:position", ^".:rotation", ^".:hp"]:
		config.add_property(path)
		config.property_set_replication_mode(path, options["mode"])
	sync.name = "Sync"
	sync.replication_config = config
	node.add_child(sync)
	sync.owner = node
	var packed = PackedScene.new()
	packed.pack(node)
	ResourceSaver.save(packed, "user://mob.tscn")
	node.free()
	return load("user://mob.tscn")


func run():
	var api = get_multiplayer()
	multiplayer_poll = false
	var peer = Nowhere.new()
	api.multiplayer_peer = peer
	var world = Node.new()
	world.name = "World"
	root.add_child(world)
	var spawner = MultiplayerSpawner.new()
	spawner.name = "Spawner"
	var mob = scene()
	spawner.add_spawnable_scene("user://mob.tscn")
	root.add_child(spawner)
	spawner.spawn_path = ^"/root/World"
	for id in range(2, options["peers"] + 2):
		peer.peer_connected.emit(id)
	var mobs = []
	for number in options["nodes"]:
		var made = mob.instantiate()
		made.name = "M%d" % number
		world.add_child(made)
		mobs.append(made)
	var least = INF
	for frame in options["frames"] + 3:
		if options["moving"]:
			for number in mobs.size():
				mobs[number].position = Vector2(frame, number)
				mobs[number].rotation = frame * 0.5
				mobs[number].hp = frame
		await process_frame
		peer.packets = 0
		var start = Time.get_ticks_usec()
		api.poll()
		var taken = Time.get_ticks_usec() - start
		if frame >= 3:
			least = min(least, taken)
			if (peer.packets == 0) == (options["moving"] or options["mode"] == 1):
				printerr("the work was not done")
				quit(1)
	print(JSON.stringify({"usec": least}))
	quit()
