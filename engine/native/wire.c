/* Remote calls that have come, in place of Godot3Wire.receive and Godot4Wire.receive (engine/multiplayer/godot3/wire.py
 * and godot4/wire.py): of a method that any peer may call, and that this one has called in the same words before. All
 * other packets are for the references, and so is one that is wrong.
 */

#include "wire.h"

enum { RECEIVED, STATE3, WIRE3_SLOTS };
enum { CACHE, STATE4, WIRE4_SLOTS };
enum { CACHE_RECEIVED, CACHE_METHODS, CACHE_SLOTS };
enum { FREED, CHILDREN, NODE_SLOTS };

static const char *const wire3_names[] = {"_received", "_state"};
static const char *const wire4_names[] = {"cache", "_state"};
static const char *const cache_names[] = {"_received", "_methods"};
static const char *const node_names[] = {"_freed_", "_children_"};
static const char *const addresses_names[] = {"addresses"};
static const char *const root_names[] = {"root"};
static const char *const by_name_names[] = {"by_name"};

/* Both begin with their command. Behind the node comes the name of the method, or in Godot 4 its number, which have so
 * many bytes with the first one there, by three flags of that. */
enum { REMOTE_CALL = 0, NAME_AT = 5, COMMAND = 7, NO_COUNT = 0x80 };
static const Py_ssize_t starts4[] = {3, 4, 6, 0, 4, 5, 7, 0};

/* What both have to know of nodes, and what is done with what a method has returned, or raised. */
static struct {
    PyObject *state_kind, *node_kind, *children_kind, *for_all, *returned, *failed, *rpc_modes, *remote_methods;
    Py_ssize_t root, at[NODE_SLOTS], by_name;
} nodes;

static struct {
    PyObject *reference, *kind, *paths_kind;
    Py_ssize_t at[WIRE3_SLOTS], addresses;
} wire3;

static struct {
    PyObject *reference, *kind, *cache_kind, *nodes_kind;
    Py_ssize_t at[WIRE4_SLOTS], cache[CACHE_SLOTS], addresses;
} wire4;

/* A call that is being read: what its beginning means to its sender, and where it goes on. The first three are held. */
struct call {
    PyObject *names, *name, *methods;
    Py_ssize_t at;
};

/* Return what a dictionary has, held; NULL, without an exception, if it is none or has nothing. */
static PyObject *found_in(PyObject *dictionary, PyObject *key)
{
    PyObject *found = NULL;

    if (dictionary == NULL || !PyDict_CheckExact(dictionary))
        return NULL;
    Py_INCREF(dictionary);
    found = Py_XNewRef(PyDict_GetItemWithError(dictionary, key));
    Py_DECREF(dictionary);
    if (found == NULL)
        PyErr_Clear();
    return found;
}

/* Return what the beginning of a packet, as long as that, means to its sender, whose numbers are `kind`: a tuple of so
 * many parts. NULL if that is not known. */
static PyObject *address_of(PyObject *received, PyObject *sender, PyObject *kind, Py_ssize_t addresses,
                            const byte *data, Py_ssize_t size, Py_ssize_t parts)
{
    PyObject *known = found_in(received, sender), *start, *address = NULL;

    if (known != NULL && (PyObject *)Py_TYPE(known) == kind) {
        start = PyBytes_FromStringAndSize((const char *)data, size);
        if (start != NULL)
            address = found_in(slot(known, addresses), start);
        Py_XDECREF(start);
    }
    Py_XDECREF(known);
    if (address != NULL && !(PyTuple_CheckExact(address) && PyTuple_Size(address) == parts
                             && PyTuple_CheckExact(PyTuple_GetItem(address, 0))))
        Py_CLEAR(address);
    return address;
}

static int begin3(struct call *call, PyObject *wire, PyObject *sender, const byte *data, Py_ssize_t size)
{
    const byte *end = size > NAME_AT && data[0] == REMOTE_CALL ? memchr(data + NAME_AT, 0, size - NAME_AT) : NULL;
    PyObject *address;

    if (end == NULL)
        return 0;
    call->at = end + 1 - data;
    address = address_of(slot(wire, wire3.at[RECEIVED]), sender, wire3.paths_kind, wire3.addresses, data, call->at, 2);
    if (address == NULL)
        return 0;
    call->names = Py_NewRef(PyTuple_GetItem(address, 0));
    call->name = Py_NewRef(PyTuple_GetItem(address, 1));
    Py_DECREF(address);
    return 1;
}

static int begin4(struct call *call, PyObject *wire, PyObject *sender, const byte *data, Py_ssize_t size)
{
    PyObject *cache = slot(wire, wire4.at[CACHE]), *address;

    if (size < 1 || (data[0] & COMMAND) != REMOTE_CALL || cache == NULL
        || (PyObject *)Py_TYPE(cache) != wire4.cache_kind)
        return 0;
    call->at = starts4[data[0] >> 4 & 7];
    if (call->at > size)
        return 0;
    address = address_of(slot(cache, wire4.cache[CACHE_RECEIVED]), sender, wire4.nodes_kind, wire4.addresses, data,
                         call->at, 3);
    if (address == NULL)
        return 0;
    call->names = Py_NewRef(PyTuple_GetItem(address, 0));
    call->methods = Py_NewRef(PyTuple_GetItem(address, 1));
    call->name = Py_NewRef(PyTuple_GetItem(address, 2));
    Py_DECREF(address);
    return 1;
}

/* Return the node that is reached from the root by way of these names, or NULL. */
static PyObject *down(PyObject *state, PyObject *names)
{
    PyObject *node, *children, *found;

    if (state == NULL || (PyObject *)Py_TYPE(state) != nodes.state_kind)
        return NULL;
    node = Py_XNewRef(slot(state, nodes.root));
    if (node != NULL && !(PyObject_TypeCheck(node, (PyTypeObject *)nodes.node_kind)
                          && slot(node, nodes.at[FREED]) == Py_False))
        Py_CLEAR(node);
    for (Py_ssize_t i = 0; node != NULL && i < PyTuple_Size(names); i++) {
        children = slot(node, nodes.at[CHILDREN]);
        found = NULL;
        if (children != NULL && (PyObject *)Py_TYPE(children) == nodes.children_kind)
            found = found_in(slot(children, nodes.by_name), PyTuple_GetItem(names, i));
        if (found != NULL && !PyObject_TypeCheck(found, (PyTypeObject *)nodes.node_kind))
            Py_CLEAR(found);
        Py_DECREF(node);
        node = found;
    }
    return node;
}

/* Return whether any peer may call a method of a node, and in Godot 4 whether what is declared there is what was. */
static int may_be_called(PyObject *wire, PyObject *node, struct call *call)
{
    PyObject *own = PyObject_GetAttr(node, nodes.rpc_modes), *declared = NULL, *mode = NULL, *methods;
    int result = own == Py_None;

    if (result && call->methods != NULL) {
        methods = found_in(slot(slot(wire, wire4.at[CACHE]), wire4.cache[CACHE_METHODS]), (PyObject *)Py_TYPE(node));
        result = methods == call->methods;
        Py_XDECREF(methods);
    }
    if (result)
        declared = PyObject_GetAttr(node, nodes.remote_methods);
    if (declared != NULL)
        mode = found_in(declared, call->name);
    result = mode != NULL && PySequence_Contains(nodes.for_all, mode) == 1;
    Py_XDECREF(own);
    Py_XDECREF(declared);
    Py_XDECREF(mode);
    return result;
}

/* Return the arguments of a call as a tuple, or NULL as read_value. */
static PyObject *arguments_of(struct call *call, PyObject *message, Py_ssize_t header, int is_godot4)
{
    struct input in;

    if (!begin_input(&in, is_godot4 ? &godot4_reading : &godot3_reading, message, header + call->at))
        return NULL;
    if (!is_godot4)
        return in.at < in.size ? read_arguments3(&in, 1) : NULL;
    if (!(in.data[header] & NO_COUNT))
        return in.at < in.size ? read_arguments4(&in, 1) : NULL;
    return in.at == in.size ? PyTuple_New(0) : NULL;
}

/* Do with what a method has raised what the reference does. Return 1, or -1 with an exception. */
static int failed(PyObject *node, PyObject *sender, PyObject *name, PyObject *method, PyObject *args)
{
    PyObject *error, *count, *done = NULL;

    if (!PyErr_ExceptionMatches(PyExc_Exception))
        return -1;
    error = caught();
    count = PyLong_FromSsize_t(PyTuple_Size(args));
    if (count != NULL)
        done = PyObject_CallFunctionObjArgs(nodes.failed, node, sender, name, method, count, error, NULL);
    Py_XDECREF(error);
    Py_XDECREF(count);
    Py_XDECREF(done);
    return done == NULL ? -1 : 1;
}

/* As receive_call. */
static int carry_out(PyObject *node, PyObject *sender, PyObject *name, PyObject *args)
{
    PyObject *method = PyObject_GetAttr(node, name), *result, *going_on;
    int done = 1;

    if (method == NULL)
        return is_fatal() ? -1 : 0;
    result = PyObject_Call(method, args, NULL);
    if (result != NULL && result != Py_None) {
        going_on = PyObject_CallFunctionObjArgs(nodes.returned, node, sender, name, result, NULL);
        Py_DECREF(result);
        result = going_on;
    }
    if (result == NULL)
        done = failed(node, sender, name, method, args);
    Py_XDECREF(result);
    Py_DECREF(method);
    return done;
}

int receive_call(PyObject *wire, PyObject *sender, PyObject *message, Py_ssize_t header)
{
    int is_godot4 = (PyObject *)Py_TYPE(wire) == wire4.kind, done = 0;
    const byte *data = (const byte *)PyBytes_AsString(message) + header;
    Py_ssize_t size = PyBytes_Size(message) - header;
    PyObject *node = NULL, *args = NULL;
    struct call call = {NULL, NULL, NULL, 0};

    if (!PyLong_CheckExact(sender) || (!is_godot4 && (PyObject *)Py_TYPE(wire) != wire3.kind))
        return 0;
    if ((is_godot4 ? begin4 : begin3)(&call, wire, sender, data, size))
        node = down(slot(wire, is_godot4 ? wire4.at[STATE4] : wire3.at[STATE3]), call.names);
    if (node != NULL && may_be_called(wire, node, &call))
        args = arguments_of(&call, message, header, is_godot4);
    if (args != NULL)
        done = carry_out(node, sender, call.name, args);
    else if (is_fatal())
        done = -1;
    Py_XDECREF(node);
    Py_XDECREF(args);
    Py_XDECREF(call.names);
    Py_XDECREF(call.name);
    Py_XDECREF(call.methods);
    return done;
}

/* receive(sender, packet) */
static PyObject *receive(PyObject *reference, PyObject *self, PyObject *const *args, Py_ssize_t count,
                         PyObject *names)
{
    int done = 0;

    if (names == NULL && count == 2 && PyBytes_CheckExact(args[1]))
        done = receive_call(self, args[0], args[1], 0);
    if (done == 0)
        return hand_over(reference, self, args, count, names);
    return done < 0 ? NULL : Py_NewRef(Py_None);
}

static PyObject *receive3(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    return receive(wire3.reference, self, args, count, names);
}

static PyObject *receive4(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    return receive(wire4.reference, self, args, count, names);
}

/* Take over what both have to know. Return -1 with an exception. */
static int know_nodes(PyObject *known)
{
    static const struct name asked[] = {
        {&nodes.rpc_modes, "_rpc_modes_"}, {&nodes.remote_methods, "_remote_methods_"}, {NULL, NULL},
    };
    PyObject *state_kind, *node_kind, *children_kind, *for_all, *returned, *failed;

    if (!PyArg_ParseTuple(known, "O!O!O!OOO", &PyType_Type, &state_kind, &PyType_Type, &node_kind, &PyType_Type,
                          &children_kind, &for_all, &returned, &failed)
        || find_slots(state_kind, root_names, &nodes.root, 1) < 0
        || find_slots(node_kind, node_names, nodes.at, NODE_SLOTS) < 0
        || find_slots(children_kind, by_name_names, &nodes.by_name, 1) < 0 || have_names(asked) < 0)
        return -1;
    nodes.state_kind = Py_NewRef(state_kind);
    nodes.node_kind = Py_NewRef(node_kind);
    nodes.children_kind = Py_NewRef(children_kind);
    nodes.for_all = Py_NewRef(for_all);
    nodes.returned = Py_NewRef(returned);
    nodes.failed = Py_NewRef(failed);
    return 0;
}

PyObject *make_receive3(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = FUNCTION("receive", receive3);
    PyObject *reference, *owner, *known, *paths_kind;

    if (!PyArg_ParseTuple(args, "OO!OO!", &reference, &PyType_Type, &owner, &known, &PyType_Type, &paths_kind)
        || know_nodes(known) < 0 || find_slots(owner, wire3_names, wire3.at, WIRE3_SLOTS) < 0
        || find_slots(paths_kind, addresses_names, &wire3.addresses, 1) < 0)
        return NULL;
    wire3.reference = Py_NewRef(reference);
    wire3.kind = Py_NewRef(owner);
    wire3.paths_kind = Py_NewRef(paths_kind);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}

PyObject *make_receive4(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = FUNCTION("receive", receive4);
    PyObject *reference, *owner, *known, *cache_kind, *nodes_kind;

    if (!PyArg_ParseTuple(args, "OO!OO!O!", &reference, &PyType_Type, &owner, &known, &PyType_Type, &cache_kind,
                          &PyType_Type, &nodes_kind)
        || know_nodes(known) < 0 || find_slots(owner, wire4_names, wire4.at, WIRE4_SLOTS) < 0
        || find_slots(cache_kind, cache_names, wire4.cache, CACHE_SLOTS) < 0
        || find_slots(nodes_kind, addresses_names, &wire4.addresses, 1) < 0)
        return NULL;
    wire4.reference = Py_NewRef(reference);
    wire4.kind = Py_NewRef(owner);
    wire4.cache_kind = Py_NewRef(cache_kind);
    wire4.nodes_kind = Py_NewRef(nodes_kind);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}
