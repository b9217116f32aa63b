import functools
import re
import warnings

import pytest

from engine import Node, SceneTree, ScriptWarning, Signal
from engine.scene import hooks
from nodes import Button, CheckBox, Node2D, Timer


def make(name, function, base=Node):
    """Make a class with one method."""
    return type("Script", (base,), {name: function})


# -- Which hooks a class has -------------------------------------------------------------------


def test_a_class_knows_the_hooks_that_it_or_a_base_defines():
    class Base(Node):
        def _ready(self):
            pass

    class Mixin:
        def _process(self, delta):
            pass

    class Script(Mixin, Base):
        pass

    assert Node._hooks_ == 0
    assert Base._hooks_ == hooks.READY
    assert Script._hooks_ == hooks.READY | hooks.PROCESS


def test_a_class_that_is_built_in_may_want_notifications_of_its_own():
    assert Timer._hooks_ == hooks.NATIVE
    assert make("_exit_tree", lambda self: None, Timer)._hooks_ == hooks.NATIVE | hooks.EXIT_TREE


@pytest.mark.parametrize(
    ("name", "function", "right"),
    [
        ("_ready", lambda self, delta: None, "def _ready(self):"),
        ("_enter_tree", lambda: None, "def _enter_tree(self):"),
        ("_exit_tree", lambda self, *, now: None, "def _exit_tree(self):"),
        ("_process", lambda self: None, "def _process(self, delta):"),
        ("_physics_process", lambda self, a, b: None, "def _physics_process(self, delta):"),
        ("_input", lambda self: None, "def _input(self, event):"),
        ("_unhandled_input", lambda: None, "def _unhandled_input(self, event):"),
        ("_unhandled_key_input", lambda: None, "def _unhandled_key_input(self, event):"),
        ("_notification", lambda self: None, "def _notification(self, what):"),
    ],
)
def test_a_hook_with_wrong_parameters_is_refused_with_the_right_def(name, function, right):
    with pytest.raises(TypeError) as caught:
        make(name, function)
    assert f"Script.{name} has the wrong parameters: write `{right}`" in str(caught.value)


@pytest.mark.parametrize(
    "function",
    [
        lambda self, delta: None,
        lambda self, whatever: None,
        lambda self, delta=0: None,
        lambda self, *args: None,
        lambda self, delta, extra=None: None,
        functools.partialmethod(lambda self, extra, delta: None, 1),
    ],
)
def test_a_hook_may_have_any_parameters_that_take_its_arguments(function):
    assert make("_process", function)._hooks_ == hooks.PROCESS


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_hook_that_contains_yield_is_refused_with_what_to_write(asynchronous):
    def _ready(self):
        yield self, "tree_exited"

    async def _ready_too(self):
        yield self, "tree_exited"

    with pytest.raises(TypeError, match=r"Script._ready contains `yield`.*`async def`"):
        make("_ready", _ready_too if asynchronous else _ready)


# -- Misspelt hooks ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "parameters", "meant"),
    [
        ("_proccess", ["delta"], "_process(self, delta)"),
        ("_porcess", ["delta"], "_process(self, delta)"),
        ("_proces", [], "_process(self, delta)"),
        ("_procces", ["delta"], "_process(self, delta)"),
        ("_inputs", ["event"], "_input(self, event)"),
        ("__ready", [], "_ready(self)"),
        ("__process", ["delta"], "_process(self, delta)"),
        ("_processs", ["delta"], "_process(self, delta)"),
        ("_on_process", ["delta"], "_process(self, delta)"),
        ("process", ["_delta"], "_process(self, delta)"),
        ("ready", [], "_ready(self)"),
        ("on_ready", [], "_ready(self)"),
        ("_on_ready", [], "_ready(self)"),
        ("_Ready", [], "_ready(self)"),
        ("_raedy", [], "_ready(self)"),
        ("_redy", [], "_ready(self)"),
        ("_readyy", [], "_ready(self)"),
        ("_physics_proces", ["delta"], "_physics_process(self, delta)"),
        ("_phisics_proces", ["delta"], "_physics_process(self, delta)"),
        ("_physicsprocess", ["delta"], "_physics_process(self, delta)"),
        ("_entre_tree", [], "_enter_tree(self)"),
        ("enter_tree", [], "_enter_tree(self)"),
        ("_enter_tre", [], "_enter_tree(self)"),
        ("_exit_three", [], "_exit_tree(self)"),
        ("_imput", ["event"], "_input(self, event)"),
        ("input", ["event"], "_input(self, event)"),
        ("_unhandeled_input", ["event"], "_unhandled_input(self, event)"),
        ("_unhandled_key_inputt", ["event"], "_unhandled_key_input(self, event)"),
        ("_notifcation", ["what"], "_notification(self, what)"),
        ("notification", ["what"], "_notification(self, what)"),
    ],
)
def test_a_misspelt_hook_warns_once_and_names_the_right_one(name, parameters, meant):
    source = f"class Script(Node):\n    def {name}({', '.join(['self', *parameters])}): pass"
    with pytest.warns(ScriptWarning) as caught:
        exec(source, {"Node": Node, "__name__": "game"})
    (warning,) = caught
    name = f"_Script{name}" if name.startswith("__") else name
    assert str(warning.message) == (
        f"Script.{name} is never called by the tree: did you mean `def {meant}:`?"
    )
    assert (warning.filename, warning.lineno) == ("<string>", 2), "where the method is"


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("process", ["data"]),
        ("process", []),
        ("process", ["delta", "speed"]),
        ("input", ["text"]),
        ("ready", ["player"]),
        ("_on_ready", ["player"]),
        ("_on_timer_timeout", []),
        ("_on_player_ready", []),
        ("_input_text", ["text"]),
        ("_inputs", []),
        ("_processed", []),
        ("_processor", []),
        ("_process_data", ["data"]),
        ("_reprocess", ["delta"]),
        ("_preprocess", []),
        ("_read", []),
        ("_reads", []),
        ("_reader", []),
        ("_already", []),
        ("_exit", []),
        ("_enter", []),
        ("_notify", ["what"]),
        ("_notifications", []),
        ("_modification", []),
        ("_handled_input", ["event"]),
        ("_handled_key_input", ["event"]),
        ("_edit_tree", []),
        ("_emit_tree", []),
        ("_init_tree", []),
        ("_inner_tree", []),
        ("_render_tree", []),
        ("_center_tree", []),
        ("_init", []),
        ("_tree", []),
        ("_print", []),
        ("_output", []),
        ("start", []),
        ("__process__", ["delta"]),
    ],
)
def test_an_ordinary_method_gives_no_false_alarm(name, parameters):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        source = f"class Script(Node):\n    def {name}({', '.join(['self', *parameters])}): pass"
        space = {"Node": Node, "__name__": "game"}
        exec(source, space)
    assert space["Script"]._hooks_ == 0


def drawing_base():
    """Make a built-in class that has the hooks which only some have."""
    space = {"Node": Node, "__name__": "nodes.example"}
    exec("class Canvas(Node):\n    def _draw(self): pass\n    def _gui_input(self, event): pass", space)
    return space["Canvas"]


def test_the_hooks_of_drawing_and_of_controls_are_known_where_a_class_has_them():
    base = drawing_base()
    assert base._hooks_ == 0
    assert make("_draw", lambda self: None, base)._hooks_ == hooks.DRAW
    assert make("_gui_input", lambda self, event: None, base)._hooks_ == hooks.GUI_INPUT
    assert make("_draw", lambda self, card: None)._hooks_ == 0


@pytest.mark.parametrize(
    ("name", "function", "right"),
    [
        ("_draw", lambda self, delta: None, "def _draw(self):"),
        ("_gui_input", lambda self: None, "def _gui_input(self, event):"),
    ],
)
def test_they_are_refused_with_wrong_parameters(name, function, right):
    with pytest.raises(
        TypeError, match=re.escape(f"Script.{name} has the wrong parameters: write `{right}`")
    ):
        make(name, function, drawing_base())


@pytest.mark.parametrize(
    ("name", "parameters", "meant"),
    [
        ("draw", [], "_draw(self)"),
        ("_Draw", [], "_draw(self)"),
        ("_darw", [], "_draw(self)"),
        ("gui_input", ["event"], "_gui_input(self, event)"),
        ("_gui_imput", ["event"], "_gui_input(self, event)"),
        ("_guiinput", ["_event"], "_gui_input(self, event)"),
    ],
)
def test_they_are_recognised_when_misspelt(name, parameters, meant):
    source = f"class Script(Base):\n    def {name}({', '.join(['self', *parameters])}): pass"
    with pytest.warns(ScriptWarning, match=re.escape(f"did you mean `def {meant}:`?")):
        exec(source, {"Base": drawing_base(), "__name__": "game"})


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("_on_draw", []),
        ("_on_gui_input", ["event"]),
        ("draw", ["deck"]),
        ("_drag", []),
        ("_drop", []),
        ("_drawn", []),
        ("_raw", []),
        ("_draw_card", []),
    ],
)
def test_handlers_of_their_signals_give_no_false_alarm(name, parameters):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        source = f"class Script(Base):\n    def {name}({', '.join(['self', *parameters])}): pass"
        exec(source, {"Base": drawing_base(), "__name__": "game"})


@pytest.mark.parametrize(
    ("base", "source", "advice"),
    [
        (
            Node,
            "def _init(self): self.hp = 3",
            "did you mean `def __init__(self):`, with `super().__init__()` in it?",
        ),
        (Node, "def _init(self, hp): self.hp = hp", "did you mean `def __init__(self, hp):`"),
        (SceneTree, "def _init(self): self.quit()", "did you mean `def __init__(self):`"),
        (
            Node,
            "def _draw(self): pass",
            "only Node2D, Control and what extends them draw. Extend one of them.",
        ),
        (
            Node,
            "def _gui_input(self, event): pass",
            "only Control and what extends it have input of their own.",
        ),
        (
            Node2D,
            "def _gui_input(self, event): pass",
            "only Control and what extends it have input of their own.",
        ),
        (Node2D, "def _drew(self): pass", "did you mean `def _draw(self):`?"),
        (Button, "def _pressd(self): pass", "did you mean `def _pressed(self):`?"),
        (CheckBox, "def _toggeld(self, on): pass", "did you mean `def _toggled(self, button_pressed):`?"),
    ],
)
def test_what_no_tree_calls_is_told_so_if_the_script_does_not_call_it_either(base, source, advice):
    name = re.match(r"def (\w+)", source)[1]
    with pytest.warns(ScriptWarning, match=re.escape(f"Script.{name} is never called by the tree: {advice}")):
        exec(f"class Script(Base):\n    {source}", {"Base": base, "__name__": "game"})


USES = [
    "def _ready(self): self.{name}()",
    "def _ready(self): self.connect('ready', self, '{name}')",
    "def _ready(self): return [lambda: self.{name}]",
    "health = property(lambda self: self.{name}())",
    "start = {name}",
    "@staticmethod\n    def make(node): node.{name}()",
]


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize(
    ("base", "name", "parameters"),
    [
        (Node, "_init", "self"),
        (Node, "_draw", "self"),
        (Node, "_gui_input", "self, event"),
        (Node, "_inputs", "self, event"),
        (Node2D, "_drew", "self"),
        (Button, "_pressd", "self"),
    ],
)
def test_what_the_script_calls_itself_gives_no_false_alarm(base, name, parameters, use, recwarn):
    source = f"class Script(Base):\n    def {name}({parameters}): self.hp = 3\n    {use.format(name=name)}"
    exec(source, {"Base": base, "__name__": "game"})
    assert list(recwarn) == []


@pytest.mark.parametrize(
    ("base", "source"),
    [
        (Button, "def _press(self): pass"),
        (Button, "def _presses(self): pass"),
        (Button, "def _on_pressed(self): pass"),
        (Button, "def _depressed(self): pass"),
        (CheckBox, "def _toggle(self): pass"),
        (CheckBox, "def _toggler(self): pass"),
        (Node, "def _pressd(self): pass"),
        (Node, "def _draw(self, card): pass"),
        (Node, "def _gui_input(self, text): pass"),
        (Node, "def _drew(self): pass"),
        (Node2D, "def _drawing(self): pass"),
        (Node, "def _inputs(self, texts): pass"),
        (Node, "def _readys(self): pass"),
        (Node, "def __process(self, data): pass"),
        (Node, "def __start(self): pass"),
        (Node, "def __ready(self): pass\n    def _enter_tree(self): self.__ready()"),
        (Node, "def _accesses(self): pass"),
    ],
)
def test_names_that_are_near_to_those_give_no_false_alarm(base, source, recwarn):
    exec(f"class Script(Base):\n    {source}", {"Base": base, "__name__": "game"})
    assert list(recwarn) == []


def test_a_constructor_that_the_base_class_calls_gives_no_false_alarm(recwarn):
    class Base(Node):
        def __init__(self):
            super().__init__()
            self._init()

        def _init(self):
            self.hp = 1

    class Script(Base):
        def _init(self):
            self.hp = 2

    assert Script().hp == 2
    assert list(recwarn) == []


def test_a_plain_node_may_draw_a_card():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        make("draw", lambda self: None)


def test_a_subclass_of_a_class_with_a_misspelt_hook_does_not_warn_again():
    with pytest.warns(ScriptWarning):
        base = make("_raedy", lambda self: None)
    assert make("other", lambda self: None, base)._hooks_ == 0


def test_the_classes_of_this_package_are_not_judged():
    space = {"Node": Node, "__name__": "nodes.example"}
    exec("class Script(Node):\n    pause_mode = 2\n    def _raedy(self): pass", space)
    assert space["Script"]._is_native_


# -- Hidden properties -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "name", "hidden"),
    [
        (Node, "name", "Node.name"),
        (Node, "owner", "Node.owner"),
        (Node, "process_priority", "Node.process_priority"),
        (Node, "ready", "Node.ready"),
        (Timer, "wait_time", "Timer.wait_time"),
        (Timer, "timeout", "Timer.timeout"),
    ],
)
def test_a_value_in_the_class_body_that_hides_a_property_or_a_signal_is_refused(base, name, hidden):
    with pytest.raises(TypeError) as caught:
        type("Script", (base,), {name: 5})
    assert str(caught.value) == (
        f"Script.{name} = 5 in the class body hides {hidden}:"
        f" write `self.{name} = 5` in `__init__`, or take another name."
    )


def test_what_is_no_property_may_be_declared_in_a_class_body():
    class Script(Timer):
        one_shot = True
        autostart = True
        speed = 3
        timeout = Signal()
        name = property(lambda self: "always the same")

    assert Script().name == "always the same"


# -- Calls -------------------------------------------------------------------------------------


def test_a_hook_that_fails_is_reported_under_its_name(tree):
    class Script(Node):
        def _ready(self):
            raise ValueError("no")

    node = Script()
    tree.root.add_child(node)
    node.name = "N"
    hooks.call_hook(node, "_ready")
    faults = tree.expect_faults()
    assert [fault.doing for fault in faults] == ["<Script /root/@@2>._ready", "<Script /root/N>._ready"]
    assert hooks.hook_name(node, "_process") == "<Script /root/N>._process"


def test_a_hook_that_is_a_coroutine_is_started(tree):
    log = []

    class Script(Node):
        async def _ready(self):
            log.append(await self.hit)
            raise ValueError("late")

        hit = Signal("damage")

    node = tree.add(Script())
    node.hit.emit(3)
    assert log == [3]
    (fault,) = tree.expect_faults()
    assert fault.doing == "<Script /root/Script>._ready"


def test_an_async_def_is_looked_at_as_it_is_written():
    async def _ready(self, value): ...

    async def _inputs(self, event): ...

    async def inputs(self, event):
        await self._inputs(event)

    async def reset(self, event):
        super().notification(event)

    with pytest.raises(TypeError, match=r"_ready has the wrong parameters: write `def _ready\(self\):`"):
        make("_ready", _ready)
    with pytest.warns(ScriptWarning, match=r"Script._inputs .* did you mean `def _input\(self, event\):`"):
        make("_inputs", _inputs)
    type("Script", (Node,), {"_inputs": _inputs, "inputs": inputs})
    type("Script", (Node,), {"_inputs": _inputs, "inputs": _inputs})
    make("notification", reset)


def test_what_a_hook_returns_does_not_matter(tree):
    class Script(Node):
        def _ready(self):
            return iter(())

    tree.add(Script())
    assert tree.expect_faults() == []


@pytest.mark.parametrize(
    ("name", "parameters", "meant"),
    [
        ("_idel", ["delta"], "def _idle(self, delta):"),
        ("idle", ["delta"], "def _idle(self, delta):"),
        ("_iterate", ["delta"], None),
        ("_iteraton", ["delta"], "def _iteration(self, delta):"),
        ("_initialise", [], "def _initialize(self):"),
        ("_finalise", [], "def _finalize(self):"),
        ("_input_events", ["event"], None),
        ("_inptu_event", ["event"], "def _input_event(self, event):"),
        ("_on_event", ["event"], None),
        ("_ide", ["delta"], None),
        ("_process", ["delta"], "def _idle(self, delta):"),
        ("_process", ["data"], None),
        ("_ready", [], "def _initialize(self):"),
    ],
)
def test_the_hooks_of_a_main_loop_script_are_recognised_when_misspelt(name, parameters, meant, recwarn):
    source = f"lambda self{''.join(', ' + p for p in parameters)}: None"
    type("Loop", (SceneTree,), {name: eval(source)})
    assert [str(w.message) for w in recwarn] == (
        [f"Loop.{name} is never called by the tree: did you mean `{meant}`?"] if meant else []
    )


def test_who_overrides_a_method_and_calls_it_has_not_misspelt_a_hook(recwarn):
    class Loop(SceneTree):
        def iteration(self, delta):
            return super().iteration(delta)

    class Script(Node):
        def notification(self, what):
            super().notification(what)

    assert list(recwarn) == []
    with pytest.warns(ScriptWarning, match=r"def _iteration\(self, delta\)"):
        type("Loop", (SceneTree,), {"iteration": lambda self, delta: None})


def test_a_hook_of_a_main_loop_script_must_take_its_arguments():
    with pytest.raises(TypeError, match=r"write `def _idle\(self, delta\):`"):
        type("Loop", (SceneTree,), {"_idle": lambda self: None})


def test_a_main_loop_script_cannot_hide_a_signal_or_a_property():
    with pytest.raises(TypeError, match=r"hides SceneTree.paused"):
        type("Loop", (SceneTree,), {"paused": True})
