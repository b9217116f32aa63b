# Timer nodes and create_timer: in which frame they fire, and in which order within it.
extends Node

class Beat extends Timer:
	func _init(own_name, seconds, once):
		name = own_name
		wait_time = seconds
		one_shot = once
		autostart = true
		connect("timeout", self, "_beat")
	func _beat():
		print("%s beats, left %.3f, stopped %s" % [name, time_left, is_stopped()])

var frame = 0
var stopped

func _ready():
	var fast = Beat.new("Fast", 0.031, false)
	var once = Beat.new("Once", 0.04, true)
	var steps = Beat.new("Steps", 0.045, false)
	steps.process_mode = Timer.TIMER_PROCESS_PHYSICS
	var tiny = Beat.new("Tiny", 0.001, true)
	stopped = Beat.new("Stopped", 0.06, false)
	for node in [fast, once, steps, tiny, stopped]:
		add_child(node)
	print("autostart is over: %s, left %.3f" % [fast.autostart, fast.time_left])
	get_tree().create_timer(0.045).connect("timeout", self, "_tree_timer", ["0.045"])
	get_tree().create_timer(0.02).connect("timeout", self, "_tree_timer", ["0.02"])
	get_tree().create_timer(0).connect("timeout", self, "_tree_timer", ["0"])
	var by_hand = Timer.new()
	by_hand.name = "ByHand"
	add_child(by_hand)
	by_hand.connect("timeout", self, "_by_hand", [by_hand])
	by_hand.start(0.055)
	print("wait_time became %.3f, one_shot %s, stopped %s" % [by_hand.wait_time, by_hand.one_shot, by_hand.is_stopped()])

func _tree_timer(which):
	print("tree timer %s" % which)
	if which == "0.02":
		get_tree().create_timer(0).connect("timeout", self, "_tree_timer", ["made in a timer"])

func _by_hand(timer):
	print("by hand, once more after 0.02")
	timer.one_shot = true
	timer.disconnect("timeout", self, "_by_hand")
	timer.connect("timeout", self, "_last", [timer])
	timer.start(0.02)

func _last(timer):
	print("last, stopped %s, wait_time %.3f" % [timer.is_stopped(), timer.wait_time])

func _physics_process(delta):
	print("-- step %.4f" % delta)

func _process(delta):
	frame += 1
	print("-- frame %d %.4f" % [frame, delta])
	if frame == 2:
		stopped.stop()
		print("stopped: left %.3f" % stopped.time_left)
		get_tree().create_timer(0).connect("timeout", self, "_tree_timer", ["made in _process"])
	if frame == 3:
		stopped.paused = true
		stopped.start()
		print("paused: stopped %s, left %.3f" % [stopped.is_stopped(), stopped.time_left])
	if frame == 6:
		stopped.paused = false
	if frame == 12:
		get_tree().quit()
