# A player of the cluster demo in Godot 3: the script of the main scene's root, a Node "Arena".
# It asks the lobby for a room, goes there with its ticket, and comes again when it was sent away.
extends Node

export var lobby_url = "ws://localhost:9080"
export var player = "ann"

var lobby  # the connection to the lobby, while there is one
var room = ""


func _ready():
	get_tree().connect("connected_to_server", self, "_on_entered")
	get_tree().connect("network_peer_connected", self, "_on_player_came")
	# Deferred, as a client must not be freed while it emits a signal.
	get_tree().connect("connection_failed", self, "come_again", [], CONNECT_DEFERRED)
	get_tree().connect("server_disconnected", self, "come_again", [], CONNECT_DEFERRED)
	ask()


func ask():
	lobby = WebSocketClient.new()
	lobby.connect("connection_established", self, "_on_lobby")
	lobby.connect("connection_error", self, "come_again", [], CONNECT_DEFERRED)
	lobby.connect("data_received", self, "_on_answer", [], CONNECT_DEFERRED)
	lobby.connect_to_url(lobby_url)


func _process(_delta):
	if lobby:
		lobby.poll()


func _on_lobby(_protocol):
	lobby.get_peer(1).put_var(player)


func _on_answer():
	var answer = lobby.get_peer(1).get_var()
	lobby.disconnect_from_host()
	lobby = null
	if typeof(answer) != TYPE_DICTIONARY or answer.empty():
		come_again()
		return
	room = answer["room"]
	var client = WebSocketClient.new()
	client.connect_to_url(answer["url"], PoolStringArray(), true)
	get_tree().network_peer = client


func come_again():
	lobby = null
	get_tree().network_peer = null
	# Not all at once: who was sent away together does not come together.
	yield(get_tree().create_timer(rand_range(0.3, 0.6)), "timeout")
	ask()


func _on_entered():
	print(player, " is in ", room)


func _on_player_came(id):  # the room, too, which is 1
	rpc_id(id, "wave", player)


remote func wave(who):
	print(who, " waves")
