extends Node
var out = []
remote var score = 0
puppet var pos = Vector2()
var bytes = PoolByteArray()
func pack(cmd, args):
	var b = PoolByteArray()
	b.append(cmd)
	b.append_array(var2bytes(args))
	return b
func unpack(b):
	return [b[0], bytes2var(b.subarray(1, b.size() - 1))]
master func m(x):
	return x
remotesync func rs(x = 1):
	out.append("rs %s" % x)
func hexes(b):
	var s = ""
	for x in b:
		s += "%02x" % x
	return s
func checksum(b):
	var c = 0
	for x in b:
		c = (c * 31 + x) & 0xFFFF
	return c
func run():
	var p = pack(7, ["a", 1, 2.5, {"k": Vector2(1, 2)}])
	out.append(p.size())
	out.append(unpack(p))
	out.append(hexes(p.subarray(0, 4)))
	out.append(checksum(p))
	out.append("héllo".to_utf8().size())
	out.append("héllo".to_utf8().get_string_from_utf8())
	out.append("abc".to_utf8().hex_encode())
	out.append(Marshalls.utf8_to_base64("hello"))
	out.append(Marshalls.base64_to_utf8("aGVsbG8="))
	out.append(Marshalls.variant_to_base64([1]).length())
	bytes.append(1)
	bytes.append(255)
	out.append(bytes)
	var copy = bytes
	copy.append(3)
	out.append([bytes.size(), copy.size()])
	out.append(bytes == PoolByteArray([1, 255]))
	var j = JSON.parse('{"cmd": "move", "n": 3, "list": [1, 2.5, null, true]}')
	out.append(j.error == OK)
	out.append(j.result["n"])
	out.append(j.result["list"])
	out.append(j.result["cmd"])
	out.append(typeof(j.result["n"]))
	out.append(JSON.parse("{bad").error != OK)
	out.append(JSON.print({"a": 1, "b": [true, null, "x"]}))
	out.append(validate_json("[1]"))
	match j.result:
		{"cmd": "move", ..}:
			out.append("move it")
		_:
			out.append("other")
	match j.result["cmd"]:
		"move", "go":
			out.append("moving")
	var peers = {}
	for id in [1, 5, 3]:
		peers[id] = {"name": "p%d" % id, "ready": false}
	peers[5].ready = true
	peers[3]["name"] += "!"
	var ready = 0
	for id in peers:
		if peers[id].ready:
			ready += 1
	out.append(ready)
	out.append(peers)
	out.append(peers.keys().max())
	var ids = peers.keys()
	ids.sort()
	out.append(ids)
	peers.erase(1)
	out.append(peers.has(1))
	out.append(get_tree().has_network_peer())
	out.append(get_tree().network_peer == null)
	out.append(is_network_master())
	out.append(get_network_master())
	var url = "ws://127.0.0.1:%d/path?x=%s" % [9080, "a b".percent_encode()]
	out.append(url)
	out.append(url.split("://")[1].split("/")[0].split(":")[1].to_int())
	var cfg = ConfigFile.new()
	cfg.set_value("a", "b", [1, Vector2(1, 2)])
	out.append(cfg.get_value("a", "b"))
	out.append(cfg.get_value("a", "zz", "default"))
	var crypto = "text".sha256_text().left(8)
	out.append(crypto)
	rs(3)
	rpc_config("rs", MultiplayerAPI.RPC_MODE_DISABLED)
	out.append(m(4))
	out.append([score, pos])
