# The client of the minimal pair, for a server of ours: sends one packet and prints the answer.
# URL: where to connect. LEAVE: close the connection after the answer.
extends Node

var client = WebSocketClient.new()


func _ready():
	client.connect("connection_established", self, "_on_connected")
	client.connect("connection_error", self, "_on_closed")
	client.connect("connection_closed", self, "_on_closed")
	client.connect("server_close_request", self, "_on_close_request")
	client.connect("data_received", self, "_on_data")
	if client.connect_to_url(OS.get_environment("URL")) != OK:
		print("Unable to connect")
		set_process(false)


func _process(_delta):
	client.poll()


func _exit_tree():
	client.disconnect_from_host()


func _on_connected(protocol):
	print("Connected with protocol: ", protocol)
	client.get_peer(1).put_packet("Test packet".to_utf8())


func _on_data():
	var packet = client.get_peer(1).get_packet()
	print("Got data from server: ", packet.get_string_from_utf8())
	if OS.get_environment("LEAVE"):
		client.disconnect_from_host(int(OS.get_environment("LEAVE")), "bye")


func _on_close_request(code, reason):
	print("Server asks to close with code: %d, reason: '%s'" % [code, reason])


func _on_closed(was_clean = false):
	print("Closed, clean: ", was_clean)
	set_process(false)
	get_tree().quit()
