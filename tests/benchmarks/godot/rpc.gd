# Takes remote calls, and makes some. Its frames follow upon each other as fast as they can, or, with
# --sleep=6900, as they do in a headless program that sets nothing.
extends SceneTree

class Main:
	extends Node
	var counter = 0

	remote func count(_first, _second):
		counter += 1

	remote func ask(first, second):
		counter += 1
		rpc_id(get_tree().get_rpc_sender_id(), "answer", first, second)

	remote func ask_all(first, second):
		counter += 1
		rpc("answer", first, second)

	remote func total(_first, second):
		rpc_id(get_tree().get_rpc_sender_id(), "answer", counter, second)

	remote func answer(_first, _second):
		pass

var server = WebSocketServer.new()
var end

func _initialize():
	var options = {}
	for argument in OS.get_cmdline_args():
		if argument.begins_with("--") and "=" in argument:
			options[argument.substr(2, argument.find("=") - 2)] = int(argument.split("=")[1])
	OS.low_processor_usage_mode_sleep_usec = options["sleep"]
	var main = Main.new()
	main.name = "Main"
	root.add_child(main)
	server.set_buffers(options["kib"], 4096, options["kib"], 4096)
	server.set_bind_ip("127.0.0.1")
	if server.listen(options["port"], PoolStringArray(), true) != OK:
		quit(1)
	set_network_peer(server)
	end = OS.get_ticks_msec() + 1000 * options["seconds"]

func _idle(_delta):
	if OS.get_ticks_msec() >= end:
		quit()
