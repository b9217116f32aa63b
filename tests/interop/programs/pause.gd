# Pausing: who goes on processing, which timers go on, the notifications.
extends Node

class Worker extends Node:
	func _init(own_name, mode = PAUSE_MODE_INHERIT):
		name = own_name
		pause_mode = mode
	func _notification(what):
		if what == NOTIFICATION_PAUSED:
			print("%s paused" % name)
		if what == NOTIFICATION_UNPAUSED:
			print("%s unpaused" % name)
	func _process(_delta):
		print("%s process, can %s" % [name, can_process()])
	func _physics_process(_delta):
		print("%s physics" % name)

var frame = 0

func _ready():
	pause_mode = PAUSE_MODE_PROCESS
	var stopper = Worker.new("Stopper", PAUSE_MODE_STOP)
	stopper.add_child(Worker.new("Inherits"))
	stopper.add_child(Worker.new("Processes", PAUSE_MODE_PROCESS))
	add_child(stopper)
	var free_runner = Worker.new("Free")
	free_runner.add_child(Worker.new("Stops", PAUSE_MODE_STOP))
	add_child(free_runner)
	for mode in [PAUSE_MODE_STOP, PAUSE_MODE_PROCESS]:
		var timer = Timer.new()
		timer.name = "Timer%d" % mode
		timer.pause_mode = mode
		timer.wait_time = 0.023
		timer.autostart = true
		timer.connect("timeout", self, "_on_timer", [timer.name])
		add_child(timer)
	get_tree().create_timer(0.06).connect("timeout", self, "_on_timer", ["tree timer"])
	get_tree().create_timer(0.06, false).connect("timeout", self, "_on_timer", ["tree timer that waits"])

func _on_timer(which):
	print("timeout of %s" % which)

func deferred():
	print("deferred calls are made")

func go_on():
	get_tree().paused = false

func _process(_delta):
	frame += 1
	print("-- frame %d, paused %s" % [frame, get_tree().paused])
	if frame == 2:
		get_tree().paused = true
		call_deferred("deferred")
	if frame == 4:
		get_node("Free").set_deferred("pause_mode", PAUSE_MODE_STOP)
		get_node("Stopper").set_deferred("pause_mode", PAUSE_MODE_PROCESS)
	if frame == 6:
		call_deferred("go_on")
	if frame == 9:
		get_tree().quit()
