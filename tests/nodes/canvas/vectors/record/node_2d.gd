# Writes what Godot answers into the cases of node_2d.json. See README.md.
extends SceneTree
const READ = ["position", "rotation", "rotation_degrees", "scale", "transform", "global_position", "global_rotation", "global_rotation_degrees", "global_scale", "global_transform", "z_index", "z_as_relative"]
func decode(v):
	if v is Array and v.size() == 2 and not v[0] is Array: return Vector2(v[0], v[1])
	if v is Array and v.size() == 6: return Transform2D(Vector2(v[0], v[1]), Vector2(v[2], v[3]), Vector2(v[4], v[5]))
	return v
func encode(v):
	if v is Vector2: return [v.x, v.y]
	if v is Transform2D: return [v.x.x, v.x.y, v.y.x, v.y.y, v.origin.x, v.origin.y]
	return v
func _initialize():
	var f = File.new(); f.open("res://node_2d.json", File.READ)
	var cases = parse_json(f.get_as_text()); f.close()
	for case in cases:
		var nodes = {"top": Node2D.new(), "parent": Node2D.new(), "child": Node2D.new()}
		nodes.top.add_child(nodes.parent); nodes.parent.add_child(nodes.child); root.add_child(nodes.top)
		for step in case["do"]:
			var node = nodes[step[0]]
			if step[1].ends_with("()"):
				var args = []
				for a in step[2]: args.append(decode(a))
				node.callv(step[1].trim_suffix("()"), args)
			else:
				node.set(step[1], decode(step[2]))
		var answers = {}
		for name in READ: answers[name] = encode(nodes.child.get(name))
		answers["to_local"] = encode(nodes.child.to_local(Vector2(12, 34)))
		answers["to_global"] = encode(nodes.child.to_global(Vector2(12, 34)))
		answers["get_angle_to"] = nodes.child.get_angle_to(Vector2(12, 34))
		answers["get_relative_transform_to_parent"] = encode(nodes.child.get_relative_transform_to_parent(nodes.top))
		case["then"] = answers
		nodes.top.free()
	f.open("res://node_2d.json", File.WRITE)
	f.store_string("[\n")
	for i in range(cases.size()):
		f.store_string(to_json(cases[i]) + (",\n" if i < cases.size() - 1 else "\n"))
	f.store_string("]\n"); f.close()
	quit()
