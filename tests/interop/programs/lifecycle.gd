# In which order nodes enter the tree, become ready, leave it and end.
extends Node

class Tracer extends Node:
	func _init(own_name):
		name = own_name
		connect("tree_entered", self, "_heard", ["tree_entered"])
		connect("ready", self, "_heard", ["ready"])
		connect("tree_exiting", self, "_heard", ["tree_exiting"])
		connect("tree_exited", self, "_heard", ["tree_exited"])
	func _heard(what):
		print("%s signal %s" % [name, what])
	func _enter_tree():
		print("%s _enter_tree" % name)
	func _ready():
		print("%s _ready, %d children" % [name, get_child_count()])
	func _exit_tree():
		print("%s _exit_tree" % name)
	func _notification(what):
		if what in [1, 10, 11, 13, 18, 19, 27]:
			print("%s notification %d" % [name, what])

class Grower extends Tracer:
	func _init(own_name).(own_name):
		pass
	func _enter_tree():
		add_child(Tracer.new("InEnter"))
	func _ready():
		add_child(Tracer.new("InReady"))

func branch(top):
	var a = Tracer.new(top)
	var b = Tracer.new(top + "1")
	a.add_child(b)
	b.add_child(Tracer.new(top + "11"))
	a.add_child(Tracer.new(top + "2"))
	return a

func _ready():
	print("-- a branch is built outside the tree")
	var a = branch("A")
	print("-- it enters")
	add_child(a)
	print("-- a part leaves")
	var part = a.get_node("A1")
	a.remove_child(part)
	print("inside: %s %s" % [part.is_inside_tree(), a.is_inside_tree()])
	print("-- and comes back, at the end")
	a.add_child(part)
	print("index %d of %d" % [part.get_index(), a.get_child_count()])
	print("-- once more, ready requested at the top of the part only")
	a.remove_child(part)
	part.request_ready()
	a.add_child(part)
	print("-- a part is freed")
	part.free()
	print("-- children that are added in callbacks")
	add_child(Tracer.new("Before"))
	var grower = Grower.new("Grower")
	add_child(grower)
	print("-- a part moves to another parent")
	var mover = grower.get_node("InReady")
	grower.remove_child(mover)
	a.add_child(mover)
	print("-- deferred deletion")
	a.queue_free()
	grower.queue_free()
	print("queued: %s %s %s" % [a.is_queued_for_deletion(), mover.is_queued_for_deletion(), is_instance_valid(a)])
	call_deferred("at_the_end", a)

var frames = 0

func at_the_end(a):
	print("deferred call comes before the deletion: %s" % is_instance_valid(a))

func _process(_delta):
	frames += 1
	if frames == 2:
		print("-- the loop ends")
		get_tree().quit()

func _exit_tree():
	print("Main _exit_tree, %d children" % get_child_count())
