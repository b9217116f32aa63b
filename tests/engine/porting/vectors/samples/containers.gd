extends Node
var out = []
var shared = [1]
var dict = {"a": 1}
var pool = PoolIntArray([1, 2])
const C = [1, 2]
func change(l):
	l.append(9)
func sorter(a, b):
	return a > b
func run():
	change(shared)
	out.append(shared)
	var copy = shared
	copy.append(3)
	out.append(shared)
	var dup = shared.duplicate()
	dup.append(4)
	out.append(shared.size())
	out.append(pool.size())
	var p2 = pool
	p2.append(5)
	out.append([pool.size(), p2.size()])
	dict.b = 2
	dict["c"] = 3
	out.append(dict)
	out.append(dict.has("b"))
	out.append(dict.keys())
	out.append(dict.get("zz"))
	out.append(dict.get("zz", 5))
	dict.erase("b")
	out.append(dict.size())
	for k in dict:
		out.append(k)
	for v in dict.values():
		out.append(v)
	var l = [3, 1, 2]
	l.sort()
	out.append(l)
	l.sort_custom(self, "sorter")
	out.append(l)
	l.invert()
	out.append(l)
	out.append(l.max())
	out.append(l.find(2))
	out.append(l.has(7))
	out.append(l.slice(0, 1))
	l.remove(0)
	out.append(l)
	l.erase(3)
	out.append(l)
	l.insert(0, "x")
	out.append(l)
	out.append(l.front())
	out.append(l.back())
	out.append(l.pop_back())
	out.append(l.pop_front())
	out.append(l.empty())
	l.push_front(1)
	l += [2, 3]
	out.append(l + [4])
	out.append(l == [1, 2, 3])
	out.append([1, [2, 3]] == [1, [2, 3]])
	out.append(dict == dict)
	out.append([] == [])
	out.append(range(3))
	out.append(range(5, 0, -2))
	out.append(l.count(2))
	out.append(len(l))
	var nested = {"x": {"y": [1, 2]}}
	nested.x["y"][0] = 5
	nested["x"]["z"] = 1
	out.append(nested)
	var d2 = {1: "int", "1": "str"}
	out.append(d2[1] + d2["1"])
	out.append(1 in d2)
	out.append("a" in dict)
	var arr2 = []
	arr2.resize(3)
	out.append(arr2)
	arr2.fill(0)
	out.append(arr2)
	arr2.append_array([5, 6])
	out.append(arr2)
	out.append(arr2.hash() == [0, 0, 0, 5, 6].hash())
	for i in range(arr2.size() - 1, -1, -1):
		if arr2[i] == 0:
			arr2.remove(i)
	out.append(arr2)
	for i in arr2.size():
		arr2[i] *= 2
	out.append(arr2)
	var m = {"k": [1]}
	var m2 = m.duplicate(true)
	m2.k.append(2)
	out.append(m)
	m.merge({"k": 5, "n": 6})
	out.append(m)
	out.append(C[1])
	out.append([1, 2, 3].min())
	out.append([[1, 2], [3]].size())
	var v = [Vector2(1, 2)]
	v[0].x = 9
	out.append(v)
	for q in v:
		q.x = 3
	out.append(v)
	var pp = PoolVector2Array([Vector2(1, 1)])
	pp[0] = Vector2(2, 2)
	out.append(pp)
	pp.push_back(Vector2(3, 3))
	out.append(pp)
	pp[1].x = 7
	out.append(pp)
	var bytes = PoolByteArray([1, 2, 3])
	bytes[1] = 255
	out.append(bytes)
	out.append(bytes.subarray(0, 1))
	out.append(Array(bytes))
	out.append(PoolByteArray([65]).get_string_from_ascii())
	var e = [1, 2, 3, 4]
	for x in e:
		if x == 2:
			e.erase(x)
	out.append(e)
	var s = ["b", "a"]
	s.sort()
	out.append(s)
	out.append([1, "a", 2.5].has("a"))
	out.append(e.pop_at(0))
	out.append([3,4].bsearch(4))
	out.append(e.back() if e else "none")
	out.append("yes" if [] else "no")
	out.append("yes" if {} else "no")
	out.append("yes" if "" else "no")
	out.append("yes" if Vector2() else "no")
