/* Packets of a game on the trunk of a gateway, in place of a part of nodes/cluster/trunk.py. Their head: a byte, which
 * is 0, who has sent it and whom it is for, four bytes each (nodes/websocket/relay.py).
 */

#include "core.h"

enum { HEAD = 9, SOURCE = 1, DESTINATION = 5 };

static PyObject *received;

/* Where a packet comes from and goes to; both are 0 for what is none. */
struct way {
    int32_t source, to;
};

static struct way way_of(PyObject *message)
{
    struct way way = {0, 0};
    const byte *data = (const byte *)PyBytes_AsString(message);

    if (PyBytes_Size(message) >= HEAD && data[0] == 0) {
        memcpy(&way.source, data + SOURCE, sizeof(way.source));
        memcpy(&way.to, data + DESTINATION, sizeof(way.to));
    }
    return way;
}

/* Append an empty run to those that there are. Return it, or NULL with an exception. */
static PyObject *add_run(PyObject *runs, struct way way)
{
    PyObject *run = PyObject_CallNoArgs(received), *entry;

    if (run == NULL)
        return NULL;
    entry = Py_BuildValue("(iiO)", (int)way.source, (int)way.to, run);
    if (entry == NULL || PyList_Append(runs, entry) < 0)
        Py_CLEAR(run);
    Py_XDECREF(entry);
    return run;
}

/* runs_of, whose `self` is its reference */
static PyObject *runs_of(PyObject *self, PyObject *messages)
{
    PyObject *runs = PyList_New(0), *run = NULL, *message = NULL;
    struct way before = {0, 0}, way;

    if (runs == NULL || !PyList_Check(messages))
        goto for_reference;
    for (Py_ssize_t i = 0; i < PyList_Size(messages); i++) { /* which the collection of garbage may change */
        message = Py_NewRef(PyList_GetItem(messages, i));
        if (!PyTuple_CheckExact(message) || PyTuple_Size(message) != 2
            || !PyBytes_CheckExact(PyTuple_GetItem(message, 0)))
            goto for_reference;
        way = way_of(PyTuple_GetItem(message, 0));
        if (way.source == 0 || way.source != before.source || way.to != before.to) {
            Py_XDECREF(run);
            run = add_run(runs, way);
            before = way;
        }
        if (run == NULL || PyList_Append(run, message) < 0) {
            Py_CLEAR(runs);
            goto done;
        }
        Py_CLEAR(message);
    }
    goto done;
for_reference:
    Py_XDECREF(runs);
    runs = PyObject_CallFunctionObjArgs(self, messages, NULL);
done:
    Py_XDECREF(message);
    Py_XDECREF(run);
    return runs;
}

PyObject *make_runs_of(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef function = {"runs_of", runs_of, METH_O, NULL};
    PyObject *reference, *kind;

    if (!PyArg_ParseTuple(args, "OO", &reference, &kind))
        return NULL;
    received = Py_NewRef(kind);
    return PyCFunction_NewEx(&function, reference, NULL);
}
