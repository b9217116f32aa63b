/* A remote call of Godot 3 that has come, in place of Godot3Wire.receive (engine/multiplayer/godot3/wire.py): of a
 * method that any peer may call, and by a path and a name that this one has called by before. All other packets are for
 * the reference, and so is one that is wrong.
 */

#include "variant.h"

enum { RECEIVED, STATE, WIRE_SLOTS };

static const char *const wire_names[] = {"_received", "_state"};
static const char *const paths_names[] = {"addresses"};

/* Where the name of the method begins in a packet, behind the command and the target. */
enum { REMOTE_CALL = 0, NAME_AT = 5 };

static struct {
    PyObject *reference, *paths_kind, *down, *method_mode, *for_all, *call, *root;
    Py_ssize_t at[WIRE_SLOTS], addresses;
} wire;

/* Return what a packet begins with means to its sender, (names of nodes, name of the method), and set `at` to where it
 * goes on; NULL if that is not known. */
static PyObject *address_of(PyObject *self, PyObject *sender, PyObject *packet, Py_ssize_t *at)
{
    PyObject *received = slot(self, wire.at[RECEIVED]), *known, *addresses, *start, *address = NULL;
    const byte *data = (const byte *)PyBytes_AsString(packet), *end;
    Py_ssize_t size = PyBytes_Size(packet);

    if (size <= NAME_AT || data[0] != REMOTE_CALL || received == NULL || !PyDict_CheckExact(received)
        || !PyLong_CheckExact(sender))
        return NULL;
    end = memchr(data + NAME_AT, 0, size - NAME_AT);
    known = PyDict_GetItemWithError(received, sender);
    if (end == NULL || known == NULL || (PyObject *)Py_TYPE(known) != wire.paths_kind)
        return NULL;
    addresses = slot(known, wire.addresses);
    if (addresses == NULL || !PyDict_CheckExact(addresses))
        return NULL;
    *at = end + 1 - data;
    Py_INCREF(addresses);
    start = PyBytes_FromStringAndSize((const char *)data, *at);
    if (start != NULL)
        address = PyDict_GetItemWithError(addresses, start);
    Py_XINCREF(address);
    Py_XDECREF(start);
    Py_DECREF(addresses);
    if (address != NULL && PyTuple_CheckExact(address) && PyTuple_Size(address) == 2)
        return address;
    Py_XDECREF(address);
    return NULL;
}

/* Return the node that is meant if any peer may call the method of it; else NULL. */
static PyObject *node_for(PyObject *self, PyObject *names, PyObject *name)
{
    PyObject *state = slot(self, wire.at[STATE]), *root, *node = NULL, *mode = NULL;
    int may = 0;

    if (state == NULL)
        return NULL;
    Py_INCREF(state);
    root = PyObject_GetAttr(state, wire.root);
    Py_DECREF(state);
    if (root != NULL)
        node = PyObject_CallFunctionObjArgs(wire.down, root, names, NULL);
    Py_XDECREF(root);
    if (node != NULL && node != Py_None)
        mode = PyObject_CallFunctionObjArgs(wire.method_mode, node, name, NULL);
    if (mode != NULL)
        may = PySequence_Contains(wire.for_all, mode);
    Py_XDECREF(mode);
    if (may != 1)
        Py_CLEAR(node);
    return node;
}

/* receive(sender, packet) */
static PyObject *receive(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    PyObject *address = NULL, *node = NULL, *values = NULL, *done;
    struct input in;
    Py_ssize_t at = 0;

    if (names == NULL && count == 2 && PyBytes_CheckExact(args[1]))
        address = address_of(self, args[0], args[1], &at);
    if (address != NULL)
        node = node_for(self, PyTuple_GetItem(address, 0), PyTuple_GetItem(address, 1));
    if (node != NULL && begin_input(&in, &godot3_reading, args[1], at) && at < in.size)
        values = read_arguments3(&in);
    if (values == NULL) { /* nothing has been done so far */
        Py_XDECREF(address);
        Py_XDECREF(node);
        return is_fatal() ? NULL : hand_over(wire.reference, self, args, count, names);
    }
    done = PyObject_CallFunctionObjArgs(wire.call, node, args[0], PyTuple_GetItem(address, 1), values, NULL);
    Py_DECREF(address);
    Py_DECREF(node);
    Py_DECREF(values);
    Py_XDECREF(done);
    return done == NULL ? NULL : Py_NewRef(Py_None);
}

PyObject *make_receive(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = FUNCTION("receive", receive);
    PyObject *reference, *owner, *paths_kind, *down, *method_mode, *for_all, *call;

    if (!PyArg_ParseTuple(args, "OO!O!OOOO", &reference, &PyType_Type, &owner, &PyType_Type, &paths_kind, &down,
                          &method_mode, &for_all, &call)
        || find_slots(owner, wire_names, wire.at, WIRE_SLOTS) < 0
        || find_slots(paths_kind, paths_names, &wire.addresses, 1) < 0)
        return NULL;
    wire.root = PyUnicode_InternFromString("root");
    if (wire.root == NULL)
        return NULL;
    wire.reference = Py_NewRef(reference);
    wire.paths_kind = Py_NewRef(paths_kind);
    wire.down = Py_NewRef(down);
    wire.method_mode = Py_NewRef(method_mode);
    wire.for_all = Py_NewRef(for_all);
    wire.call = Py_NewRef(call);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}
