
extends Reference
enum Kind { SMALL, BIG = 7 }
const K = [1, 2]
var hp: int = 10 setget set_hp
var items: Array
var parent
func set_hp(v: int) -> void:
	hp = int(max(v, 0))
func total(x: float) -> float:
	var sum := 0.0
	for i in items:
		sum += i
	return sum + x
func position_of(i: int) -> Vector2:
	return Vector2(i, i) / 2
static func stat(x):
	return x * K[1]
