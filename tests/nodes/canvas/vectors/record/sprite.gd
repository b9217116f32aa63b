# Writes what Godot answers into the cases of sprite.json. See README.md.
extends SceneTree
const POINTS = [[0, 0], [-0.5, -0.5], [3.5, 1.5], [-4, -2], [3.9, 1.9], [4, 2], [1, -1], [7.5, 3.5], [12, 0]]
var heard = []
func told(what): heard.append(what)
func decode(v):
	if v is Array and v.size() == 2: return Vector2(v[0], v[1])
	if v is Array and v.size() == 4: return Rect2(v[0], v[1], v[2], v[3])
	return v
func encode(v):
	if v is Vector2: return [v.x, v.y]
	if v is Rect2: return [v.position.x, v.position.y, v.size.x, v.size.y]
	return v
func picture():
	# 8 x 4 pixels, opaque where x * (y + 1) can be divided by 3
	var image = Image.new(); image.create(8, 4, false, Image.FORMAT_RGBA8); image.lock()
	for y in 4:
		for x in 8: image.set_pixel(x, y, Color(1, 1, 1, 1.0 if x * (y + 1) % 3 == 0 else 0.05))
	image.unlock()
	var texture = ImageTexture.new(); texture.create_from_image(image); return texture
func _initialize():
	var f = File.new(); f.open("res://sprite.json", File.READ)
	var cases = parse_json(f.get_as_text()); f.close()
	var texture = picture()
	for case in cases:
		var sprite = Sprite.new(); heard = []
		for s in ["frame_changed", "texture_changed", "item_rect_changed"]: sprite.connect(s, self, "told", [s])
		root.add_child(sprite)
		for step in case["do"]:
			sprite.set(step[0], texture if step[1] is String else decode(step[1]))
		var then = {"heard": heard, "get_rect": encode(sprite.get_rect())}
		for name in ["centered", "offset", "flip_h", "flip_v", "hframes", "vframes", "frame", "frame_coords", "region_enabled", "region_rect"]:
			then[name] = encode(sprite.get(name))
		var opaque = []
		for p in POINTS: opaque.append(sprite.is_pixel_opaque(decode(p)))
		then["is_pixel_opaque"] = opaque
		case["then"] = then
		sprite.free()
	f.open("res://sprite.json", File.WRITE)
	f.store_string("[\n")
	for i in range(cases.size()):
		f.store_string(to_json(cases[i]) + (",\n" if i < cases.size() - 1 else "\n"))
	f.store_string("]\n"); f.close()
	quit()
