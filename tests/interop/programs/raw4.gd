# A WebSocketPeer of Godot 4 by itself: it sends back what comes, as what it came, and prints it.
#
# With PORT it takes one connection; with URL it makes one, and begins with a text and a Variant. CLOSE: after
# so many messages it closes, with code 4000.
extends Node

var server = TCPServer.new()
var peer = WebSocketPeer.new()
var state = -1
var was_open = false
var left = int(OS.get_environment("CLOSE"))


func _ready():
	Engine.max_fps = 200
	peer.supported_protocols = PackedStringArray(["chat"])
	if OS.has_environment("PORT"):
		if server.listen(int(OS.get_environment("PORT"))) == OK:
			print("Listening")
	else:
		peer.connect_to_url(OS.get_environment("URL"))


func _process(_delta):
	if server.is_connection_available():
		peer.accept_stream(server.take_connection())
	peer.poll()
	if peer.get_ready_state() != state:
		state = peer.get_ready_state()
		if state == WebSocketPeer.STATE_OPEN:
			was_open = true
			print("Open, ", peer.get_selected_protocol())
			if not server.is_listening():
				peer.send_text("héllo")
				peer.put_var([1, "two"])
		elif state == WebSocketPeer.STATE_CLOSED and was_open:
			print("Closed: %d %s" % [peer.get_close_code(), peer.get_close_reason()])
	while peer.get_available_packet_count():
		var packet = peer.get_packet()
		if peer.was_string_packet():
			print("Text ", packet.get_string_from_utf8())
			peer.send_text(packet.get_string_from_utf8())
		else:
			print("Bytes ", packet.hex_encode() if packet.size() < 20 else str(packet.size()))
			peer.send(packet)
		left -= 1
		if left == 0:
			peer.close(4000, "enough")
	if FileAccess.file_exists("res://end"):
		get_tree().quit()
