extends Node
var out = []
var a = 7
var b = 2
var f = 2.0
func run():
	out.append(a / b)
	out.append(-a / b)
	out.append(a / f)
	out.append(a % b)
	out.append(-a % b)
	out.append(a % -3)
	a /= 2
	out.append(a)
	a = 7
	a *= 1.5
	out.append(a)
	out.append(1 + 2.0)
	out.append(5 / 2 * 2.0)
	out.append(2 * 3 % 4)
	out.append(10 - 3 - 2)
	out.append(1 << 3 | 1)
	out.append(~5)
	out.append(5 & 3 ^ 1)
	out.append(7 >> 1)
	out.append(-7 >> 1)
	out.append(true and 1)
	out.append(0 or "")
	out.append(not 5)
	out.append(!false)
	out.append(1 if a > 3 else 2)
	out.append(3 == 3.0)
	out.append(pow(2, 3))
	out.append(sqrt(2))
	out.append(round(2.5))
	out.append(round(-2.5))
	out.append(floor(-1.5))
	out.append(ceil(1.2))
	out.append(abs(-3))
	out.append(abs(-3.5))
	out.append(sign(-2))
	out.append(sign(-2.0))
	out.append(min(1, 2.0))
	out.append(max(1, 2))
	out.append(clamp(5, 1, 3))
	out.append(clamp(5.5, 1, 3))
	out.append(lerp(1, 3, 0.5))
	out.append(lerp(Vector2(), Vector2(2, 2), 0.5))
	out.append(fmod(7.5, 2))
	out.append(fposmod(-1.5, 2))
	out.append(posmod(-7, 3))
	out.append(wrapi(7, 0, 5))
	out.append(wrapf(7.5, 0, 5))
	out.append(stepify(7.3, 0.5))
	out.append(deg2rad(180))
	out.append(int(3.9) + int(-3.9))
	out.append(int("12abc"))
	out.append(float(3))
	out.append(bool(0))
	out.append(str(5 / 2))
	out.append(5.0 / 2)
	out.append(move_toward(1, 5, 2))
	out.append(inverse_lerp(0, 10, 5))
	out.append(range_lerp(5, 0, 10, 0, 100))
	out.append(is_equal_approx(0.1 + 0.2, 0.3))
	out.append(nearest_po2(100))
	out.append(Vector2(3, 4).length())
	out.append(Vector2(3, 4) * 2)
	out.append(2 * Vector2(3, 4))
	out.append(Vector2(3, 4) * Vector2(2, 3))
	out.append(Vector2(3, 4) / 2)
	out.append(-Vector2(3, 4))
	out.append(Vector2(3, 4) == Vector2(3, 4))
	out.append(Vector2(1, 2) < Vector2(1, 3))
	out.append(Vector2(3.7, -4.2).floor())
	out.append(Vector2(1, 0).angle_to(Vector2(0, 1)))
	out.append(Rect2(0, 0, 10, 10).has_point(Vector2(5, 5)))
	out.append(typeof(7 / 2))
	out.append(typeof(7 / 2.0))
	out.append(typeof(2 * 1.0))
	var x := 5
	x /= 2
	out.append(x)
	x *= 1.5
	out.append(x)
	x += 0.7
	out.append(x)
	var y = 5
	y += 0.5
	out.append(y)
	y -= 1
	out.append(y)
	var z: float = 1
	out.append(z / 2)
	z += 1
	out.append(z)
	out.append(1e3)
	out.append(0x10 + 0b11)
	out.append(5 in [1, 5])
	out.append(not 5 in [1])
	out.append(1 < 2 and 2 < 3 or false)
	var i = 0
	while i < 5:
		i += 2
		if i == 4:
			continue
	out.append(i)
	out.append(TAU == 2 * PI)
	out.append(INF > 1)
	out.append(is_nan(NAN))
