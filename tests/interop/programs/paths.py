"""Names, paths, finding nodes, and the order of children."""

from engine import Node

PATHS = [
    *("Kid/Grand", "Kid", "Kid/../Other", ".", "..", "Kid//Grand", "Kid/Grand/", "/root/Main/Top/Kid3"),
    *("Missing", "Kid/Missing", "kid", "../../..", "Other:prop"),
]


def named(own_name):
    node = Node()
    node.name = own_name
    return node


def children(of):
    return " ".join(node.name for node in of.get_children())


class Main(Node):
    def _on_renamed(self, node):
        print(f"renamed to {node.name}")

    def _ready(self):
        print("-- names")
        odd = Node()
        print(f"new: '{odd.name}'")
        odd.name = 'a.b:c@d/e"f'
        print(f"cleaned: '{odd.name}'")
        odd.free()
        top = named("Top")
        self.add_child(top)
        for _ in range(3):
            top.add_child(named("Kid"), True)
        top.add_child(Node(), True)
        top.add_child(named("M09"), True)
        top.add_child(named("M09"), True)
        print(f"legible: {children(top)}")
        top.get_node("Kid2").connect("renamed", self, "_on_renamed", [top.get_node("Kid2")])
        top.get_node("Kid2").name = "Other"
        print(f"now: {children(top)}")

        print("-- paths")
        kid = top.get_node("Kid")
        grandchild = named("Grand")
        kid.add_child(grandchild)
        print(f"absolute: {grandchild.get_path()}")
        print(
            f"between: {top.get_path_to(grandchild)}, {grandchild.get_path_to(top)}, {kid.get_path_to(kid)},"
            f" {grandchild.get_path_to(top.get_node('Other'))}"
        )
        for path in PATHS:
            found = top.get_node_or_null(path)
            leads = found.get_path() if found else "nothing"
            print(f"'{path}' leads to {leads}, has {top.has_node(path)}")

        print("-- finding")
        print(f"find K*: {top.find_node('K*', True, False).name}")
        print(f"find Gr?nd: {top.find_node('Gr?nd', True, False).name}")
        print(f"not below: {top.find_node('Grand', False, False) is None}")
        print(f"only owned: {top.find_node('Kid') is None}")
        kid.owner = top
        print(f"owned: {top.find_node('Kid').name}, owner {kid.owner.name}")
        print(f"parent: {grandchild.find_parent('T*').name}, {grandchild.find_parent('X') is None}")
        print(
            f"is a parent: {top.is_a_parent_of(grandchild)} {grandchild.is_a_parent_of(top)}"
            f" {top.is_a_parent_of(top)}"
        )
        other = top.get_node("Other")
        print(f"later: {other.is_greater_than(grandchild)} {top.is_greater_than(grandchild)}")

        print("-- order of children")
        print(f"index {other.get_index()} of {top.get_child_count()}")
        top.move_child(other, 0)
        print(f"first: {children(top)}")
        top.move_child(other, top.get_child_count())
        print(f"last: {children(top)}")
        top.move_child(kid, 2)
        print(f"third: {children(top)}")
        kid.raise_()
        print(f"raised: {children(top)}")
        top.add_child_below_node(top.get_child(1), named("Below"))
        print(f"below: {children(top)}")
        print(f"third child: {top.get_child(2).name}")

        print("-- removal")
        top.remove_child(kid)
        print(
            f"owner gone: {kid.owner is None}, parent gone: {kid.get_parent() is None},"
            f" index {kid.get_index()}"
        )
        print(f"left: {children(top)}")
        kid.free()

        print("-- replaced")
        stand_in = named("StandIn")
        replaced = top.get_node("Below")
        replaced.add_child(named("Kept"))
        replaced.replace_by(stand_in)
        print(f"now: {children(top)}, with {children(stand_in)}")
        replaced.free()

        print("-- copied")
        top.add_to_group("group")
        copy = top.duplicate()
        print(f"copy {copy.name} of {copy.get_child_count()}, in the group: {copy.is_in_group('group')}")
        print(f"same children: {children(copy) == children(top)}")
        copy.free()

        print("-- printed")
        top.print_tree()
        self.get_tree().quit()
