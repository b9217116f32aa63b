# The server of the minimal pair, for a client of ours: sends back what it receives.
# PORT: where to listen. DISMISS: close each connection, with this code, once it has echoed.
extends Node

var server = WebSocketServer.new()


func _ready():
	server.connect("client_connected", self, "_on_connected")
	server.connect("client_disconnected", self, "_on_disconnected")
	server.connect("client_close_request", self, "_on_close_request")
	server.connect("data_received", self, "_on_data")
	if server.listen(int(OS.get_environment("PORT"))) != OK:
		print("Unable to start server")
		set_process(false)
	else:
		print("Listening")


func _process(_delta):
	server.poll()


func _exit_tree():
	server.stop()


func _on_connected(id, protocol):
	print("Client %d connected with protocol: %s" % [id, protocol])


func _on_close_request(id, code, reason):
	print("Client %d disconnecting with code: %d, reason: %s" % [id, code, reason])


func _on_disconnected(id, was_clean = false):
	print("Client %d disconnected, clean: %s" % [id, was_clean])


func _on_data(id):
	var packet = server.get_peer(id).get_packet()
	print("Got data from client %d: %s ... echoing" % [id, packet.get_string_from_utf8()])
	server.get_peer(id).put_packet(packet)
	if OS.get_environment("DISMISS"):
		server.disconnect_peer(id, int(OS.get_environment("DISMISS")), "bye")
