# Writes what the nodes and resources of Godot 4 have: a line for each class, with its base, the defaults of
# its properties as `var_to_str` shows them, and its signals. The answer is engine/base/godot4_classes.jsonl.
#
# In a folder of its own, with an empty project.godot:  godot4 --headless --path . -s classes4.gd
extends SceneTree

const LEFT_OUT = ["Editor", "ResourceImporter", "VisualShaderNode", "OpenXR"]
const NO_PROPERTY = (
	PROPERTY_USAGE_GROUP | PROPERTY_USAGE_SUBGROUP | PROPERTY_USAGE_CATEGORY | PROPERTY_USAGE_ARRAY
	| PROPERTY_USAGE_INTERNAL
)


func is_told(kind):
	for beginning in LEFT_OUT:
		if kind.begins_with(beginning):
			return false
	return ClassDB.class_get_api_type(kind) == ClassDB.API_CORE


# An abstract class has no defaults of its own: those are of a class that comes from it.
func complete(kind):
	if ClassDB.can_instantiate(kind):
		return kind
	var heirs = Array(ClassDB.get_inheriters_from_class(kind)).filter(ClassDB.can_instantiate).filter(is_told)
	heirs.sort()
	return heirs[0] if heirs else kind


func default(kind, property):
	var value = ClassDB.class_get_property_default_value(complete(kind), property.name)
	if value is Object:
		value = null
	if value == null and property.type not in [TYPE_OBJECT, TYPE_NIL]:
		value = type_convert(null, property.type)
	return var_to_str(value)


func _init():
	var out = FileAccess.open("res://godot4_classes.jsonl", FileAccess.WRITE)
	var names = Array(ClassDB.get_class_list()).filter(is_told)
	names.sort()
	for kind in names:
		var is_node = ClassDB.is_parent_class(kind, "Node")
		if not is_node and not ClassDB.is_parent_class(kind, "Resource"):
			continue
		var defaults = {}
		var signals = []
		for property in ClassDB.class_get_property_list(kind, true):
			if is_node and not property.usage & NO_PROPERTY:
				defaults[property.name] = default(kind, property)
		for one in ClassDB.class_get_signal_list(kind, true):
			signals.append(one.name)
		signals.sort()
		out.store_line(JSON.stringify([kind, ClassDB.get_parent_class(kind), defaults, signals]))
	out.close()
	quit()
