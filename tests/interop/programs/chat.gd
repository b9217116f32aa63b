# An end of the chat for one of ours: a server if PORT is given, else a client of URL.
# RAW: without the multiplayer API. TEXT: write as text. SAY: texts for when it is connected (a server:
# for when a client came), separated by "|", each "TARGET TEXT", percent-encoded. LEAVE: a client
# leaves when it has received so many texts. Every text that comes is printed with what is known of it.
extends Node

var node
var raw = OS.get_environment("RAW") != ""
var mode = WebSocketPeer.WRITE_MODE_TEXT if OS.get_environment("TEXT") else WebSocketPeer.WRITE_MODE_BINARY
var is_server = OS.get_environment("PORT") != ""
var received = 0


func _ready():
	node = WebSocketServer.new() if is_server else WebSocketClient.new()
	if is_server:
		node.connect("client_connected", self, "_on_client")
		node.connect("client_close_request", self, "_on_client_close_request")
		node.connect("data_received", self, "_on_raw")
	else:
		node.connect("connection_established", self, "_on_connected")
		node.connect("connection_succeeded", self, "_on_connected", ["multiplayer"])
		node.connect("server_close_request", self, "_on_close_request")
		node.connect("data_received", self, "_on_raw", [1])
		for over in ["connection_closed", "connection_error", "connection_failed", "server_disconnected"]:
			node.connect(over, self, "_on_over")
	node.connect("peer_connected", self, "_on_peer")
	node.connect("peer_packet", self, "_on_packet")
	if is_server and node.listen(int(OS.get_environment("PORT")), ["my-protocol", "binary"], not raw) == OK:
		print("Listening")
	elif not is_server:
		var offered = ["my-protocol2", "my-protocol", "binary"]
		node.connect_to_url(OS.get_environment("URL"), offered, not raw)


func _process(_delta):
	node.poll()


func say(to_raw):
	for order in OS.get_environment("SAY").split("|", false):
		var text = order.substr(order.find(" ") + 1).percent_decode()
		if raw:
			var peer = node.get_peer(to_raw)
			peer.set_write_mode(mode)
			peer.put_packet(text.to_utf8() if mode == WebSocketPeer.WRITE_MODE_TEXT else var2bytes(text))
		else:
			node.set_target_peer(int(order))
			node.put_packet(var2bytes(text))


func took(text):
	print(text)
	received += 1
	if received == int(OS.get_environment("LEAVE")):
		node.disconnect_from_host(1000, "Bye bye!")


func _on_client(id, protocol):
	print("Client with ", protocol)
	say(id)


func _on_client_close_request(_id, code, reason):
	print("Client closes: %d %s" % [code, reason])


func _on_connected(protocol):
	print("Connected with ", protocol)
	say(1)


func _on_peer(id):
	print("Peer ", "1" if id == 1 else "of another")
	if is_server:
		say(id)


func _on_raw(id):
	var packet = node.get_peer(id).get_packet()
	var is_text = node.get_peer(id).was_string_packet()
	took("Text: " + packet.get_string_from_utf8() if is_text else "Variant: " + str(bytes2var(packet)))


func _on_packet(id):
	took("From %s: %s" % ["1" if id == 1 else "another", bytes2var(node.get_packet())])


func _on_close_request(code, reason):
	print("Server closes: %d '%s'" % [code, reason])


func _on_over(_was_clean = false):
	print("Over")
	get_tree().quit()
