extends SceneTree
# Asks the engine about Label, BBCode, ScrollContainer and ItemList; see record_texts.py.
# Usage: godot3-server --path DIR -s texts.gd, with cases.json and NotoSans-Regular.ttf in DIR; the answer
# is DIR/answers.json.

var told = []

func _init():
	call_deferred("go")

func go():
	var file = File.new()
	file.open("res://cases.json", File.READ)
	var cases = JSON.parse(file.get_as_text()).result
	file.close()
	var answers = {"label": [], "bbcode": [], "scroll_container": [], "item_list": []}
	var data = DynamicFontData.new()
	data.font_path = "res://NotoSans-Regular.ttf"
	var font = DynamicFont.new()
	font.font_data = data
	font.size = 14
	for c in cases.label:
		answers.label.append(c + label(c, font))
	for c in cases.bbcode:
		var r = RichTextLabel.new()
		root.add_child(r)
		r.append_bbcode(c)
		answers.bbcode.append([c, r.get_text()])
		r.free()
	for c in cases.scroll_container:
		var s = container(c)
		for i in 4:
			yield(self, "idle_frame")
		var h = s.get_h_scrollbar()
		var v = s.get_v_scrollbar()
		answers.scroll_container.append(c + [rect(s), rect(s.get_node("child")), h.visible, v.visible, bar(h), bar(v)])
		s.free()
	for c in cases.item_list:
		var l = list(c.mode)
		yield(self, "idle_frame")
		yield(self, "idle_frame")
		var steps = []
		for step in c.steps:
			told = []
			act(l, step)
			steps.append([step, told, l.get_selected_items()])
		answers.item_list.append({"mode": c.mode, "steps": steps})
		l.free()
	file.open("res://answers.json", File.WRITE)
	file.store_string(JSON.print(answers))
	file.close()
	quit()

func label(c, font):
	var l = Label.new()
	l.add_font_override("font", font)
	l.text = c[0]
	l.autowrap = c[2]
	l.clip_text = c[3]
	l.max_lines_visible = c[4]
	root.add_child(l)
	l.rect_size = Vector2(c[1], 50)
	var least = l.get_minimum_size()
	var found = [l.get_line_count(), least.x, least.y, l.get_total_character_count()]
	l.free()
	return found

func container(c):
	var s = ScrollContainer.new()
	s.scroll_horizontal_enabled = bool(c[5])
	s.scroll_vertical_enabled = bool(c[6])
	var child = Control.new()
	child.name = "child"
	child.rect_min_size = Vector2(c[2], c[3])
	child.size_flags_horizontal = c[4]
	child.size_flags_vertical = c[4]
	s.add_child(child)
	root.add_child(s)
	s.rect_size = Vector2(c[0], c[1])
	return s

func rect(control):
	var r = control.get_rect()
	return [r.position.x, r.position.y, r.size.x, r.size.y]

func bar(b):
	return [rect(b), b.max_value, b.page] if b.visible else null

func list(mode):
	var l = ItemList.new()
	l.select_mode = mode
	for text in ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]:
		l.add_item(text)
	l.connect("item_selected", self, "tell_1", ["item_selected"])
	l.connect("multi_selected", self, "tell_2", ["multi_selected"])
	l.connect("item_activated", self, "tell_1", ["item_activated"])
	l.connect("nothing_selected", self, "tell_0", ["nothing_selected"])
	l.connect("item_rmb_selected", self, "tell_place", ["item_rmb_selected"])
	l.connect("rmb_clicked", self, "tell_only_place", ["rmb_clicked"])
	root.add_child(l)
	l.rect_size = Vector2(200, 300)
	return l

func tell_0(name):
	told.append([name])

func tell_1(one, name):
	told.append([name, one])

func tell_2(one, other, name):
	told.append([name, one, other])

func tell_place(one, _place, name):
	told.append([name, one])

func tell_only_place(_place, name):
	told.append([name])

func act(l, step):
	if step[0] == "set":
		l.set(step[1], step[2])
	elif step[0] == "key":
		var e = InputEventKey.new()
		e.scancode = OS.find_scancode_from_string(step[1])
		e.unicode = ord(step[1].to_lower()) if len(step[1]) == 1 else 0
		e.pressed = true
		l._gui_input(e)
	else:
		# ["click", entry (6 is below them all), modifiers, button, double]
		var y = 290
		if step[1] < 6:
			y = 0
			while l.get_item_at_position(Vector2(5, y), true) != step[1]:
				y += 1
			y += 5
		for pressed in [true, false]:
			var e = InputEventMouseButton.new()
			e.button_index = step[3]
			e.position = Vector2(5, y)
			e.pressed = pressed
			e.doubleclick = step[4] and pressed
			e.control = step[2] == "ctrl"
			e.shift = step[2] == "shift"
			l._gui_input(e)
