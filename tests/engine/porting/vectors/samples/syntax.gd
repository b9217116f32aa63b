extends Node
var out = []
var a; var b = 2
onready var late = get_name()
var dict = {
	"one": 1, # comment
	two = 2,
	3: [4,
		5],
}
class Inner:
	const X = 5
	enum { P, Q }
	class Deep:
		var z = X
		func q():
			return Q
	func mk():
		return Deep.new()
func _ready():
	out.append("ready " + late)
func _enter_tree():
	out.append("enter")
func f(x): return x * 2
func g(x,
		y = 2,
		z = 3):
	return x + y + \
		z
func none(): pass
func nested_if(x):
	if x > 0: if x > 5: return "big"
	elif x < 0: return "neg"
	else: return "zero"
	return "small"
func w():
	var n = 0
	while true:
		n += 1
		if n > 3: break
		else: continue
	return n
func shadow(out2):
	var name = "local name"
	return name
func print(x):
	pass
func run():
	out.append(dict)
	out.append(Inner.new().mk().z)
	out.append(Inner.new().mk().q())
	out.append(f(3)); out.append(g(1))
	out.append(none())
	for x in [7, 3, 0, -1]: out.append(nested_if(x))
	out.append(w())
	out.append(shadow(1))
	var x = 5 if b == 2 else 6
	out.append(x)
	var is_it = x is int
	out.append(is_it)
	out.append([x is float, "a" is String, [] is Array, {} is Dictionary, Vector2() is Vector2, self is Node, null is Node])
	out.append(1 < 2 == true)
	out.append(not x == 5)
	out.append(-x * 2)
	out.append(2 if false else 3 if false else 4)
	out.append("a" + "b" if true else "c")
	out.append(x in [1, 5] and not x in [2])
	out.append([1, 2, 3][1])
	out.append({"k": {"j": 1}}["k"]["j"])
	out.append("abc"[1])
	out.append(self.b)
	out.append(get("b"))
	var arr = [f(1), f(2)]
	out.append(arr)
	arr[0] += 5
	arr[-1] *= 2
	out.append(arr)
	var s = "text"
	s += " more"
	out.append(s)
	var e = []
	e.append(e.size())
	out.append(e)
	var h = 0xFF
	out.append(h)
	out.append(1_000)
	out.append(5 % 3 * 2)
	out.append(!true || true && false)
	assert(true)
	var v = Vector3(1, 2, 3)
	out.append(v.length_squared())
	out.append(v.cross(Vector3(0, 1, 0)))
	out.append(Color("#ff0000"))
	out.append(Color.red)
	out.append(Color8(255, 0, 0))
	out.append(NodePath("a/b:c").get_name(1))
	out.append(OK)
	out.append(KEY_A)
	out.append(BUTTON_LEFT)
	out.append(MARGIN_LEFT)
	out.append(PI > 3)
	out.append(Vector2.UP)
	out.append(Vector2.ZERO == Vector2())
	out.append(typeof(1) == TYPE_INT)
	out.append(str(get_path()).begins_with("/root"))
	out.append(get_class())
	match typeof(x):
		TYPE_INT: out.append("int!")
		TYPE_REAL, TYPE_STRING: out.append("other")
	match [x, "q"]:
		[5, "q"]: out.append("pair")
		_: out.append("no")
	match x:
		b: out.append("is b")
		_:
			out.append("default")
	match {"t": "a", "v": 5}:
		{"t": "b"}: out.append("tb")
		{"t": "a", ..}: out.append("ta")
	for i in range(2, 10, 3): out.append(i)
	for i in 3: pass
	for k in dict: out.append(k)
	for ch in "hi": out.append(ch)
	var last = null
	for q in [1, 2, 3]:
		if q == 2:
			last = q
			break
	out.append(last)
	out.append(typeof(last))
	if last: out.append("truthy")
	if not a: out.append("falsy")
	if "": out.append("no")
	if [0]: out.append("array truthy")
	if Vector2(0, 1): out.append("vec truthy")
	out.append(a == null)
	out.append(bool("x"))
	out.append(range(3).has(2))
	out.append(PoolIntArray([1, 2]) == PoolIntArray([1, 2]))
	out.append([1, 2] + [3])
	out.append(str(3) + str(3.0) + str(true))
	var long = "a" \
		+ "b"
	out.append(long)
	out.append(Node.PAUSE_MODE_STOP)
	out.append(PAUSE_MODE_PROCESS)
	out.append(NOTIFICATION_READY)
