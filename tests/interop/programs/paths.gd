# Names, paths, finding nodes, and the order of children.
extends Node

func named(own_name):
	var node = Node.new()
	node.name = own_name
	return node

func children(of):
	var found = []
	for node in of.get_children():
		found.append(node.name)
	return PoolStringArray(found).join(" ")

func _on_renamed(node):
	print("renamed to %s" % node.name)

func _ready():
	print("-- names")
	var odd = Node.new()
	print("new: '%s'" % odd.name)
	odd.name = "a.b:c@d/e\"f"
	print("cleaned: '%s'" % odd.name)
	odd.free()
	var top = named("Top")
	add_child(top)
	for i in 3:
		top.add_child(named("Kid"), true)
	top.add_child(Node.new(), true)
	top.add_child(named("M09"), true)
	top.add_child(named("M09"), true)
	print("legible: %s" % children(top))
	top.get_node("Kid2").connect("renamed", self, "_on_renamed", [top.get_node("Kid2")])
	top.get_node("Kid2").name = "Other"
	print("now: %s" % children(top))

	print("-- paths")
	var kid = top.get_node("Kid")
	var grandchild = named("Grand")
	kid.add_child(grandchild)
	print("absolute: %s" % grandchild.get_path())
	print("between: %s, %s, %s, %s" % [top.get_path_to(grandchild), grandchild.get_path_to(top), kid.get_path_to(kid), grandchild.get_path_to(top.get_node("Other"))])
	for path in ["Kid/Grand", "Kid", "Kid/../Other", ".", "..", "Kid//Grand", "Kid/Grand/", "/root/Main/Top/Kid3", "Missing", "Kid/Missing", "kid", "../../..", "Other:prop"]:
		var found = top.get_node_or_null(path)
		print("'%s' leads to %s, has %s" % [path, found.get_path() if found else "nothing", top.has_node(path)])

	print("-- finding")
	print("find K*: %s" % top.find_node("K*", true, false).name)
	print("find Gr?nd: %s" % top.find_node("Gr?nd", true, false).name)
	print("not below: %s" % (top.find_node("Grand", false, false) == null))
	print("only owned: %s" % (top.find_node("Kid") == null))
	kid.owner = top
	print("owned: %s, owner %s" % [top.find_node("Kid").name, kid.owner.name])
	print("parent: %s, %s" % [grandchild.find_parent("T*").name, grandchild.find_parent("X") == null])
	print("is a parent: %s %s %s" % [top.is_a_parent_of(grandchild), grandchild.is_a_parent_of(top), top.is_a_parent_of(top)])
	print("later: %s %s" % [top.get_node("Other").is_greater_than(grandchild), top.is_greater_than(grandchild)])

	print("-- order of children")
	var other = top.get_node("Other")
	print("index %d of %d" % [other.get_index(), top.get_child_count()])
	top.move_child(other, 0)
	print("first: %s" % children(top))
	top.move_child(other, top.get_child_count())
	print("last: %s" % children(top))
	top.move_child(kid, 2)
	print("third: %s" % children(top))
	kid.raise()
	print("raised: %s" % children(top))
	top.add_child_below_node(top.get_child(1), named("Below"))
	print("below: %s" % children(top))
	print("third child: %s" % top.get_child(2).name)

	print("-- removal")
	top.remove_child(kid)
	print("owner gone: %s, parent gone: %s, index %d" % [kid.owner == null, kid.get_parent() == null, kid.get_index()])
	print("left: %s" % children(top))
	kid.free()

	print("-- replaced")
	var stand_in = named("StandIn")
	var replaced = top.get_node("Below")
	replaced.add_child(named("Kept"))
	replaced.replace_by(stand_in)
	print("now: %s, with %s" % [children(top), children(stand_in)])
	replaced.free()

	print("-- copied")
	top.add_to_group("group")
	var copy = top.duplicate()
	print("copy %s of %d, in the group: %s" % [copy.name, copy.get_child_count(), copy.is_in_group("group")])
	print("same children: %s" % (children(copy) == children(top)))
	copy.free()

	print("-- printed")
	top.print_tree()
	get_tree().quit()
