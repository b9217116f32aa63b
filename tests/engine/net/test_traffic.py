from engine.net.traffic import Traffic


def test_the_numbers_of_two_nodes_are_added():
    total, one = Traffic(), Traffic()
    for value, name in enumerate(Traffic.__slots__, 1):
        setattr(one, name, value)
    total.add(one)
    total.add(one)
    assert [getattr(total, name) for name in Traffic.__slots__] == [2, 4, 6, 8, 10, 12, 14, 16, 18]
