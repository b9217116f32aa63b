extends Node
var out = []
class W:
	var log_
	var x = 3
	func _init(l, n):
		log_ = l
		log_.append("begin %s" % x)
		yield(n.get_tree(), "idle_frame")
		log_.append("after")
func run():
	var w = W.new(out, self)
	out.append("made %s" % (w is W))
