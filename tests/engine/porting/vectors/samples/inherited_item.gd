extends Reference
signal changed(v)
enum TYPES { A, B, C }
const PRICES = {"sword": 10, "shield": 5}
var name
var amount = 0 setget set_amount
func _init(n):
	name = n
func set_amount(v):
	amount = v
	emit_signal("changed", v)
func price():
	return PRICES[name] if name in PRICES else PRICES.get(name, 1)
func _to_string():
	return "Item(%s x%d)" % [name, amount]
func clone():
	var c = get_script().new(name + "2")
	return c
static func stat_count():
	return TYPES.keys().size()
