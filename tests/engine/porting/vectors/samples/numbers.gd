extends Node
signal sig(a, b)
var out = []
var cb_total: float = 0
var count: int = 0
var names: PoolStringArray
var flags := {}
var matrix: Array = [[1, 2], [3, 4]]
var half: float = 1
var id_list: PoolIntArray = []
class Acc:
	var total: float = 0.0
	var n: int = 0
	var hist: Array
	func add(x: float) -> void:
		total += x
		n += 1
		hist.append(x)
	func avg() -> float:
		return total / n
	func scaled(k: int) -> int:
		return n * k / 2
	static func conv(i: int, f: float):
		return [i / 2, f / 2]
func on_sig(a: int, b: float = 1) -> void:
	out.append([a / 2, b / 2])
func f_int(x: int):
	return x / 2
func f_float(x: float):
	return x / 2
func f_def(x: int = 7, y := 3.0, z := 4):
	return [x / 2, y / 2, z / 2]
func f_ret(x) -> int:
	return x
func f_str(s: String) -> String:
	return s + "!"
func f_vec(v: Vector2) -> float:
	v.x *= 2
	return v.x
func f_arr(a: Array, n: int) -> Array:
	for i in n:
		a[i] = a[i] / 2
	return a
func f_dict(d: Dictionary) -> void:
	d.k = d.get("k", 0) + 1
func f_bool(b: bool) -> bool:
	return not b
func run():
	var acc = Acc.new()
	acc.add(1)
	acc.add(2)
	out.append(acc.avg())
	out.append(acc.total / 2)
	out.append(acc.hist[0] / 2)
	out.append(acc.scaled(3))
	out.append(Acc.conv(7, 7))
	out.append(Acc.conv(7.9, 7.5))
	connect("sig", self, "on_sig")
	emit_signal("sig", 7, 3)
	emit_signal("sig", 7.5, 3)
	out.append(f_int(7))
	out.append(f_int(7.9))
	out.append(call("f_int", 7.9))
	out.append(f_float(7))
	out.append(call("f_float", 7))
	out.append(f_def())
	out.append(f_def(9, 5, 6))
	out.append(f_ret(5))
	out.append(f_str("a"))
	out.append(f_vec(Vector2(2, 1)))
	var arr = [7, 8, 9.0]
	out.append(f_arr(arr, 3))
	out.append(arr)
	f_dict(flags)
	f_dict(flags)
	out.append(flags)
	out.append(f_bool(1))
	cb_total += 3
	out.append(cb_total / 2)
	count += 2.7
	out.append(count)
	count = 7
	count /= 2
	out.append(count)
	count *= 2.5
	out.append(count)
	count -= 1.2
	out.append(count)
	names.append("x")
	names.append("y")
	out.append(names)
	out.append(names.size() / 2)
	matrix[0][1] /= 2
	matrix[1][0] += 0.5
	out.append(matrix)
	half /= 2
	out.append(half)
	half = count
	out.append(half / 2)
	id_list.append(5)
	id_list.append(7)
	out.append(id_list[1] / 2)
	for v in id_list:
		out.append(v / 2)
	var total := 0
	for v in [1, 2.5]:
		total += v
	out.append(total)
	var mean = total / 2
	out.append(mean)
	var s := "n: " + str(total / 2.0)
	out.append(s)
	var x: float = total
	x /= 2
	out.append(x)
	var k := 5
	var q = k / 2
	out.append(q)
	q = k / 2.0
	out.append(q)
	var w: int = k * 1.5
	out.append(w)
	var big: int = 1e3
	out.append(big / 3)
	var mixed = [k, half, total]
	out.append(mixed[0] / 2)
	var ratio = float(k) / 2
	out.append(ratio)
	var t = k
	t /= 2
	out.append(t)
	t = 5.0
	t /= 2
	out.append(t)
	out.append(7 / int("2"))
	out.append(len("abc") / 2)
	out.append("abcd".length() / 2 * 2.5)
	out.append(range(7).size() / 2)
	out.append(get_child_count() / 2)
	out.append(OS.get_ticks_msec() / 1000 * 0)
	out.append((k + 2) / 2)
	out.append(-(k) / 2)
	out.append(abs(-7) / 2)
	out.append(max(7, 3) / 2)
	out.append(max(7, 3.0) / 2)
	out.append(min(7, 9) / 2)
	out.append(clamp(7, 0, 9) / 2)
	out.append(round(7.0) / 2)
	out.append(sign(-7) / 2)
	out.append(pow(7, 1) / 2)
	out.append(int(7.9) / 2)
	out.append((7 if k > 2 else 3) / 2)
	out.append((7 if k > 2 else 3.0) / 2)
	out.append([7][0] / 2)
	out.append({"a": 7}.a / 2)
	out.append({"a": 7}["a"] / 2.0)
	out.append(wrapi(7, 0, 10) / 2)
	out.append(posmod(7, 10) / 2)
	out.append(7 / 2 / 2.0)
	out.append(7.0 / 2 / 2)
	out.append(7 % 4 / 2)
	out.append((1 << 3) / 3)
	out.append(~7 / 2)
	out.append(Vector2(7, 3).x / 2)
	out.append(Vector2(7, 3) / 2)
	out.append(Color(1, 0, 0).r8 / 2)
	out.append(hash("a") / 2 * 0)
	out.append(ord("A") / 2)
	out.append(true and 7 / 2)
	out.append(str(7 / 2) + "%d" % (7 / 2))
