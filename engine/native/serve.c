/* How what a link receives is told: Links._serve (nodes/websocket/links.py). Where nothing is to be done with a message
 * but to tell of it, which `told` says, RawServerSession.received is in here, too, and SignalInstance.emit for a single
 * handler.
 */

#include "link.h"

static struct {
    PyObject *reference, *received, *signal, *connection, *unread, *append, *emit, *handle, *report, *report_fault;
    Py_ssize_t told, only, call;
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

/* Return whether events are messages alone that are told of by a signal at once. */
static int are_told(PyObject *events, PyObject *told, PyObject *link)
{
    return is_direct(told, serving.signal) && PyTuple_Size(events) == 1
           && is_direct(PyTuple_GetItem(events, 0), serving.received)
           && is_direct(slot(link, links.at[UNREAD]), serving.unread);
}

/* _serve(owner, link) */
static PyObject *serve(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    PyObject *events = NULL, *told = slot(self, serving.told);
    int is_usual = names == NULL && count == 2 && is_direct(args[1], links.owner), result;

    if (is_usual)
        events = receive_at_once(args[1]);
    if (events == NULL && !PyErr_Occurred())
        return hand_over(serving.reference, self, args, count, names);
    if (events == NULL) {
        result = -1;
    } else if (are_told(events, told, args[1])) {
        Py_INCREF(told);
        result = take_in(args[1], PyTuple_GetItem(events, 0), told);
        Py_DECREF(told);
    } else {
        result = handle(args[0], args[1], events);
    }
    Py_XDECREF(events);
    if (result < 0 && report_fault(self, args[0], args[1]) < 0)
        return NULL;
    return Py_NewRef(Py_None);
}

PyObject *make_serve(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = FUNCTION("_serve", serve);
    static const char *const told[] = {"told"}, *const only[] = {"_only"}, *const call[] = {"call"};
    static const struct name asked[] = {
        {&serving.emit, "emit"},
        {&serving.handle, "_handle_"},
        {&serving.report, "_report"},
        {&serving.report_fault, "_report_fault"},
        {NULL, NULL},
    };
    PyObject *reference, *owner;

    if (!PyArg_ParseTuple(args, "OO!OOOO", &reference, &PyType_Type, &owner, &serving.received, &serving.unread,
                          &serving.signal, &serving.connection)
        || find_slots(owner, told, &serving.told, 1) < 0 || find_slots(serving.signal, only, &serving.only, 1) < 0
        || find_slots(serving.connection, call, &serving.call, 1) < 0 || have_names(asked) < 0
        || (serving.append = PyObject_GetAttrString(serving.unread, "take_in")) == NULL)
        return NULL;
    serving.reference = Py_NewRef(reference);
    Py_INCREF(serving.received);
    Py_INCREF(serving.unread);
    Py_INCREF(serving.signal);
    Py_INCREF(serving.connection);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}
