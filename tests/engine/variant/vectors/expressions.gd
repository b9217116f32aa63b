# Evaluates each line of expressions.txt in a real Godot 3 and prints the results as JSON: the line, and
# what var2bytes gives for its value (null if it does not compile).
#
#   godot3-server --path tests/engine/variant/vectors -s expressions.gd > expressions.json
#
# The folder needs a project.godot (an empty file will do) while this runs. Godot prints its banner first:
# the JSON begins at the line "[".
extends SceneTree

func _init():
	var file = File.new()
	file.open("res://expressions.txt", File.READ)
	var lines = []
	while not file.eof_reached():
		var line = file.get_line()
		if line == "" or line.begins_with("#"):
			continue
		var script = GDScript.new()
		script.source_code = "static func value():\n\treturn " + line
		var hex = null
		if script.reload() == OK:
			hex = var2bytes(script.value()).hex_encode()
		lines.append(to_json({"expression": line, "hex": hex}))
	print("[")
	print(PoolStringArray(lines).join(",\n"))
	print("]")
	quit()
