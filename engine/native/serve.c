/* How what links receive is told: Links._serve_ready (nodes/websocket/links.py), with Links._serve for those that the core
 * can read from. Where nothing is to be done with a message but to tell of it, which `told` says, RawServerSession.received
 * is in here, too, and SignalInstance.emit for a single handler.
 */

#include "link.h"

static struct {
    PyObject *reference, *signal, *connection, *unread, *append, *serve, *emit, *handle, *report, *report_fault;
    Py_ssize_t told, only, call;
    int depth; /* how many are under way, each in a handler that the one before it has called */
} serving;

/* Have a failure of a handler reported, as `emit` does. Return 0, or -1 with an exception. */
static int report(PyObject *told, PyObject *only, PyObject *id)
{
    PyObject *error, *args, *done = NULL;

    if (!PyErr_ExceptionMatches(PyExc_Exception))
        return -1;
    error = caught();
    args = PyTuple_Pack(1, id);
    if (args != NULL)
        done = PyObject_CallMethodObjArgs(told, serving.report, error, only, args, NULL);
    Py_XDECREF(args);
    Py_XDECREF(error);
    Py_XDECREF(done);
    return done == NULL ? -1 : 0;
}

/* Emit a signal. Return 0, or -1 with an exception. */
static int emit(PyObject *told, PyObject *id)
{
    PyObject *only = slot(told, serving.only), *call, *done;
    int result = 0;

    if (!is_direct(only, serving.connection)) {
        done = PyObject_CallMethodObjArgs(told, serving.emit, id, NULL);
        Py_XDECREF(done);
        return done == NULL ? -1 : 0;
    }
    Py_INCREF(only);
    call = Py_NewRef(slot(only, serving.call));
    done = PyObject_CallFunctionObjArgs(call, id, NULL);
    if (done == NULL)
        result = report(told, only, id);
    Py_XDECREF(done);
    Py_DECREF(call);
    Py_DECREF(only);
    return result;
}

/* Take in messages of a link, and tell of each. What comes behind one that made the script close is not told. Return 0,
 * or -1 with an exception. */
static int take_in(PyObject *link, PyObject *messages, PyObject *told)
{
    PyObject *unread = Py_NewRef(slot(link, links.at[UNREAD])), *life = Py_NewRef(slot(link, links.at[LIFE]));
    PyObject *id = Py_NewRef(slot(link, links.at[ID])), *traffic = slot(link, links.at[TRAFFIC]), *done;
    Py_ssize_t count = PyList_Size(messages);
    int result = set_number(traffic, traffics.at[PACKETS_IN], number_in(traffic, traffics.at[PACKETS_IN]) + count);

    for (Py_ssize_t i = 0; result == 0 && i < count && (i == 0 || slot(life, lives.at[0]) == state_open); i++) {
        done = PyObject_CallFunctionObjArgs(serving.append, unread, PyList_GetItem(messages, i), NULL);
        Py_XDECREF(done);
        result = done == NULL ? -1 : emit(told, id);
    }
    Py_DECREF(unread);
    Py_DECREF(life);
    Py_DECREF(id);
    return result;
}

/* Have an owner handle events. Return 0, or -1 with an exception. */
static int handle(PyObject *owner, PyObject *link, PyObject *events)
{
    for (Py_ssize_t i = 0; i < PyTuple_Size(events); i++) {
        PyObject *done = PyObject_CallMethodObjArgs(owner, serving.handle, link, PyTuple_GetItem(events, i), NULL);
        Py_XDECREF(done);
        if (done == NULL)
            return -1;
    }
    return 0;
}

/* Have a fault of ours reported. Return 0, or -1 with an exception. */
static int report_fault(PyObject *self, PyObject *owner, PyObject *link)
{
    PyObject *error, *done;

    if (!PyErr_ExceptionMatches(PyExc_Exception))
        return -1;
    error = caught();
    done = PyObject_CallMethodObjArgs(self, serving.report_fault, owner, link, error, NULL);
    Py_XDECREF(error);
    Py_XDECREF(done);
    return done == NULL ? -1 : 0;
}

/* Serve a link. Return 0, or -1 with an exception. */
static int serve_link(PyObject *self, PyObject *owner, PyObject *link)
{
    PyObject *told = slot(self, serving.told), *events, *done;
    int is_told = is_direct(told, serving.signal) && is_direct(slot(link, links.at[UNREAD]), serving.unread), result;

    Py_XINCREF(told);
    events = receive_at_once(link, is_told, serving.depth == 1);
    if (events == NULL && !PyErr_Occurred()) {
        Py_XDECREF(told);
        done = PyObject_CallMethodObjArgs(self, serving.serve, owner, link, NULL);
        Py_XDECREF(done);
        return done == NULL ? -1 : 0;
    }
    if (events == NULL)
        result = -1;
    else if (PyList_CheckExact(events))
        result = take_in(link, events, told);
    else
        result = handle(owner, link, events);
    Py_XDECREF(told);
    Py_XDECREF(events);
    return result < 0 ? report_fault(self, owner, link) : 0;
}

/* Serve a watch that is ready, unless a handler has closed it just now. Return 0, or -1 with an exception. */
static int serve(PyObject *self, PyObject *owner, PyObject *watch)
{
    PyObject *link = is_direct(watch, watches.owner) ? slot(watch, watches.at[WATCH_OWNER]) : NULL, *alone, *done;
    int result;

    if (is_direct(link, links.owner)) {
        if (slot(watch, watches.at[READY]) != Py_True)
            return 0;
        Py_INCREF(link);
        result = serve_link(self, owner, link);
        Py_DECREF(link);
        return result;
    }
    alone = PyList_New(1);
    if (alone == NULL)
        return -1;
    PyList_SetItem(alone, 0, Py_NewRef(watch));
    done = PyObject_CallFunctionObjArgs(serving.reference, self, owner, alone, NULL);
    Py_DECREF(alone);
    Py_XDECREF(done);
    return done == NULL ? -1 : 0;
}

/* _serve_ready(owner, ready) */
static PyObject *serve_ready(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    int result = 0;

    if (names != NULL || count != 2 || !PyList_CheckExact(args[1]))
        return hand_over(serving.reference, self, args, count, names);
    serving.depth++;
    for (Py_ssize_t i = 0; result == 0 && i < PyList_Size(args[1]); i++) { /* which nobody should change */
        PyObject *watch = Py_NewRef(PyList_GetItem(args[1], i));
        result = serve(self, args[0], watch);
        Py_DECREF(watch);
    }
    serving.depth--;
    return result < 0 ? NULL : Py_NewRef(Py_None);
}

PyObject *make_serve(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = FUNCTION("_serve_ready", serve_ready);
    static const char *const told[] = {"told"}, *const only[] = {"_only"}, *const call[] = {"call"};
    static const struct name asked[] = {
        {&serving.serve, "_serve"},
        {&serving.emit, "emit"},
        {&serving.handle, "_handle_"},
        {&serving.report, "_report"},
        {&serving.report_fault, "_report_fault"},
        {NULL, NULL},
    };
    PyObject *reference, *owner;

    if (!PyArg_ParseTuple(args, "OO!OOO", &reference, &PyType_Type, &owner, &serving.unread, &serving.signal,
                          &serving.connection)
        || find_slots(owner, told, &serving.told, 1) < 0 || find_slots(serving.signal, only, &serving.only, 1) < 0
        || find_slots(serving.connection, call, &serving.call, 1) < 0 || have_names(asked) < 0
        || (serving.append = PyObject_GetAttrString(serving.unread, "take_in")) == NULL)
        return NULL;
    serving.reference = Py_NewRef(reference);
    Py_INCREF(serving.unread);
    Py_INCREF(serving.signal);
    Py_INCREF(serving.connection);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}
