# Signals: arguments and binds, one shot, deferred, nested, blocked, user-made; what connect returns.
extends Node

class Source extends Node:
	signal plain
	signal told(number, text)

class Hearer extends Node:
	var source
	func _init(own_name):
		name = own_name
	func none():
		print("%s none" % name)
	func two(number, text):
		print("%s two %d %s" % [name, number, text])
	func three(number, text, bound):
		print("%s three %d %s %s" % [name, number, text, bound])
	func bound(first, second):
		print("%s bound %s %d" % [name, first, second])
	func again(number, text):
		print("%s again %d" % [name, number])
		if number < 3:
			source.emit_signal("told", number + 1, text)
	func stop(number, _text):
		print("%s stop %d" % [name, number])
		source.disconnect("told", self, "stop")

var source = Source.new()
var first = Hearer.new("First")
var second = Hearer.new("Second")
var frame = 0

func _ready():
	for node in [source, first, second]:
		add_child(node)
	first.source = source
	second.source = source

	print("-- arguments and binds")
	print("connect: %d" % source.connect("told", first, "two"))
	print("connect: %d" % source.connect("told", second, "three", ["bind"]))
	source.emit_signal("told", 1, "a")
	print("connected: %s %s %s" % [source.is_connected("told", first, "two"), source.is_connected("told", first, "three"), source.is_connected("plain", first, "none")])

	print("-- refused")
	print("again: %d" % source.connect("told", first, "two"))
	print("again, other binds: %d" % source.connect("told", second, "three", ["other"]))
	print("unknown: %d" % source.connect("no_such_signal", first, "none"))
	source.emit_signal("told", 2, "b")

	print("-- disconnected")
	source.disconnect("told", first, "two")
	source.emit_signal("told", 3, "c")
	source.disconnect("told", second, "three")
	source.emit_signal("told", 4, "d")
	print("connections: %d" % source.get_signal_connection_list("told").size())

	print("-- one shot")
	source.connect("plain", first, "none", [], CONNECT_ONESHOT)
	source.emit_signal("plain")
	source.emit_signal("plain")
	print("connected: %s" % source.is_connected("plain", first, "none"))

	print("-- a handler emits")
	source.connect("told", first, "again")
	source.connect("told", second, "two")
	source.emit_signal("told", 1, "nested")
	source.disconnect("told", first, "again")

	print("-- a handler disconnects itself")
	source.disconnect("told", second, "two")
	source.connect("told", first, "stop")
	source.connect("told", second, "two")
	source.emit_signal("told", 5, "e")
	source.emit_signal("told", 6, "f")
	source.disconnect("told", second, "two")

	print("-- blocked")
	source.connect("plain", second, "none")
	source.set_block_signals(true)
	source.emit_signal("plain")
	print("blocking: %s" % source.is_blocking_signals())
	source.set_block_signals(false)
	source.emit_signal("plain")
	source.disconnect("plain", second, "none")

	print("-- user-made")
	source.add_user_signal("made", [{"name": "first", "type": TYPE_STRING}])
	print("has: %s %s %s" % [source.has_signal("made"), source.has_user_signal("made"), source.has_user_signal("plain")])
	source.connect("made", first, "bound", [7])
	source.emit_signal("made", "hello")

	print("-- a target is freed")
	var short_lived = Hearer.new("Short")
	source.connect("plain", short_lived, "none")
	source.emit_signal("plain")
	short_lived.free()
	source.emit_signal("plain")
	print("connections: %d" % source.get_signal_connection_list("plain").size())

	print("-- deferred")
	source.connect("told", first, "two", [], CONNECT_DEFERRED)
	source.connect("told", second, "three", ["late"], CONNECT_DEFERRED | CONNECT_ONESHOT)
	source.connect("told", second, "two")
	source.emit_signal("told", 8, "first emission")
	source.emit_signal("told", 9, "second emission")
	call_deferred("after_those")
	print("emitted")

func after_those():
	print("after those")
	source.emit_signal("told", 10, "emitted in a deferred call")
	print("connections: %d" % source.get_signal_connection_list("told").size())

func _process(_delta):
	frame += 1
	print("frame %d" % frame)
	if frame == 1:
		source.emit_signal("told", 11, "emitted in a frame")
		print("_process goes on")
	if frame == 2:
		get_tree().quit()
