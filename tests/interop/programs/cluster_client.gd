# Runs the demo's client, whose source is SOURCE, as /root/Arena, a player of the lobby at URL.
extends Node


func _ready():
	var file = File.new()
	file.open(OS.get_environment("SOURCE"), File.READ)
	var script = GDScript.new()
	script.source_code = file.get_as_text()
	script.reload()
	var arena = script.new()
	arena.name = "Arena"
	arena.lobby_url = OS.get_environment("URL")
	arena.player = OS.get_environment("PLAYER")
	get_tree().root.call_deferred("add_child", arena)
