# One frame: process priorities and tree order, nodes that come and go, signals, deferred calls.
extends Node

class Worker extends Node:
	var frame = 0
	func _init(own_name, priority = 0):
		name = own_name
		process_priority = priority
	func _physics_process(_delta):
		print("%s physics" % name)
	func _process(_delta):
		frame += 1
		print("%s process %d" % [name, frame])

class Quiet extends Worker:
	func _init(own_name).(own_name):
		pass
	func _ready():
		set_process(false)
		set_physics_process(false)
		print("%s processing %s" % [name, is_processing()])

var frame = 0
var a
var b
var quiet

func _ready():
	print("processing %s" % is_processing())
	a = Worker.new("A")
	b = Worker.new("B", -1)
	quiet = Quiet.new("Quiet")
	var late = Worker.new("Late", 5)
	late.add_child(Worker.new("Child"))
	for node in [late, a, quiet, b]:
		add_child(node)
	get_tree().connect("idle_frame", self, "_on_idle")
	get_tree().connect("physics_frame", self, "_on_physics")
	call_deferred("deferred", "made in _ready")

func deferred(what):
	print("deferred call %s" % what)

func _on_idle():
	print("idle_frame")
	call_deferred("deferred", "made in idle_frame")

func _on_physics():
	print("physics_frame")
	call_deferred("deferred", "made in physics_frame")

func _physics_process(_delta):
	print("Main physics, in a physics frame %s" % Engine.is_in_physics_frame())
	call_deferred("deferred", "made in _physics_process")

func _process(_delta):
	frame += 1
	print("-- Main process %d, in a physics frame %s" % [frame, Engine.is_in_physics_frame()])
	call_deferred("deferred", "made in _process")
	if frame == 1:
		var new = Worker.new("New")
		add_child(new)
		quiet.set_process(true)
	if frame == 2:
		quiet.set_process(false)
		remove_child(a)
		print("A is out of the tree")
	if frame == 3:
		add_child(a)
		move_child(a, 0)
		b.process_priority = 10
	if frame == 4:
		get_node("Late").queue_free()
		get_node("New").free()
	if frame == 5:
		set_process(false)
		print("processing %s" % is_processing())
		get_tree().quit(7)
		print("quit goes on to the end of the frame")
