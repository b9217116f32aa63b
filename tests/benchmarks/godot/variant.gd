# Times var2bytes and bytes2var for the values of variant.py, in batches of some 20 ms. It prints the
# nanoseconds of one call, and a digest of the bytes, which both sides make alike.
extends SceneTree

const BATCH = 20000

func _initialize():
	var ints = []
	var flat = {}
	for i in range(100):
		ints.append(i * 1000)
		flat[i] = i * 1000
	var nested = {}
	for group in ["health", "ammo", "gold", "score"]:
		nested[group] = {}
		for name in ["ada", "bob", "cyd", "dan", "eve"]:
			nested[group][name] = nested.size() * 100 + nested[group].size()
	var pool_ints = []
	var pool_reals = []
	var pool_bytes = []
	var vectors = []
	for i in range(10000):
		pool_ints.append(i * 1000)
		pool_reals.append(i * 0.25)
		pool_bytes.append(i % 256)
	for i in range(1000):
		vectors.append(Vector2(i * 0.5, -i))
	var packet = {
		"type": "state", "tick": 123456, "time": 2057.6, "paused": false, "leader": null,
		"players": [],
	}
	for i in range(4):
		packet["players"].append({
			"id": 1000000007 + i, "name": "player %d" % i, "position": Vector2(100.5 + i, 32.25),
			"velocity": Vector2(0, -9.75), "colour": Color(0.25, 0.5, 0.75, 1), "health": 87.5,
			"items": ["sword", "rope", 3],
		})
	var values = {
		"int": 123456,
		"float": 0.1,
		"String": "Estragon and Vladimir",
		"Vector2": Vector2(1.5, -2.25),
		"Color": Color(0.25, 0.5, 0.75, 1),
		"Array of 100 ints": ints,
		"4 Dictionaries of 5 in one": nested,
		"Dictionary of 100 ints": flat,
		"PoolIntArray of 10,000": PoolIntArray(pool_ints),
		"PoolRealArray of 10,000": PoolRealArray(pool_reals),
		"PoolByteArray of 10,000": PoolByteArray(pool_bytes),
		"PoolVector2Array of 1,000": PoolVector2Array(vectors),
		"game packet": packet,
	}
	for name in values:
		var value = values[name]
		var bytes = var2bytes(value)
		var found = {
			"var2bytes " + name: nanoseconds(value, null),
			"bytes2var " + name: nanoseconds(null, bytes),
			"digest " + name: bytes.hex_encode().md5_text(),
		}
		print(to_json(found))
	quit()

# The least of some batches, each of as many calls as take some 20 ms.
func nanoseconds(value, bytes):
	var times = 1
	var best = INF
	var batches = 0
	while batches < 4:
		var start = OS.get_ticks_usec()
		if bytes == null:
			for i in range(times):
				var2bytes(value)
		else:
			for i in range(times):
				bytes2var(bytes)
		var spent = OS.get_ticks_usec() - start
		if spent < BATCH / 2:
			times *= 2
		else:
			best = min(best, spent * 1000.0 / times)
			batches += 1
	return best
