# Builds scenes and resources of many classes and saves them into the project: run as the main loop, after
# the engine's editor has imported icon.png there. See record_saving.py.
extends SceneTree

func _own(top: Node, n: Node) -> void:
	for c in n.get_children():
		if c.owner == null and not c.name.begins_with("@"):
			c.owner = top
			_own(top, c)

func _add(to: Node, n: Node, name: String) -> Node:
	n.name = name
	to.add_child(n)
	n.owner = to.owner if to.owner else to
	return n

func _save(top: Node, path: String) -> void:
	var p := PackedScene.new()
	printerr(path, " pack ", p.pack(top))
	printerr(path, " save ", ResourceSaver.save(path, p))

func _initialize():
	everyday()
	gui()
	unbuilt()
	files()
	quit()

func everyday():
	var top := Node2D.new()
	top.name = "Everyday"
	top.set_meta("difficulty", {"b": [1, 2.5], "a": NodePath("A/B")})
	var texture = load("res://icon.png")
	var s := Sprite.new()
	s.texture = texture
	s.hframes = 2
	s.frame = 1
	s.region_enabled = true
	s.region_rect = Rect2(1, 2, 3, 4)
	s.rotation_degrees = 45
	s.modulate = Color(1, 0.5, 0.25, 0.1)
	_add(top, s, "Sprite")
	var at := AtlasTexture.new()
	at.atlas = texture
	at.region = Rect2(0, 0, 8, 8)
	at.margin = Rect2(1, 1, 2, 2)
	at.filter_clip = true
	var frames := SpriteFrames.new()
	frames.add_animation("walk")
	frames.add_frame("walk", at)
	frames.add_frame("walk", texture)
	frames.set_animation_speed("walk", 12)
	frames.set_animation_loop("walk", false)
	frames.remove_animation("default")
	var a := AnimatedSprite.new()
	a.frames = frames
	a.animation = "walk"
	a.frame = 1
	a.playing = true
	_add(top, a, "Animated")
	var anim := Animation.new()
	anim.length = 2.5
	anim.loop = true
	anim.step = 0.05
	var t := anim.add_track(Animation.TYPE_VALUE)
	anim.track_set_path(t, NodePath("Sprite:position"))
	anim.track_insert_key(t, 0, Vector2(0, 0))
	anim.track_insert_key(t, 1.5, Vector2(10, 0.5), 0.5)
	t = anim.add_track(Animation.TYPE_METHOD)
	anim.track_set_path(t, NodePath("."))
	anim.track_insert_key(t, 1.0, {"method": "shout", "args": ["loud", 2]})
	t = anim.add_track(Animation.TYPE_BEZIER)
	anim.track_set_path(t, NodePath("Sprite:rotation"))
	anim.bezier_track_insert_key(t, 0.5, 1.0, Vector2(-0.1, 0), Vector2(0.2, 1))
	t = anim.add_track(Animation.TYPE_ANIMATION)
	anim.track_set_path(t, NodePath("Player"))
	anim.animation_track_insert_key(t, 0.25, "other")
	var player := AnimationPlayer.new()
	player.add_animation("walk", anim)
	player.add_animation("idle", Animation.new())
	player.animation_set_next("walk", "idle")
	player.set_blend_time("walk", "idle", 0.3)
	player.autoplay = "walk"
	player.playback_speed = 2
	_add(top, player, "Player")
	var body := KinematicBody2D.new()
	body.set("collision/safe_margin", 0.2)
	body.collision_layer = 3
	_add(top, body, "Body")
	var shape := CollisionShape2D.new()
	var rect := RectangleShape2D.new()
	rect.extents = Vector2(3, 4)
	shape.shape = rect
	shape.disabled = true
	_add(body, shape, "Shape")
	var poly := CollisionPolygon2D.new()
	poly.polygon = PoolVector2Array([Vector2(0, 0), Vector2(5, 0), Vector2(0, 5)])
	_add(body, poly, "Polygon")
	for kind in [CircleShape2D, CapsuleShape2D, SegmentShape2D, ConvexPolygonShape2D, ConcavePolygonShape2D, RayShape2D, LineShape2D]:
		var c := CollisionShape2D.new()
		var sh = kind.new()
		if sh is ConvexPolygonShape2D:
			sh.points = PoolVector2Array([Vector2(0, 0), Vector2(5, 0), Vector2(0, 5)])
		elif sh is ConcavePolygonShape2D:
			sh.segments = PoolVector2Array([Vector2(0, 0), Vector2(5, 0)])
		elif sh is CapsuleShape2D or sh is CircleShape2D:
			sh.radius = 7
		elif sh is SegmentShape2D:
			sh.a = Vector2(1, 2)
		c.shape = sh
		_add(body, c, sh.get_class())
	var area := Area2D.new()
	area.monitorable = false
	area.collision_mask = 6
	_add(top, area, "Area")
	var ray := RayCast2D.new()
	ray.enabled = true
	ray.cast_to = Vector2(0, 99)
	_add(area, ray, "Ray")
	var static_body := StaticBody2D.new()
	static_body.constant_linear_velocity = Vector2(10, 0)
	_add(top, static_body, "Ground")
	var line := Line2D.new()
	line.points = PoolVector2Array([Vector2(0, 0), Vector2(5.5, 0)])
	line.default_color = Color.red
	line.width = 3
	line.begin_cap_mode = 2
	var gradient := Gradient.new()
	gradient.add_point(0.5, Color.green)
	line.gradient = gradient
	var curve := Curve.new()
	curve.add_point(Vector2(0, 0.25))
	curve.add_point(Vector2(1, 1), 2, 0, Curve.TANGENT_FREE, Curve.TANGENT_LINEAR)
	line.width_curve = curve
	_add(top, line, "Line")
	var p2 := Polygon2D.new()
	p2.polygon = PoolVector2Array([Vector2(0, 0), Vector2(5, 0), Vector2(0, 5)])
	p2.color = Color(0, 0, 1, 0.5)
	_add(top, p2, "Poly")
	var path := Path2D.new()
	var c2 := Curve2D.new()
	c2.add_point(Vector2(0, 0), Vector2(), Vector2(3, 3))
	c2.add_point(Vector2(10, 10), Vector2(-3, 0))
	path.curve = c2
	_add(top, path, "Path")
	var follow := PathFollow2D.new()
	follow.offset = 4
	follow.loop = false
	_add(path, follow, "Follow")
	var camera := Camera2D.new()
	camera.current = true
	camera.limit_left = -100
	camera.zoom = Vector2(0.5, 0.5)
	camera.smoothing_enabled = true
	camera.drag_margin_left = 0.5
	_add(top, camera, "Camera")
	var tiles := TileSet.new()
	tiles.create_tile(0)
	tiles.tile_set_name(0, "grass")
	tiles.tile_set_texture(0, texture)
	tiles.tile_set_region(0, Rect2(0, 0, 16, 16))
	tiles.tile_add_shape(0, rect, Transform2D(0, Vector2(8, 8)), true)
	tiles.create_tile(3)
	tiles.tile_set_tile_mode(3, TileSet.ATLAS_TILE)
	tiles.autotile_set_size(3, Vector2(8, 8))
	tiles.tile_set_texture(3, texture)
	var map := TileMap.new()
	map.tile_set = tiles
	map.cell_size = Vector2(16, 16)
	map.set_cell(0, 0, 0)
	map.set_cell(-1, 2, 0, true, false, true)
	map.set_cell(5, -3, 3, false, false, false, Vector2(1, 0))
	_add(top, map, "Map")
	var timer := Timer.new()
	timer.wait_time = 0.5
	timer.one_shot = true
	timer.autostart = true
	_add(top, timer, "Timer")
	timer.connect("timeout", player, "play", ["walk"], CONNECT_PERSIST)
	timer.connect("timeout", top, "update", [], CONNECT_PERSIST | CONNECT_DEFERRED)
	timer.connect("timeout", top, "hide")
	var sound := AudioStreamPlayer.new()
	sound.volume_db = -3
	sound.autoplay = true
	sound.bus = "Music"
	_add(top, sound, "Sound")
	var layer := CanvasLayer.new()
	layer.layer = 2
	layer.offset = Vector2(1, 2)
	_add(top, layer, "Layer")
	var parallax := ParallaxBackground.new()
	parallax.scroll_base_scale = Vector2(0.5, 0.5)
	_add(top, parallax, "Parallax")
	var pl := ParallaxLayer.new()
	pl.motion_scale = Vector2(0.1, 1)
	pl.motion_mirroring = Vector2(100, 0)
	_add(parallax, pl, "Back")
	_add(top, Position2D.new(), "Spot").position = Vector2(4, 4)
	var notifier := VisibilityNotifier2D.new()
	notifier.rect = Rect2(-5, -5, 10, 10)
	_add(top, notifier, "Notifier")
	var tw := Tween.new()
	tw.repeat = true
	_add(top, tw, "Tween")
	for group in ["zebras", "apes"]:
		body.add_to_group(group, true)
	body.add_to_group("not kept")
	var loose := Node.new()
	loose.name = "Loose"
	top.add_child(loose)
	top.remove_child(loose)
	top.pause_mode = Node.PAUSE_MODE_PROCESS
	top.process_priority = 3
	_save(top, "res://everyday.tscn")

func gui():
	var top := Control.new()
	top.name = "Gui"
	top.set_anchors_preset(Control.PRESET_WIDE)
	var font := DynamicFont.new()
	font.font_data = load("res://font.ttf")
	font.size = 20
	font.outline_size = 2
	font.extra_spacing_char = 1
	var flat := StyleBoxFlat.new()
	flat.bg_color = Color(0.1, 0.2, 0.3)
	flat.set_corner_radius_all(4)
	flat.set_border_width_all(1)
	flat.content_margin_left = 6
	flat.shadow_size = 3
	var texture = load("res://icon.png")
	var nine := StyleBoxTexture.new()
	nine.texture = texture
	nine.margin_left = 4
	nine.region_rect = Rect2(0, 0, 8, 8)
	var line := StyleBoxLine.new()
	line.color = Color.red
	line.thickness = 2
	var theme := Theme.new()
	theme.default_font = font
	theme.set_color("font_color", "Label", Color.red)
	theme.set_constant("hseparation", "Button", 3)
	theme.set_stylebox("normal", "Button", flat)
	theme.set_stylebox("panel", "Panel", nine)
	theme.set_font("font", "Label", font)
	theme.set_icon("checked", "CheckBox", texture)
	top.theme = theme
	var label = _add(top, Label.new(), "Label")
	label.text = "Two\nlines with \"quotes\" and a \\ and ü"
	label.align = Label.ALIGN_CENTER
	label.autowrap = true
	label.rect_position = Vector2(10, 20)
	label.rect_size = Vector2(100, 50)
	label.add_color_override("font_color", Color.blue)
	label.add_constant_override("line_spacing", 4)
	label.add_font_override("font", font)
	label.hint_tooltip = "a tip"
	label.size_flags_horizontal = Control.SIZE_EXPAND_FILL
	var button = _add(top, Button.new(), "Button")
	button.text = "Go"
	button.toggle_mode = true
	button.pressed = true
	button.icon = texture
	button.flat = true
	button.add_stylebox_override("normal", line)
	button.add_stylebox_override("focus", StyleBoxEmpty.new())
	button.add_icon_override("arrow", texture)
	button.margin_left = 1.5
	button.anchor_right = 0.5
	button.focus_mode = Control.FOCUS_CLICK
	button.focus_next = NodePath("../Label")
	var sc := ShortCut.new()
	var key := InputEventKey.new()
	key.scancode = KEY_A
	key.control = true
	sc.shortcut = key
	button.shortcut = sc
	button.connect("toggled", label, "set_visible", [], CONNECT_PERSIST)
	var group := ButtonGroup.new()
	var check = _add(top, CheckBox.new(), "Check")
	check.group = group
	check = _add(top, CheckBox.new(), "Check2")
	check.group = group
	check.pressed = true
	var options = _add(top, OptionButton.new(), "Options")
	options.add_item("one")
	options.add_item("two", 7)
	options.add_separator()
	options.add_icon_item(texture, "three")
	options.set_item_disabled(1, true)
	options.set_item_metadata(0, "meta")
	options.select(1)
	var menu = _add(top, PopupMenu.new(), "Menu")
	menu.add_item("plain", 3, KEY_F1)
	menu.add_check_item("check")
	menu.add_radio_check_item("radio")
	menu.set_item_checked(2, true)
	menu.add_separator()
	menu.add_submenu_item("more", "Sub")
	var mb = _add(top, MenuButton.new(), "MenuButton")
	mb.get_popup().add_item("x")
	mb.get_popup().add_check_item("y")
	var list = _add(top, ItemList.new(), "List")
	list.add_item("a")
	list.add_item("b", texture)
	list.set_item_disabled(1, true)
	list.max_columns = 2
	var edit = _add(top, LineEdit.new(), "Edit")
	edit.text = "typed"
	edit.placeholder_text = "type here"
	edit.secret = true
	edit.max_length = 10
	var text = _add(top, TextEdit.new(), "Text")
	text.text = "a"
	text.readonly = true
	text.show_line_numbers = true
	var rich = _add(top, RichTextLabel.new(), "Rich")
	rich.bbcode_enabled = true
	rich.bbcode_text = "[b]bold[/b]"
	var bar = _add(top, ProgressBar.new(), "Bar")
	bar.max_value = 200
	bar.value = 50
	bar.percent_visible = false
	var slider = _add(top, HSlider.new(), "Slider")
	slider.min_value = -10
	slider.value = -5
	slider.step = 0.5
	slider.tick_count = 3
	var spin = _add(top, SpinBox.new(), "Spin")
	spin.prefix = "$"
	spin.value = 3
	var rect = _add(top, TextureRect.new(), "Picture")
	rect.texture = texture
	rect.expand = true
	rect.stretch_mode = TextureRect.STRETCH_KEEP_ASPECT_CENTERED
	var tb = _add(top, TextureButton.new(), "Picked")
	tb.texture_normal = texture
	tb.disabled = true
	var cr = _add(top, ColorRect.new(), "Colour")
	cr.color = Color(0, 0, 0, 0.5)
	var grid = _add(top, GridContainer.new(), "Grid")
	grid.columns = 3
	_add(grid, HSeparator.new(), "Sep")
	var margin = _add(top, MarginContainer.new(), "Margin")
	margin.add_constant_override("margin_left", 9)
	var tabs = _add(top, TabContainer.new(), "Tabs")
	_add(tabs, Control.new(), "First")
	tabs.tab_align = 0
	var split = _add(top, VSplitContainer.new(), "Split")
	split.split_offset = 12
	var scroll = _add(top, ScrollContainer.new(), "Scroll")
	scroll.scroll_horizontal_enabled = false
	var dialog = _add(top, AcceptDialog.new(), "Dialog")
	dialog.window_title = "Sure"
	dialog.dialog_text = "Really?"
	dialog.resizable = true
	var tp = _add(top, TextureProgress.new(), "Ring")
	tp.fill_mode = 4
	tp.value = 33
	var box = _add(top, VBoxContainer.new(), "Box")
	box.alignment = BoxContainer.ALIGN_CENTER
	var inner = _add(box, Label.new(), "Inner")
	inner.text = "in a box"
	inner.visible = false
	inner.mouse_filter = Control.MOUSE_FILTER_STOP
	inner.theme_type_variation = "Heading"
	_add(top, PanelContainer.new(), "Panel").self_modulate = Color(1, 1, 1, 0.5)
	_add(top, LinkButton.new(), "Link").text = "link"
	_save(top, "res://gui.tscn")

func unbuilt():
	var top := Spatial.new()
	top.name = "Unbuilt"
	top.translation = Vector3(1, 2, 3)
	var mesh := MeshInstance.new()
	var cube := CubeMesh.new()
	cube.size = Vector3(1, 2, 3)
	var material := SpatialMaterial.new()
	material.albedo_color = Color.red
	material.flags_unshaded = true
	cube.material = material
	mesh.mesh = cube
	_add(top, mesh, "Mesh")
	mesh.set_surface_material(0, material)
	var light := OmniLight.new()
	light.omni_range = 9.5
	light.light_color = Color(1, 0.5, 0)
	_add(top, light, "Light")
	var sprite := Sprite.new()
	var shader := Shader.new()
	shader.code = "shader_type canvas_item;\nuniform float amount = 1.0;\n"
	var sm := ShaderMaterial.new()
	sm.shader = shader
	sm.set_shader_param("amount", 0.5)
	sprite.material = sm
	sprite.light_mask = 3
	_add(top, sprite, "Shaded")
	var particles := Particles2D.new()
	particles.amount = 20
	particles.one_shot = true
	var pm := ParticlesMaterial.new()
	pm.gravity = Vector3(0, 9, 0)
	var ramp := GradientTexture.new()
	ramp.gradient = Gradient.new()
	pm.color_ramp = ramp
	particles.process_material = pm
	_add(top, particles, "Sparks")
	var light2 := Light2D.new()
	light2.energy = 0.5
	_add(top, light2, "Glow")
	var video := VideoPlayer.new()
	video.volume_db = -4
	_add(top, video, "Video")
	var tree := AnimationTree.new()
	var machine := AnimationNodeStateMachine.new()
	machine.add_node("walk", AnimationNodeAnimation.new(), Vector2(100, 50))
	tree.tree_root = machine
	tree.active = true
	_add(top, tree, "Tree")
	tree.set("parameters/playback", null)
	var joint := PinJoint2D.new()
	joint.softness = 2
	joint.node_a = NodePath("../Glow")
	_add(top, joint, "Pin")
	var env := WorldEnvironment.new()
	env.environment = Environment.new()
	env.environment.background_mode = Environment.BG_COLOR
	env.environment.background_color = Color.gray
	_add(top, env, "World")
	light.connect("visibility_changed", top, "hide", [1, "two"], CONNECT_PERSIST)
	light.add_to_group("lights", true)
	_save(top, "res://unbuilt.tscn")

func files():
	var font := DynamicFont.new()
	font.font_data = load("res://font.ttf")
	font.size = 30
	font.use_filter = true
	ResourceSaver.save("res://big_font.tres", font)
	var theme := Theme.new()
	theme.set_color("font_color", "Button", Color.red)
	theme.set_font("font", "Button", load("res://big_font.tres"))
	var box := StyleBoxFlat.new()
	box.bg_color = Color(0, 0, 1)
	theme.set_stylebox("normal", "Button", box)
	theme.set_stylebox("hover", "Button", box)
	ResourceSaver.save("res://look.tres", theme)
	var frames := SpriteFrames.new()
	frames.add_frame("default", load("res://icon.png"))
	ResourceSaver.save("res://frames.tres", frames)
	var anim := Animation.new()
	var t := anim.add_track(Animation.TYPE_VALUE)
	anim.track_set_path(t, NodePath("A:visible"))
	anim.value_track_set_update_mode(t, Animation.UPDATE_DISCRETE)
	anim.track_insert_key(t, 0.0, true)
	ResourceSaver.save("res://blink.tres", anim)
	var curve := Curve2D.new()
	curve.add_point(Vector2(1, 1))
	ResourceSaver.save("res://way.tres", curve)
	var at := AtlasTexture.new()
	at.atlas = load("res://icon.png")
	at.region = Rect2(0, 0, 4, 4)
	ResourceSaver.save("res://piece.tres", at)
	var layout := AudioServer.generate_bus_layout()
	ResourceSaver.save("res://buses.tres", layout)
	var tiles := TileSet.new()
	tiles.create_tile(0)
	tiles.tile_set_name(0, "sand")
	ResourceSaver.save("res://tiles.tres", tiles)
	var g := Gradient.new()
	g.set_color(0, Color.red)
	ResourceSaver.save("res://ramp.tres", g)
	var m := SpatialMaterial.new()
	m.metallic = 0.5
	ResourceSaver.save("res://steel.tres", m)
	var shape := CapsuleShape2D.new()
	shape.height = 44
	shape.resource_name = "Tall"
	ResourceSaver.save("res://tall.tres", shape)
