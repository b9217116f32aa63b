extends Node
signal base_signal(x)
const BASE_CONST = {"k": [1]}
var out = []
var base_value = 1 setget set_base_value, get_base_value
func _init():
	pass
func _ready():
	out.append("base ready")
func describe():
	return "base"
func virtual():
	return "base virtual"
func call_virtual():
	return virtual()
func fire(x):
	emit_signal("base_signal", x)
func set_base_value(v):
	base_value = v * 10
func get_base_value():
	return base_value + 1
