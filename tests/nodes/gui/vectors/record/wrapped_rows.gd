extends SceneTree
# Asks the engine in which rows a TextEdit shows a line; see record_wrapped_rows.py.

func _init():
	var file = File.new()
	file.open("res://texts.json", File.READ)
	var texts = JSON.parse(file.get_as_text()).result
	file.close()
	var data = DynamicFontData.new()
	data.font_path = "res://NotoSans-Regular.ttf"
	var font = DynamicFont.new()
	font.font_data = data
	font.size = 14
	var edit = TextEdit.new()
	root.add_child(edit)
	edit.add_font_override("font", font)
	edit.add_stylebox_override("normal", StyleBoxEmpty.new())
	edit.wrap_enabled = true
	var answers = []
	for text in texts:
		edit.text = text
		for width in [20, 38, 39, 44, 45, 67, 72, 76, 110, 300]:
			edit.rect_size = Vector2(width + 10, 100)  # of which the engine leaves 10 free
			yield(self, "idle_frame")
			yield(self, "idle_frame")
			answers.append([text, width, Array(edit.get_line_wrapped_text(0))])
	file.open("res://answers.json", File.WRITE)
	file.store_string(JSON.print(answers))
	file.close()
	quit()
