# Takes remote calls, and makes some: ../godot/rpc.gd for Godot 4. Its frames follow upon each other as fast
# as they can, or, with --sleep=6900, as they do in a headless program that sets nothing.
extends SceneTree

class Main:
	extends Node
	var counter = 0

	@rpc("any_peer") func count(_first, _second):
		counter += 1

	@rpc("any_peer") func ask(first, second):
		counter += 1
		answer.rpc_id(multiplayer.get_remote_sender_id(), first, second)

	@rpc("any_peer") func ask_all(first, second):
		counter += 1
		answer.rpc(first, second)

	@rpc("any_peer") func total(_first, second):
		answer.rpc_id(multiplayer.get_remote_sender_id(), counter, second)

	@rpc("any_peer") func answer(_first, _second):
		pass

var server = WebSocketMultiplayerPeer.new()
var end

func _initialize():
	var options = {}
	for argument in OS.get_cmdline_user_args():
		options[argument.substr(2, argument.find("=") - 2)] = int(argument.split("=")[1])
	OS.low_processor_usage_mode_sleep_usec = options["sleep"]
	var main = Main.new()
	main.name = "Main"
	root.add_child(main)
	server.inbound_buffer_size = 1024 * options["kib"]
	server.outbound_buffer_size = 1024 * options["kib"]
	server.max_queued_packets = 4096
	server.handshake_timeout = 30.0
	if server.create_server(options["port"], "127.0.0.1") != OK:
		quit(1)
	get_multiplayer().multiplayer_peer = server
	end = Time.get_ticks_msec() + 1000 * options["seconds"]

func _process(_delta):
	return Time.get_ticks_msec() >= end
