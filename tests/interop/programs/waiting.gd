# yield in GDScript, await in Python: when a function goes on, and with which value.
extends Node

signal nothing
signal one(value)
signal two(first, second)

class Helper extends Node:
	signal poke(value)
	func steps():
		print("helper begins")
		var first = yield(self, "poke")
		print("helper got %s" % first)
		var second = yield(self, "poke")
		print("helper got %s" % second)
		return first + second
	func for_ever():
		print("helper waits for ever")
		yield(self, "poke")
		print("this is never printed")

var frame = 0
var helper = Helper.new()

func _ready():
	add_child(helper)
	print("-- values")
	wait_for_values()
	print("emit")
	emit_signal("nothing")
	emit_signal("one", 1)
	emit_signal("one", 2)
	emit_signal("two", "a", "b")
	print("-- a function that waits")
	wait_for_helper()
	helper.emit_signal("poke", 3)
	helper.emit_signal("poke", 4)
	print("-- several wait for the same signal")
	wait_as("first")
	wait_as("second")
	emit_signal("one", 5)
	print("-- frames and time")
	wait_for_frames()
	wait_for_time()

func wait_for_values():
	yield(self, "nothing")
	print("nothing")
	var value = yield(self, "one")
	print("one: %d" % value)
	var both = yield(self, "two")
	print("two: %s %s" % [both[0], both[1]])

func wait_for_helper():
	var sum = yield(helper.steps(), "completed")
	print("sum %d" % sum)

func wait_as(who):
	print("%s waits" % who)
	var value = yield(self, "one")
	print("%s got %d" % [who, value])

func wait_for_frames():
	yield(get_tree(), "idle_frame")
	print("an idle_frame")
	yield(get_tree(), "physics_frame")
	print("a physics_frame")
	yield(get_tree(), "idle_frame")
	yield(get_tree(), "idle_frame")
	print("two more idle_frames")

func wait_for_time():
	yield(get_tree().create_timer(0.04), "timeout")
	print("0.04 seconds")
	for i in 2:
		yield(get_tree().create_timer(0.02), "timeout")
		print("and 0.02 seconds, %d" % i)
	helper.for_ever()
	helper.queue_free()
	yield(helper, "tree_exited")
	print("helper is gone")

func _process(_delta):
	frame += 1
	print("-- frame %d" % frame)
	if frame == 12:
		get_tree().quit()
