extends SceneTree

var server = WebSocketServer.new()
var end

func _initialize():
	server.listen(0)
	for argument in OS.get_cmdline_args():
		if argument.begins_with("--seconds="):
			end = OS.get_ticks_msec() + 1000 * int(argument.trim_prefix("--seconds="))

func _idle(_delta):
	server.poll()
	if OS.get_ticks_msec() >= end:
		quit()
