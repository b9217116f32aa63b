# The properties that files keep of each node and resource class, in order, with their defaults, as JSON: run
# as the main loop, with out=FILE. See record_saving.py.
extends SceneTree


func _init():
	var found := {}
	for name in ClassDB.get_class_list():
		var is_node: bool = name == "Node" or ClassDB.is_parent_class(name, "Node")
		var is_resource: bool = name == "Resource" or ClassDB.is_parent_class(name, "Resource")
		if name.begins_with("Editor") or name == "GDScriptNativeClass" or not (is_node or is_resource):
			continue
		var entry := {"base": ClassDB.get_parent_class(name), "properties": []}
		found[name] = entry
		var made = ClassDB.instance(name) if ClassDB.can_instance(name) else null
		if made == null:
			continue
		var owner := ""
		for property in made.get_property_list():
			if property.usage & PROPERTY_USAGE_CATEGORY:
				owner = property.name
			elif property.usage & PROPERTY_USAGE_STORAGE and property.name != "script":
				var value = made.get(property.name)
				entry.properties.append([owner, property.name, "" if typeof(value) == TYPE_OBJECT else var2str(value)])
		if is_node:
			made.free()
	var out := ""
	for argument in OS.get_cmdline_args():
		if argument.begins_with("out="):
			out = argument.substr(4)
	var file := File.new()
	file.open(out, File.WRITE)
	file.store_string(JSON.print(found))
	file.close()
	quit()
