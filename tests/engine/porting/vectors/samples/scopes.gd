extends Node
var out = []
var target = "member"
var i = "i-member"
var list: Array
var dic: Dictionary
class Inner:
	var items: Array
	var n: Inner
	func mine() -> Inner:
		return self
func run():
	for target in [1, 2]:
		out.append(target)
	out.append(target)
	if true:
		var i = 5
		out.append(i)
	out.append(i)
	match 3:
		var x:
			out.append(x)
	match 4:
		4:
			var i = 9
			out.append(i)
	out.append(i)
	var a = Inner.new()
	var b = Inner.new()
	a.items.append(1)
	out.append([a.items, b.items, a.n, a.mine() == a])
	for k in 3:
		var fresh
		if k == 0:
			fresh = 5
		out.append(fresh)
	for k in 2:
		var l = []
		l.append(k)
		out.append(l)
