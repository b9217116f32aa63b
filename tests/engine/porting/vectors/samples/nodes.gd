extends Node2D
var out = []
var made = []
onready var label = Label.new()
onready var a = log_it("a")
onready var b = log_it("b")
class Part extends Node2D:
	signal moved(where)
	var log_
	var speed = Vector2(1, 0)
	export var hp = 3
	func _init(l = []):
		log_ = l
	func _enter_tree():
		log_.append("enter " + name)
	func _ready():
		log_.append("ready " + name)
	func _exit_tree():
		log_.append("exit " + name)
	func move():
		position += speed
		position.y = clamp(position.y + 3, 0, 5)
		emit_signal("moved", position)
	func _notification(what):
		if what == NOTIFICATION_PARENTED:
			log_.append("parented")
func log_it(x):
	made.append(x)
	return x
func _ready():
	made.append("ready")
func _on_moved(where, extra = "none"):
	out.append(["moved", where, extra])
func run():
	out.append(made)
	var p = Part.new(out)
	p.name = "P"
	var q = Part.new(out)
	q.name = "Q"
	p.add_child(q)
	add_child(p)
	p.connect("moved", self, "_on_moved", ["x"])
	p.move()
	p.move()
	out.append($P.position)
	out.append($P/Q.get_path() == NodePath(str(get_path()) + "/P/Q"))
	out.append(get_node("P/Q").get_parent().name)
	out.append(q.global_position)
	q.position.x = 4
	out.append(q.global_position)
	q.global_position = Vector2(10, 10)
	out.append(q.position)
	p.rotation = PI / 2
	p.scale = Vector2(2, 2)
	p.modulate.a = 0.5
	p.modulate.r -= 0.25
	out.append(p.modulate)
	out.append(p.visible)
	p.hide()
	out.append(q.is_visible_in_tree())
	p.set("position", Vector2(1, 1))
	out.append(p.get("position"))
	p.set_deferred("position", Vector2(3, 3))
	out.append(p.position)
	p.z_index += 2
	out.append(p.z_index)
	move_child(p, 0)
	out.append(p.get_index())
	out.append(p.find_node("Q", true, false) == q)
	out.append(has_node("P/Z"))
	for child in p.get_children():
		out.append(child.name)
	p.remove_child(q)
	out.append(q.is_inside_tree())
	q.request_ready()
	p.add_child(q)
	q.queue_free()
	out.append(q.is_queued_for_deletion())
	out.append(p.has_signal("moved"))
	out.append(p.get_signal_connection_list("moved").size())
	out.append(p.is_connected("moved", self, "_on_moved"))
	p.hp -= 1
	out.append(p.hp)
	var dup = Part.new()
	dup.hp = p.hp + 5
	out.append(dup.hp)
	out.append(dup.log_)
	dup.free()
	label.text = "hello"
	out.append(label.text.length())
	label.rect_size.x = 50
	label.rect_min_size += Vector2(3, 4)
	out.append(label.rect_min_size)
	add_child(label)
	out.append(label.get_text())
	var t = Timer.new()
	t.wait_time = 0.05
	t.one_shot = true
	add_child(t)
	t.connect("timeout", self, "_on_timeout", [t, 5])
	t.start()
	out.append(t.is_stopped())
	get_tree().connect("idle_frame", self, "_once", [], CONNECT_ONESHOT)
	call_deferred("_deferred", "x")
	p.propagate_call("set_meta", ["k", 1])
	out.append(p.get_meta("k"))
	var n = Node.new()
	n.set_name("A/B:C")
	out.append(n.name)
	n.free()
	out.append(get_tree().root == get_viewport())
	out.append(get_tree().paused)
	out.append(Engine.get_frames_drawn() >= 0)
	out.append(is_processing())
	set_process(true)
	out.append(is_processing())
	add_to_group("things")
	get_tree().call_group("things", "_grouped", 3)
	out.append(get_groups().has("things"))
	out.append(get_position_in_parent() >= 0)
var frames = 0
func _process(delta):
	frames += 1
	if frames == 3:
		out.append("third frame")
		set_process(false)
func _grouped(x):
	out.append("grouped %d" % x)
func _deferred(x):
	out.append("deferred " + x)
	out.append($P.position)
	out.append($P.get_child_count())
func _once():
	out.append("once")
func _on_timeout(t, x):
	out.append(["timeout", t is Timer, x])
