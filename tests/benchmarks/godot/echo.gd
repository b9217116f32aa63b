# Echoes packets. It polls once in each frame; the frames follow upon each other as fast as they can,
# or, with --sleep=6900, as they do in a headless program that sets nothing.
extends SceneTree

var server = WebSocketServer.new()
var ids = {}
var end
var broadcast = false

func _initialize():
	var options = {}
	for argument in OS.get_cmdline_args():
		if argument.begins_with("--") and "=" in argument:
			options[argument.substr(2, argument.find("=") - 2)] = int(argument.split("=")[1])
	broadcast = options["broadcast"] == 1
	OS.low_processor_usage_mode_sleep_usec = options["sleep"]
	server.set_buffers(options["kib"], 4096, options["kib"], 4096)
	server.connect("client_connected", self, "_connected")
	server.connect("client_disconnected", self, "_disconnected")
	server.connect("data_received", self, "_broadcast" if broadcast else "_echo")
	server.set_bind_ip("127.0.0.1")
	if server.listen(options["port"]) != OK:
		quit(1)
	end = OS.get_ticks_msec() + 1000 * options["seconds"]

func _connected(id, _protocol):
	ids[id] = true

func _disconnected(id, _clean):
	ids.erase(id)

func _echo(id):
	var peer = server.get_peer(id)
	peer.put_packet(peer.get_packet())

func _broadcast(id):
	var packet = server.get_peer(id).get_packet()
	for other in ids:
		server.get_peer(other).put_packet(packet)

func _idle(_delta):
	server.poll()
	if OS.get_ticks_msec() >= end:
		quit()
