/* Remote calls that are sent, in place of Godot3Wire.call and Godot4Wire.call (engine/multiplayer/godot3/wire.py and
 * godot4/wire.py): to a peer, or to all, who have confirmed the number of the node. Who is told a number first, whom a
 * call does not reach, and what cannot be sent, is for the references.
 */

#include "variant.h"

enum { PARENT, NAME, FREED, NODE_SLOTS };
enum { ROOT, PEER, WIRES, REPLICATING, STATE_SLOTS };
enum { STATE, PEERS, SENT, WIRE_SLOTS }; /* the last is in Godot 4 the cache, which has what was sent */
enum { CACHE_SENT, CACHE_METHODS, CACHE_SLOTS };
enum { ID, CONFIRMED, SENT_SLOTS };
enum { INSTANCE, METHODS, DIFFERING, MORE_SLOTS };

static const char *const node_names[] = {"_parent_", "_name_", "_freed_"};
static const char *const state_names[] = {"root", "peer", "wires", "replicating"};
static const char *const wire_names[2][WIRE_SLOTS] = {{"_state", "peers", "_sent"}, {"_state", "peers", "cache"}};
static const char *const cache_names[] = {"_sent", "_methods"};
static const char *const sent_names[] = {"id", "confirmed"};
static const char *const more_names[] = {"instance", "methods", "differing"};
static const char *const by_path_names[] = {"_by_path"};
static const char *const numbers_names[] = {"_numbers"};

/* The first byte of Godot 4's calls: how wide the node is, that the method takes two bytes, that it has no arguments.
 * Deeper nodes are for the references; how the network peer sends what has to arrive. */
enum { NODE_WIDTH = 4, TWO_BYTES = 0x40, NO_COUNT = 0x80, DEEPEST_NODE = 32, RELIABLE = 2 };

static struct {
    PyObject *state_kind, *node_kind, *cache_kind, *numbers_kind;
    PyObject *put, *transfer_mode, *instance_id, *rpc_modes, *slash;
    Py_ssize_t node[NODE_SLOTS], state[STATE_SLOTS], cache[CACHE_SLOTS], more[MORE_SLOTS], numbers;
} known;

/* For each of Godot 3 and 4: the class of all that was sent, and of one node of that. */
static struct wire {
    PyObject *reference, *all_kind, *sent_kind;
    Py_ssize_t at[WIRE_SLOTS], by_path, sent[SENT_SLOTS];
} wires[2];

/* Return the path of a node from the root, or NULL. */
static PyObject *path_of(PyObject *root, PyObject *node)
{
    PyObject *names[DEEPEST_NODE], *list, *path;
    int count = 0;

    if (root == NULL || !PyObject_TypeCheck(root, (PyTypeObject *)known.node_kind)
        || slot(root, known.node[FREED]) != Py_False)
        return NULL;
    for (; node != root; node = slot(node, known.node[PARENT])) {
        if (node == NULL || !PyObject_TypeCheck(node, (PyTypeObject *)known.node_kind) || count == DEEPEST_NODE)
            return NULL;
        names[count] = slot(node, known.node[NAME]);
        if (names[count] == NULL || !PyUnicode_CheckExact(names[count]))
            return NULL;
        count++;
    }
    if (count < 2)
        return count == 0 ? NULL : Py_NewRef(names[0]);
    for (int i = 0; i < count; i++)
        Py_INCREF(names[i]);
    list = PyList_New(count);
    for (int i = 0; i < count; i++)
        if (list == NULL)
            Py_DECREF(names[i]);
        else
            PyList_SetItem(list, count - 1 - i, names[i]);
    path = list == NULL ? NULL : PyUnicode_Join(known.slash, list);
    Py_XDECREF(list);
    return path;
}

/* Return what a dictionary has, held; NULL, without an exception, if it is none or has nothing. */
static PyObject *found_in(PyObject *dictionary, PyObject *key)
{
    PyObject *found = NULL;

    if (dictionary != NULL && PyDict_CheckExact(dictionary))
        found = Py_XNewRef(PyDict_GetItemWithError(dictionary, key));
    if (found == NULL)
        PyErr_Clear();
    return found;
}

/* Return what was sent of a node before, held; NULL if nothing was. */
static PyObject *sent_of(struct wire *wire, PyObject *all, PyObject *state, PyObject *node)
{
    PyObject *path, *sent = NULL;

    if (all == NULL || (PyObject *)Py_TYPE(all) != wire->all_kind)
        return NULL;
    path = path_of(slot(state, known.state[ROOT]), node);
    if (path != NULL)
        sent = found_in(slot(all, wire->by_path), path);
    Py_XDECREF(path);
    if (sent != NULL && (PyObject *)Py_TYPE(sent) != wire->sent_kind)
        Py_CLEAR(sent);
    return sent;
}

/* Return whether all whom `to` means have confirmed a number, and one packet reaches them. */
static int reaches(struct wire *wire, PyObject *self, PyObject *state, PyObject *sent, PyObject *to)
{
    PyObject *confirmed = slot(sent, wire->sent[CONFIRMED]), *peers = slot(self, wire->at[PEERS]);
    PyObject *all = slot(state, known.state[WIRES]);
    long target = PyLong_CheckExact(to) ? PyLong_AsLong(to) : -1;

    if (target < 0 || confirmed == NULL || !PySet_Check(confirmed) || peers == NULL || !PyDict_CheckExact(peers))
        return 0;
    if (target > 0)
        return PyDict_Contains(peers, to) == 1 && PySet_Contains(confirmed, to) == 1;
    return all != NULL && PyTuple_CheckExact(all) && PyTuple_Size(all) == 1 && PyDict_Size(peers) > 0
           && PySet_Size(confirmed) == PyDict_Size(peers);
}

/* Return whether the network peer sends as is wanted. */
static int sends_so(PyObject *state, PyObject *reliable)
{
    PyObject *peer = slot(state, known.state[PEER]), *mode;
    long number;

    if (peer == NULL || !PyBool_Check(reliable))
        return 0;
    Py_INCREF(peer);
    mode = PyObject_GetAttr(peer, known.transfer_mode);
    Py_DECREF(peer);
    number = mode != NULL && PyLong_Check(mode) ? PyLong_AsLong(mode) : -1;
    Py_XDECREF(mode);
    return number == (reliable == Py_True ? RELIABLE : 0);
}

/* Write a call of Godot 3. Return as write_value. */
static int write3(struct output *out, uint32_t id, PyObject *method, PyObject *args)
{
    PyObject *owner = NULL;
    Py_ssize_t size;
    const char *name = utf8_of(method, &size, &owner);
    byte *to = name == NULL ? NULL : more(out, 5 + size + 1);

    if (to != NULL) {
        to[0] = 0;
        write_u32(to + 1, id);
        memcpy(to + 5, name, size);
        to[5 + size] = 0;
    }
    Py_XDECREF(owner);
    if (to == NULL)
        return PyErr_Occurred() ? -1 : 0;
    return write_arguments(out, args, 0);
}

/* Write a call of Godot 4; `number` is the method's. Return as write_value. */
static int write4(struct output *out, uint32_t id, long number, PyObject *args)
{
    int width = id > 0xFFFF ? 2 : id > 0xFF ? 1 : 0, is_wide = number > 0xFF;
    Py_ssize_t count = PyTuple_Size(args), size = 1 << width;
    byte *to;

    if (number > 0xFFFF || (count == 1 && PyObject_CheckBuffer(PyTuple_GetItem(args, 0))))
        return 0; /* a lone array of bytes goes as it is */
    to = more(out, 1 + size + 1 + is_wide);
    if (to == NULL)
        return -1;
    to[0] = (byte)(width << NODE_WIDTH | (is_wide ? TWO_BYTES : 0) | (count == 0 ? NO_COUNT : 0));
    memcpy(to + 1, &id, size);
    memcpy(to + 1 + size, &number, 1 + is_wide);
    return count == 0 ? 1 : write_arguments(out, args, 1);
}

/* Return the number of a method of a node by which all call it who know the node, -1 if there is none. */
static long number_of_method(PyObject *self, PyObject *state, PyObject *cache, PyObject *sent, PyObject *node,
                             PyObject *method)
{
    PyObject *own = PyObject_GetAttr(node, known.rpc_modes), *one = PyLong_FromLong(1), *methods = NULL, *found = NULL;
    PyObject *instance = NULL, *peers = slot(self, wires[1].at[PEERS]), *differing = slot(sent, known.more[DIFFERING]);
    long number = -1;

    if (own == Py_None && slot(state, known.state[REPLICATING]) == Py_None && one != NULL
        && PyDict_Contains(peers, one) == 0 && differing != NULL && PySet_Check(differing)
        && PySet_Size(differing) == 0)
        methods = found_in(slot(cache, known.cache[CACHE_METHODS]), (PyObject *)Py_TYPE(node));
    if (methods != NULL && methods == slot(sent, known.more[METHODS])
        && (PyObject *)Py_TYPE(methods) == known.numbers_kind)
        instance = PyObject_CallMethodObjArgs(node, known.instance_id, NULL);
    if (instance != NULL && slot(sent, known.more[INSTANCE]) != NULL
        && PyObject_RichCompareBool(instance, slot(sent, known.more[INSTANCE]), Py_EQ) == 1)
        found = found_in(slot(methods, known.numbers), method);
    if (found != NULL && PyLong_CheckExact(found))
        number = PyLong_AsLong(found);
    Py_XDECREF(own);
    Py_XDECREF(one);
    Py_XDECREF(methods);
    Py_XDECREF(instance);
    Py_XDECREF(found);
    return number;
}

/* Return the packet of a call, or NULL: without an exception if it is for the reference. */
static PyObject *packet_of(int is_godot4, PyObject *self, PyObject *state, PyObject *node, PyObject *to,
                           PyObject *method, PyObject *args)
{
    struct wire *wire = &wires[is_godot4];
    PyObject *all = Py_XNewRef(slot(self, wire->at[SENT])), *cache = NULL, *sent = NULL, *packet = NULL, *id;
    struct output out;
    long number = 0;
    int result = 0;

    if (is_godot4 && all != NULL) {
        cache = all;
        all = (PyObject *)Py_TYPE(cache) == known.cache_kind ? Py_XNewRef(slot(cache, known.cache[CACHE_SENT])) : NULL;
    }
    sent = sent_of(wire, all, state, node);
    begin_output(&out, is_godot4 ? &godot4_writing : &godot3_writing);
    if (sent != NULL && out.by->reference != NULL && reaches(wire, self, state, sent, to)) {
        id = slot(sent, wire->sent[ID]);
        if (is_godot4)
            number = number_of_method(self, state, cache, sent, node, method);
        if (id != NULL && PyLong_CheckExact(id) && number >= 0)
            result = is_godot4 ? write4(&out, (uint32_t)PyLong_AsUnsignedLong(id), number, args)
                               : write3(&out, (uint32_t)PyLong_AsUnsignedLong(id), method, args);
    }
    if (result == 1 && !PyErr_Occurred())
        packet = PyBytes_FromStringAndSize((char *)out.data, out.size);
    end_output(&out);
    Py_XDECREF(all);
    Py_XDECREF(cache);
    Py_XDECREF(sent);
    return packet;
}

/* call(node, to, reliable, method, args) */
static PyObject *call(int is_godot4, PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    struct wire *wire = &wires[is_godot4];
    PyObject *state = slot(self, wire->at[STATE]), *packet = NULL, *result;

    if (names == NULL && count == 5 && state != NULL && (PyObject *)Py_TYPE(state) == known.state_kind
        && PyObject_TypeCheck(args[0], (PyTypeObject *)known.node_kind) && PyUnicode_CheckExact(args[3])
        && PyTuple_CheckExact(args[4]) && sends_so(state, args[2]))
        packet = packet_of(is_godot4, self, state, args[0], args[1], args[3], args[4]);
    if (packet == NULL)
        return is_fatal() ? NULL : hand_over(wire->reference, self, args, count, names);
    Py_INCREF(state);
    result = PyObject_CallMethodObjArgs(state, known.put, self, args[1], packet, NULL);
    Py_DECREF(state);
    Py_DECREF(packet);
    return result;
}

static PyObject *call3(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    return call(0, self, args, count, names);
}

static PyObject *call4(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    return call(1, self, args, count, names);
}

/* Take over what both have to know. Return -1 with an exception. */
static int know(PyObject *state_kind, PyObject *node_kind)
{
    static const struct name asked[] = {
        {&known.put, "put"},
        {&known.transfer_mode, "transfer_mode"},
        {&known.instance_id, "get_instance_id"},
        {&known.rpc_modes, "_rpc_modes_"},
        {&known.slash, "/"},
        {NULL, NULL},
    };

    if (find_slots(state_kind, state_names, known.state, STATE_SLOTS) < 0
        || find_slots(node_kind, node_names, known.node, NODE_SLOTS) < 0 || have_names(asked) < 0)
        return -1;
    known.state_kind = Py_NewRef(state_kind);
    known.node_kind = Py_NewRef(node_kind);
    return 0;
}

static PyObject *make(int is_godot4, PyMethodDef *method, PyObject *args)
{
    struct wire *wire = &wires[is_godot4];
    PyObject *reference, *owner, *state_kind, *node_kind, *all_kind, *sent_kind;
    PyObject *cache_kind = NULL, *numbers_kind = NULL;

    if (!PyArg_ParseTuple(args, "OO!O!O!O!O!|O!O!", &reference, &PyType_Type, &owner, &PyType_Type, &state_kind,
                          &PyType_Type, &node_kind, &PyType_Type, &all_kind, &PyType_Type, &sent_kind, &PyType_Type,
                          &cache_kind, &PyType_Type, &numbers_kind)
        || know(state_kind, node_kind) < 0 || find_slots(owner, wire_names[is_godot4], wire->at, WIRE_SLOTS) < 0
        || find_slots(all_kind, by_path_names, &wire->by_path, 1) < 0
        || find_slots(sent_kind, sent_names, wire->sent, SENT_SLOTS) < 0)
        return NULL;
    if (is_godot4) {
        if (find_slots(cache_kind, cache_names, known.cache, CACHE_SLOTS) < 0
            || find_slots(sent_kind, more_names, known.more, MORE_SLOTS) < 0
            || find_slots(numbers_kind, numbers_names, &known.numbers, 1) < 0)
            return NULL;
        known.cache_kind = Py_NewRef(cache_kind);
        known.numbers_kind = Py_NewRef(numbers_kind);
    }
    wire->reference = Py_NewRef(reference);
    wire->all_kind = Py_NewRef(all_kind);
    wire->sent_kind = Py_NewRef(sent_kind);
    return PyDescr_NewMethod((PyTypeObject *)owner, method);
}

PyObject *make_call3(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = FUNCTION("call", call3);
    return make(0, &method, args);
}

PyObject *make_call4(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = FUNCTION("call", call4);
    return make(1, &method, args);
}
