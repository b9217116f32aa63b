# What Godot writes when it saves the scenes and resources of a folder again, as JSON: run as the main loop.
#
#   godot3-server --path FOLDER -s /abs/save_dump.gd mode=MODE out=/abs/out.json
#
# MODE   loaded    each file is loaded and saved to its path
#        instanced each scene is loaded, instanced, packed and saved; of a project that runs
#        edited    the same with GEN_EDIT_STATE_MAIN, as the editor does
extends SceneTree


func _initialize():
	var mode := ""
	var out := ""
	for a in OS.get_cmdline_args():
		if a.begins_with("out="):
			out = a.substr(4)
		if a.begins_with("mode="):
			mode = a.substr(5)
	ResourceLoader.set_abort_on_missing_resources(false)
	var files := []
	var d := Directory.new()
	d.open("res://")
	d.list_dir_begin(true, true)
	var n := d.get_next()
	while n != "":
		if n.ends_with(".tscn") or n.ends_with(".tres"):
			files.append(n)
		n = d.get_next()
	files.sort()
	var held := {}
	for name in files:
		printerr("FILE ", name)
		held[name] = load("res://" + name)
	var found := {}
	for name in files:
		printerr("SAVE ", name)
		var r = held[name]
		if r == null:
			found[name] = null
			continue
		if mode != "loaded":
			if not r is PackedScene:
				continue
			var top = r.instance(PackedScene.GEN_EDIT_STATE_MAIN if mode == "edited" else 0)
			if top == null:
				found[name] = null
				continue
			r = PackedScene.new()
			var err = r.pack(top)
			if err:
				found[name] = err
				continue
		var err = ResourceSaver.save("res://" + name, r)
		if err:
			found[name] = err
		else:
			var f := File.new()
			f.open("res://" + name, File.READ)
			found[name] = f.get_as_text()
			f.close()
	var f := File.new()
	f.open(out, File.WRITE)
	f.store_string(JSON.print(found, "\t", true))
	f.close()
	quit()
