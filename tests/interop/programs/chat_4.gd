# A client of the chat for Godot 4, at URL, in multiplayer mode: chat.gd is that for Godot 3.
# SAY: texts for when it is connected, separated by "|", each "TARGET TEXT", percent-encoded.
# Every text that comes is printed with what is known of it. EACH: what it answers to whom it has met.
#
# A text is a Variant without its first byte, the 4 of its type: that is all that Godot 3 sends for both.
extends Node


func _ready():
	Engine.max_fps = 200
	var peer = WebSocketMultiplayerPeer.new()
	peer.supported_protocols = PackedStringArray(["my-protocol2", "my-protocol", "binary"])
	peer.create_client(OS.get_environment("URL"))
	multiplayer.connected_to_server.connect(_on_connected)
	multiplayer.peer_connected.connect(_on_peer)
	multiplayer.peer_disconnected.connect(func(id): print("Gone ", "1" if id == 1 else "another"))
	multiplayer.peer_packet.connect(_on_packet)
	multiplayer.server_disconnected.connect(func(): print("Over"); get_tree().quit())
	multiplayer.multiplayer_peer = peer


func say(text, to):
	multiplayer.send_bytes(var_to_bytes(text).slice(1), to)


func _on_connected():
	print("Connected")


func _on_peer(id):
	print("Peer ", "1" if id == 1 else "of another")
	if id == 1:
		for order in OS.get_environment("SAY").split("|", false):
			say(order.substr(order.find(" ") + 1).uri_decode(), int(order))
	elif OS.get_environment("EACH"):
		say(OS.get_environment("EACH"), id)


func _on_packet(id, bytes):
	var text = bytes_to_var(PackedByteArray([4]) + bytes)
	print("From %s: %s" % ["1" if id == 1 else "another", text])


func _process(_delta):
	if FileAccess.file_exists("res://end"):
		get_tree().quit()
