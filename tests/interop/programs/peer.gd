# A WebSocket peer for one of ours: a server if PORT is given, else a client of URL.
#
# It prints what happens to its connections, and sends every message back in the mode in which it
# came; to an empty one, which Godot cannot send, it answers "(empty)". A text that begins with "!" is
# an order:
#   !close CODE REASON  begin to close this connection, as the peer
#   !leave CODE REASON  the same, as the client or the server
#   !stop               stop the server, and listen no more
#   !send COUNT SIZE    send that many binary packets, numbered in their first four bytes
#   !expect COUNT       take that many numbered packets, print whether they came in order
#   !got                print how many have come so far, and whether in order
#   !junk               send a text that is not UTF-8
#
# FIRST: orders, separated by ";", to obey when connected. THEN: orders for when all expected came.
# PROTOCOLS, HEADERS: lists separated by "|". BUFFERS: the numbers for set_buffers. AGAIN: how many
# times a client connects anew when closed. REFUSE: let nobody in. KEY, CERTIFICATE: files; a client
# trusts the certificate. TRUST_ALL: a client does not look at certificates.
extends Node

var node
var expected = 0
var got = 0
var in_order = true
var again = int(OS.get_environment("AGAIN"))


func _ready():
	if OS.get_environment("PORT"):
		begin_server()
	else:
		begin_client()


func _process(_delta):
	node.poll()


func list(name):
	return OS.get_environment(name).split("|", false)


func set_buffers():
	var sizes = OS.get_environment("BUFFERS").split_floats(",", false)
	if sizes.size() == 4:
		node.set_buffers(sizes[0], sizes[1], sizes[2], sizes[3])


func begin_server():
	node = WebSocketServer.new()
	set_buffers()
	node.refuse_new_connections = OS.get_environment("REFUSE") != ""
	if OS.get_environment("KEY"):
		node.private_key = CryptoKey.new()
		node.private_key.load(OS.get_environment("KEY"))
		node.ssl_certificate = X509Certificate.new()
		node.ssl_certificate.load(OS.get_environment("CERTIFICATE"))
	node.connect("client_connected", self, "_on_connected")
	node.connect("client_disconnected", self, "_on_client_gone")
	node.connect("client_close_request", self, "_on_client_close_request")
	node.connect("data_received", self, "_on_data")
	if node.listen(int(OS.get_environment("PORT")), list("PROTOCOLS")) == OK:
		print("Listening")


func begin_client():
	node = WebSocketClient.new()
	set_buffers()
	if OS.get_environment("CERTIFICATE"):
		node.trusted_ssl_certificate = X509Certificate.new()
		node.trusted_ssl_certificate.load(OS.get_environment("CERTIFICATE"))
	node.verify_ssl = OS.get_environment("TRUST_ALL") == ""
	node.connect("connection_established", self, "_on_established")
	node.connect("connection_error", self, "_on_error")
	node.connect("connection_closed", self, "_on_closed")
	node.connect("server_close_request", self, "_on_close_request")
	node.connect("data_received", self, "_on_data", [1])
	connect_client()


func connect_client():
	var url = OS.get_environment("URL").percent_decode()  # the environment is ASCII in Godot
	var result = node.connect_to_url(url, list("PROTOCOLS"), false, list("HEADERS"))
	if result != OK:
		print("connect_to_url returned ", result)


func _on_connected(id, protocol):
	print("Connected, protocol '%s'" % protocol)
	obey(id, OS.get_environment("FIRST"))


func _on_established(protocol):
	_on_connected(1, protocol)


func _on_error():
	print("Failed")


func _on_client_close_request(_id, code, reason):
	_on_close_request(code, reason)


func _on_close_request(code, reason):
	print("Asked to close, code %d, reason '%s'" % [code, reason])


func _on_client_gone(_id, clean):
	print("Closed, clean %s" % clean)


func _on_closed(clean):
	print("Closed, clean %s" % clean)
	if again > 0:
		again -= 1
		connect_client()


func _on_data(id):
	var peer = node.get_peer(id)
	var packet = peer.get_packet()
	if peer.get_packet_error() != OK:
		print("Lost a packet, error ", peer.get_packet_error())
		return
	var is_text = peer.was_string_packet()
	if is_text and packet.size() > 0 and packet[0] == 33:
		obey(id, packet.get_string_from_utf8().substr(1))
	elif expected > 0:
		count(id, packet)
	else:
		if packet.size() == 0:
			packet = "(empty)".to_utf8()
		peer.set_write_mode(WebSocketPeer.WRITE_MODE_TEXT if is_text else WebSocketPeer.WRITE_MODE_BINARY)
		if peer.put_packet(packet) != OK:
			print("Could not send back")


func count(id, packet):
	var number = packet[0] | packet[1] << 8 | packet[2] << 16 | packet[3] << 24
	in_order = in_order and number == got
	got += 1
	if got == expected:
		print("Got %d, in order %s" % [got, in_order])
		expected = 0
		obey(id, OS.get_environment("THEN"))


func obey(id, orders):
	for order in orders.split(";", false):
		var words = order.split(" ", true, 2)
		var peer = node.get_peer(id)
		match words[0]:
			"close":
				peer.close(int(words[1]), words[2])
			"leave":
				if id == 1:
					node.disconnect_from_host(int(words[1]), words[2])
				else:
					node.disconnect_peer(id, int(words[1]), words[2])
			"stop":
				node.stop()
				print("Stopped, listening %s" % node.is_listening())
			"send":
				send(peer, int(words[1]), int(words[2]))
			"expect":
				expected = int(words[1])
				got = 0
				in_order = true
			"got":
				print("Got %d, in order %s" % [got, in_order])
			"junk":
				peer.set_write_mode(WebSocketPeer.WRITE_MODE_TEXT)
				peer.put_packet(PoolByteArray([65, 255, 66]))
			_:
				print("Unknown order: ", order)


func send(peer, number_of_packets, size):
	peer.set_write_mode(WebSocketPeer.WRITE_MODE_BINARY)
	var packet = PoolByteArray()
	packet.resize(size)
	for i in size:
		packet[i] = i & 255
	for i in number_of_packets:
		packet[0] = i & 255
		packet[1] = i >> 8 & 255
		packet[2] = i >> 16 & 255
		packet[3] = i >> 24 & 255
		if peer.put_packet(packet) != OK:
			print("Could not send number ", i)
			return
