# A game over the high-level multiplayer with one of ours: a server if PORT is given, else a client of
# URL. /root/Main has the node A below it, that one B, and that one C, all of this script.
#
# It prints what happens to its connections, and each call and value that comes, with the path of the
# node and who sent it. `do` takes an order, an expression of GDScript with this node as `self`.
#
# FIRST: an order for a client that has connected. GREET: greet each peer as soon as it is there.
# HEADERS: lines separated by "|". BUFFERS: the numbers for set_buffers. REFUSE: let nobody in.
# TRUST_ALL: a client does not look at certificates. DROP: no peer once it has failed, as most games do.
extends Node

remote var v_remote setget set_remote
master var v_master setget set_master
puppet var v_puppet setget set_puppet
remotesync var v_remotesync setget set_remotesync
mastersync var v_mastersync setget set_mastersync
puppetsync var v_puppetsync setget set_puppetsync
remotesync var v_chained setget set_chained
var v_none setget set_none

var peer
var counted = {}


func _ready():
	if get_parent() != get_tree().root:
		return
	var parent = self
	for name_of_child in ["A", "B", "C"]:
		var child = load("res://main.gd").new()
		child.name = name_of_child
		parent.add_child(child)
		parent = child
	var tree = get_tree()
	tree.connect("network_peer_connected", self, "_on_peer")
	tree.connect("network_peer_disconnected", self, "_on_peer_gone")
	tree.connect("connected_to_server", self, "_on_connected")
	tree.connect("connection_failed", self, "_on_failed")
	tree.connect("server_disconnected", self, "_on_server_gone")
	tree.multiplayer.connect("network_peer_packet", self, "_on_packet")
	if OS.get_environment("PORT"):
		begin_server()
	else:
		begin_client()


func begin_server():
	peer = WebSocketServer.new()
	set_buffers()
	peer.connect("client_close_request", self, "_on_client_close_request")
	if peer.listen(int(OS.get_environment("PORT")), PoolStringArray(), true) == OK:
		get_tree().network_peer = peer
		get_tree().refuse_new_network_connections = OS.get_environment("REFUSE") != ""
		print("Listening")


func begin_client():
	peer = WebSocketClient.new()
	set_buffers()
	peer.verify_ssl = OS.get_environment("TRUST_ALL") == ""
	peer.connect("server_close_request", self, "_on_close_request")
	var headers = OS.get_environment("HEADERS").split("|", false)
	if peer.connect_to_url(OS.get_environment("URL"), PoolStringArray(), true, headers) == OK:
		get_tree().network_peer = peer


func set_buffers():
	var sizes = OS.get_environment("BUFFERS").split_floats(",", false)
	if sizes.size() == 4:
		peer.set_buffers(sizes[0], sizes[1], sizes[2], sizes[3])


# -- The connections --------------------------------------------------------------------------------


func others():
	return Array(get_tree().get_network_connected_peers())


func _on_peer(id):
	print("Peer %d is here, %s" % [id, others()])
	if OS.get_environment("GREET"):
		get_node("A/B").rpc_id(id, "f_remote", "hello")


func _on_peer_gone(id):
	print("Peer %d is gone, %s" % [id, others()])


func _on_connected():
	print("Connected as %d" % get_tree().get_network_unique_id())
	if OS.get_environment("FIRST"):
		do(OS.get_environment("FIRST"))


func _on_failed():
	print("Failed")
	if OS.get_environment("DROP"):
		get_tree().network_peer = null


func _on_server_gone():
	print("Server is gone")


func _on_close_request(code, reason):
	print("Asked to close, code %d, reason '%s'" % [code, reason])


func _on_client_close_request(id, code, reason):
	print("Peer %d asked to close, code %d, reason '%s'" % [id, code, reason])


func _on_packet(id, packet):
	print("Packet %s from %d" % [packet.hex_encode(), id])


# -- Calls ------------------------------------------------------------------------------------------


func say(what):
	print("%s %s from %d" % [get_path(), what, get_tree().get_rpc_sender_id()])


func sender():
	return get_tree().get_rpc_sender_id()


remote func do(order):
	var expression = Expression.new()
	if expression.parse(order, PoolStringArray()) != OK:
		print("Cannot read the order ", order)
	expression.execute([], self)
	if expression.has_execute_failed():
		print("Cannot obey the order ", order)


func leave_and_return():
	get_tree().network_peer = null
	peer.disconnect_from_host(1000, "back soon")
	peer.poll()
	begin_client()


func f_none(value):
	say("f_none(%s)" % value)


remote func f_remote(value):
	say("f_remote(%s)" % value)


master func f_master(value):
	say("f_master(%s)" % value)


puppet func f_puppet(value):
	say("f_puppet(%s)" % value)


remotesync func f_remotesync(value):
	say("f_remotesync(%s)" % value)


mastersync func f_mastersync(value):
	say("f_mastersync(%s)" % value)


puppetsync func f_puppetsync(value):
	say("f_puppetsync(%s)" % value)


remote func f_two(first, second = "unset"):
	say("f_two(%s, %s)" % [first, second])


remotesync func f_chained(value):
	# The caller's own call makes a further one: which of the two does the other end hear first?
	say("f_chained(%s)" % value)
	if sender() == get_tree().get_network_unique_id():
		rpc("f_remote", "inside")


remote func relate(number):
	# Goes back and forth between the ends, one less each time.
	say("relate(%d)" % number)
	if number > 0:
		rpc_id(sender(), "relate", number - 1)


remote func echo(value, literal):
	# Dictionaries are compared by their text, as 3.x compares them only by reference.
	var same = var2str(str2var(literal)) == var2str(value)
	rpc_id(sender(), "echoed", value, typeof(value), same)


remote func count(number, total, _load = ""):
	var id = sender()
	if not counted.has(id):
		counted[id] = [0, true]
	var state = counted[id]
	state[1] = state[1] and number == state[0]
	state[0] += 1
	if number == total - 1:
		say("counted %d, in order %s" % [state[0], state[1]])


remote func flood(id, total, size = 0):
	var load_of_each = "x".repeat(size)
	for i in total:
		rpc_id(id, "count", i, total, load_of_each)


func flood_unreliable(id, total):
	for i in total:
		rpc_unreliable_id(id, "count", i, total)


func repeat(id, times, letter):
	rpc_id(id, "length", letter.repeat(times))


remote func length(text):
	say("length(%d)" % text.length())


# -- Values -----------------------------------------------------------------------------------------


func set_none(value):
	v_none = value
	say("v_none = %s" % value)


func set_remote(value):
	v_remote = value
	say("v_remote = %s" % value)


func set_master(value):
	v_master = value
	say("v_master = %s" % value)


func set_puppet(value):
	v_puppet = value
	say("v_puppet = %s" % value)


func set_remotesync(value):
	v_remotesync = value
	say("v_remotesync = %s" % value)


func set_mastersync(value):
	v_mastersync = value
	say("v_mastersync = %s" % value)


func set_puppetsync(value):
	v_puppetsync = value
	say("v_puppetsync = %s" % value)


func set_chained(value):
	v_chained = value
	say("v_chained = %s" % value)
	if sender() == get_tree().get_network_unique_id():
		rpc("f_remote", "inside")
