# A player of Godot 3 at /root/Main, a client of URL; player4.gd says what it does.
extends Node

var peer = WebSocketClient.new()


func _ready():
	var tree = get_tree()
	tree.connect("network_peer_connected", self, "_on_peer")
	tree.connect("network_peer_disconnected", self, "_on_peer_gone")
	tree.connect("connected_to_server", self, "_on_connected")
	if peer.connect_to_url(OS.get_environment("URL"), PoolStringArray(), true) == OK:
		tree.network_peer = peer


func _on_peer(id):
	print("Peer %d is here, %s" % [id, Array(get_tree().get_network_connected_peers())])


func _on_peer_gone(id):
	print("Peer %d is gone, %s" % [id, Array(get_tree().get_network_connected_peers())])


func _on_connected():
	print("Connected as %d" % get_tree().get_network_unique_id())


remote func do(order):
	var expression = Expression.new()
	if expression.parse(order) != OK:
		print("No order: ", order)
	expression.execute([], self)


remote func hear(what):
	print("Heard %s from %d" % [what, get_tree().get_rpc_sender_id()])
