# A player of Godot 4 at /root/Main: a server if PORT is given, else a client of URL.
#
# It prints what happens to its connections, and what it hears and from whom. `do` takes an order, an
# expression of GDScript. player3.gd is the same for Godot 3.
#
# FIRST: an order for a client that has connected. ASKS: it lets in who says this word, and says it itself;
# PATIENCE: seconds for that. ALONE: a server that relays nothing. TRUST: the file of a certificate that a
# server may have. DEPTH: so many nodes are below each other.
extends Node

var peer = WebSocketMultiplayerPeer.new()


func _ready():
	if get_parent() != get_tree().root:
		return
	var parent = self
	for depth in int(OS.get_environment("DEPTH")):
		var child = Node.new()
		child.set_script(get_script())
		child.name = "Deep%d" % depth
		parent.add_child(child)
		parent = child
	Engine.max_fps = 200
	var api = multiplayer
	api.peer_connected.connect(func(id): print("Peer %d is here, %s" % [id, api.get_peers()]))
	api.peer_disconnected.connect(func(id): print("Peer %d is gone, %s" % [id, api.get_peers()]))
	api.connected_to_server.connect(_on_connected)
	api.connection_failed.connect(func(): print("Failed"))
	api.server_disconnected.connect(func(): print("The server is gone"))
	api.peer_packet.connect(func(id, bytes): print("%d bytes from %d" % [bytes.size(), id]))
	api.server_relay = not OS.has_environment("ALONE")
	if OS.has_environment("PATIENCE"):
		api.auth_timeout = float(OS.get_environment("PATIENCE"))
	if OS.has_environment("ASKS"):
		api.auth_callback = func(id, data):
			if data.get_string_from_utf8() == OS.get_environment("ASKS"):
				print("%d said it" % id)
				api.complete_auth(id)
		api.peer_authenticating.connect(
			func(id): api.send_auth(id, OS.get_environment("ASKS").to_utf8_buffer()))
		api.peer_authentication_failed.connect(func(id): print("%d was not let in" % id))
	if OS.has_environment("PORT"):
		if peer.create_server(int(OS.get_environment("PORT"))) == OK:
			print("Listening")
	else:
		peer.create_client(OS.get_environment("URL"), whom_to_trust())
	api.multiplayer_peer = peer


func whom_to_trust():
	if not OS.has_environment("TRUST"):
		return null
	var certificate = X509Certificate.new()
	certificate.load(OS.get_environment("TRUST"))
	return TLSOptions.client(certificate)


func _on_connected():
	print("Connected as %d" % multiplayer.get_unique_id())
	if OS.has_environment("FIRST"):
		do(OS.get_environment("FIRST"))


func send_many(count, to):
	for number in count:
		rpc_id(to, "hear", number)


func again():
	peer.close()
	await multiplayer.server_disconnected
	peer.create_client(OS.get_environment("URL"))
	multiplayer.multiplayer_peer = null
	multiplayer.multiplayer_peer = peer


@rpc("any_peer")
func do(order):
	var expression = Expression.new()
	if expression.parse(order) != OK:
		print("No order: ", order)
	expression.execute([], self)


@rpc("any_peer")
func hear(what):
	print("Heard %s from %d" % [what, multiplayer.get_remote_sender_id()])


@rpc
func obey(what):
	print("Obeyed %s from %d" % [what, multiplayer.get_remote_sender_id()])


@rpc("any_peer", "call_local")
func shout(what):
	print("Shouted %s from %d" % [what, multiplayer.get_remote_sender_id()])


func _process(_delta):
	if get_parent() == get_tree().root and FileAccess.file_exists("res://end"):
		get_tree().quit()
