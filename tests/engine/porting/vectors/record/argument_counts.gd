# How many arguments the methods of each class have, at most, as JSON; those without arguments are left out:
#
#     godot36 --no-window --path FOLDER -s argument_counts.gd
extends SceneTree


func _init():
	var names = ClassDB.get_class_list()
	names = Array(names)
	names.sort()
	var lines = []
	for name in names:
		var counts = {}
		for method in ClassDB.class_get_method_list(name, true):
			if method.args and not method.name.begins_with("_"):
				counts[method.name] = method.args.size()
		if counts:
			var sorted = counts.keys()
			sorted.sort()
			var parts = PoolStringArray()
			for key in sorted:
				parts.append("\"%s\": %d" % [key, counts[key]])
			lines.append("\"%s\": {%s}" % [name, parts.join(", ")])
	print("{\n" + PoolStringArray(lines).join(",\n") + "\n}")
	quit()
