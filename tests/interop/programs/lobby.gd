# The other side of the lobby's game, for one of ours: a player who acts in its turn, or the host.
# PORT: host there; else join URL. NAME: its name. ACTS: how often it acts. ROGUE: as a joiner it says
# what is only the host's to say.
extends Node


func _ready():
	var at = self
	for part in ["Panel", "VBoxContainer", "Game"]:
		var below = Node.new() if part != "Game" else Game.new()
		below.name = part
		at.add_child(below)
		at = below
	at.begin()


class Game:
	extends Node

	var players = []
	var names = {}
	var turn = 0
	var may_act = true  # once in each turn
	var left_to_act = int(OS.get_environment("ACTS"))
	var network

	func begin():
		get_tree().connect("network_peer_connected", self, "_on_peer")
		get_tree().connect("network_peer_disconnected", self, "_on_peer_lost")
		get_tree().connect("connected_to_server", self, "_on_connected")
		get_tree().connect("connection_failed", self, "_on_end", ["failed"])
		get_tree().connect("server_disconnected", self, "_on_end", ["server disconnected"])
		if OS.get_environment("PORT"):
			network = WebSocketServer.new()
			network.listen(int(OS.get_environment("PORT")), PoolStringArray(["ludus"]), true)
			get_tree().network_peer = network
			add_player(1, OS.get_environment("NAME"))
			print("Hosting")
		else:
			network = WebSocketClient.new()
			network.connect_to_url(OS.get_environment("URL"), PoolStringArray(["ludus"]), true)
			get_tree().network_peer = network

	func show():
		var shown = []
		for i in players.size():
			shown.append(("*" if i == turn else "") + names[players[i]])
		print("Players: ", PoolStringArray(shown).join(", "))

	# Of the network

	func _on_connected():
		rpc("set_player_name", OS.get_environment("NAME"))
		if OS.get_environment("ROGUE"):
			rpc("set_turn", 1)
			rpc("_log", "I am everyone")
			rpc_id(1, "request_action", "roll")

	func _on_peer(id):
		if get_tree().is_network_server():
			for player in players:
				rpc_id(id, "add_player", player, names[player])
			rpc("add_player", id)
			rpc_id(id, "set_turn", turn)

	func _on_peer_lost(id):
		if get_tree().is_network_server():
			rpc("del_player", id)
			rpc("set_turn", turn)

	func _on_end(why):
		print("End: ", why)
		get_tree().call_deferred("quit")

	# Of the game

	remotesync func add_player(id, name = ""):
		players.append(id)
		names[id] = name

	remotesync func update_player_name(id, name):
		names[id] = name
		show()

	remotesync func del_player(id):
		var place = players.find(id)
		if turn > place:
			turn -= 1
		players.remove(place)
		names.erase(id)
		show()

	remotesync func set_turn(new_turn):
		turn = new_turn
		may_act = true
		if turn < players.size():  # else the mark stays where it was, as in Godot's demo
			print("Turn: ", names[players[turn]])
		call_deferred("act_if_it_is_my_turn")

	remotesync func _log(text):
		print("Log: ", text)

	master func set_player_name(name):
		rpc("update_player_name", get_tree().get_rpc_sender_id(), name)
		call_deferred("act_if_it_is_my_turn")  # it may have waited for company

	master func request_action(action):
		var id = get_tree().get_rpc_sender_id()
		if turn < players.size() and players[turn] == id:
			do_action(id, action)
		else:
			rpc("_log", "Someone is trying to cheat! %d" % id)

	func do_action(id, action):
		rpc("_log", "%s: %ss %d" % [names[id], action, 7])
		rpc("set_turn", (turn + 1) % players.size())

	func act_if_it_is_my_turn():
		var me = get_tree().get_network_unique_id()
		if players.size() < 2 or turn >= players.size() or players[turn] != me or left_to_act == 0:
			return
		if not may_act:
			return
		may_act = false
		left_to_act -= 1
		if me == 1:
			do_action(1, "roll")
		else:
			rpc_id(1, "request_action", "roll")
