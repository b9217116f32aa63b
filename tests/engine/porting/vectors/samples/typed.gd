extends Node
var out := []
var n: int = 3
var f: float = 2
var s: String
var v: Vector2
var arr: Array = [1]
var other: Other = null
var inferred := 7
var inf_f := 1.0
const Other = preload("res://typed_other.gd")
const LIMIT := 10
const HALF := 5.0
export(int, 0, 10) var ex = 4
export var ex2 := 2.5
export(String, "a", "b") var ex3 = "a"
export(Array, int) var ex4 = [1, 2]
enum Mode { A, B = 4 }
export(Mode) var mode = Mode.B
func add(a: int, b: float = 2.5) -> float:
	return a + b
func to_i(x: int) -> int:
	return x
func half(x: int) -> int:
	return x / 2
func nothing() -> void:
	pass
func opt(o: Other = null) -> Other:
	return o
func vec(v2: Vector2) -> Vector2:
	v2.x += 1
	return v2
func arrp(a: Array) -> Array:
	a.append(5)
	return a
func dflt(a := 3, b := "x", c: Dictionary = {}) -> Array:
	c[a] = b
	return [a, b, c]
func run() -> void:
	n = 7.9
	out.append(n)
	n /= 2
	out.append(n)
	f = 5
	out.append(f / 2)
	out.append([s, v])
	v.x = 5
	v.y += 1.5
	out.append(v)
	inferred = 3.7
	out.append(inferred)
	inf_f = 3
	out.append(inf_f / 2)
	out.append([LIMIT / 3, HALF / 2])
	out.append(add(1))
	out.append(add(2.7, 1))
	out.append(to_i(3.9))
	out.append(half(7))
	out.append(nothing())
	out.append(opt())
	var o := Other.new()
	out.append(opt(o) == o)
	out.append(o.total(4))
	out.append(o.hp)
	o.hp = -5
	out.append(o.hp)
	out.append(o.position_of(2))
	out.append(Other.K)
	out.append(Other.Kind.BIG)
	out.append(Other.stat(3))
	var loc: int = 5 / 2.0
	out.append(loc)
	loc += 1.9
	out.append(loc)
	var q := 10
	q -= 0.5
	out.append(q)
	var u = 10
	u -= 0.5
	out.append(u)
	var vv := Vector2(1, 1)
	var w = vec(vv)
	out.append([vv, w])
	out.append(arrp(arr))
	out.append(arr)
	out.append(dflt())
	out.append(dflt())
	out.append(dflt(7, "y"))
	for i in range(n):
		var sq := i * i
		out.append(sq)
	var t: float = n
	out.append(t / 2)
	var b: bool = n > 2
	out.append(b)
	out.append(int(b))
	var text: String = str(n) + "!"
	out.append(text)
	out.append(mode)
	out.append(ex / 3)
	out.append(ex2)
	out.append(ex4)
	var d: Dictionary = {}
	d["x"] = n
	d.y = f
	out.append(d)
	var i2: int = "12".to_int() / 5
	out.append(i2)
	other = o
	other.items.append(1)
	out.append(other.items.size())
	other = null
	out.append(other)
	var x1 = n as float
	out.append(x1 / 2)
	out.append("5" as int)
	out.append((n as String) + "s")
	var r := Rect2(0, 0, 10, 20)
	r.size.x = 5
	r.position += Vector2(1, 1)
	out.append(r)
	var c := Color(1, 1, 1)
	c.a = 0.5
	c.r -= 0.25
	out.append(c)
	var tr := Transform2D()
	tr.origin.x = 3
	out.append(tr.origin)
	var neg := -7
	out.append(neg / 2)
	out.append(neg % 3)
	out.append(neg >> 1)
	var big := 1 << 40
	out.append(big)
	var rng := RandomNumberGenerator.new()
	rng.seed = 42
	out.append(rng.randi_range(1, 100))
	out.append(rng.randf() < 1)
	seed(7)
	out.append(randi() % 100)
	out.append(rand_range(1, 2) >= 1)
