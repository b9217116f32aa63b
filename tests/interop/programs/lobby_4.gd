# A player of Godot 4 in a game of the lobby, who acts in its turn: lobby.gd, which joins, for Godot 4.
# URL: whose game it joins. NAME: its name. ACTS: how often it acts. ROGUE: it says what is only the
# host's to say.
extends Node


func _ready():
	Engine.max_fps = 200
	var at = self
	for part in ["Panel", "VBoxContainer", "Game"]:
		var below = Node.new() if part != "Game" else Game.new()
		below.name = part
		at.add_child(below)
		at = below
	at.begin()


func _process(_delta):
	if FileAccess.file_exists("res://end"):
		get_tree().quit()


class Game:
	extends Node

	var players = []
	var names = {}
	var turn = 0
	var may_act = true  # once in each turn
	var left_to_act = int(OS.get_environment("ACTS"))

	func begin():
		var peer = WebSocketMultiplayerPeer.new()
		peer.supported_protocols = PackedStringArray(["ludus"])
		peer.create_client(OS.get_environment("URL"))
		multiplayer.connected_to_server.connect(_on_connected)
		multiplayer.server_disconnected.connect(_on_end)
		multiplayer.multiplayer_peer = peer

	func show():
		var shown = []
		for i in players.size():
			shown.append(("*" if i == turn else "") + names[players[i]])
		print("Players: ", ", ".join(PackedStringArray(shown)))

	func _on_connected():
		set_player_name.rpc_id(1, OS.get_environment("NAME"))
		if OS.get_environment("ROGUE"):
			set_turn.rpc(1)
			_log.rpc("I am everyone")
			request_action.rpc_id(1, "roll")

	func _on_end():
		print("End: server disconnected")
		get_tree().quit.call_deferred()

	# What the host says

	@rpc func add_player(id, name = ""):
		players.append(id)
		names[id] = name

	@rpc func update_player_name(id, name):
		names[id] = name
		show()

	@rpc func del_player(id):
		var place = players.find(id)
		if turn > place:
			turn -= 1
		players.remove_at(place)
		names.erase(id)
		show()

	@rpc func set_turn(new_turn):
		turn = new_turn
		may_act = true
		if turn < players.size():
			print("Turn: ", names[players[turn]])
		act_if_it_is_my_turn.call_deferred()

	@rpc func _log(text):
		print("Log: ", text)

	# What is asked of the host: it has these methods, and a list of names that has to be the same

	@rpc("any_peer") func set_player_name(_name):
		pass

	@rpc("any_peer") func request_action(_action):
		pass

	func act_if_it_is_my_turn():
		if turn < players.size() and players[turn] == multiplayer.get_unique_id() and may_act and left_to_act:
			may_act = false
			left_to_act -= 1
			request_action.rpc_id(1, "roll")
