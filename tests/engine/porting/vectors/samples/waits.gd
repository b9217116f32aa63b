extends Node
signal go(x)
var out = []
func coro(n):
	out.append("coro begin %d" % n)
	yield(get_tree(), "idle_frame")
	out.append("coro end %d" % n)
	return n * 2
func notwait(n):
	return n
func maybe(n):
	if n > 0:
		yield(get_tree(), "idle_frame")
	return n
func chain():
	var x = yield(coro(5), "completed")
	out.append("chain %d" % x)
	return x
func waiter():
	var v = yield(self, "go")
	out.append(["go", v])
func timer():
	yield(get_tree().create_timer(0.05), "timeout")
	out.append("timer")
func loopy():
	for i in 3:
		yield(get_tree(), "idle_frame")
		out.append("loop %d" % i)
func run():
	coro(1)
	out.append("after coro")
	var s = coro(2)
	out.append(s is GDScriptFunctionState)
	chain()
	waiter()
	emit_signal("go", 42)
	timer()
	loopy()
	var m = maybe(0)
	out.append(m)
	if s is GDScriptFunctionState:
		var r = yield(s, "completed")
		out.append("r %d" % r)
	call_deferred("later", 1)
	out.append("end of run")
func later(x):
	out.append("later %d" % x)
