/* Who is ready: Poller._select (engine/net/poller.py), for epoll and without sockets in memory.
 */

#include "link.h"

static const char *const watch_names[] = {"events", "ready", "_parked", "inbox", "owner"};
struct slots watches;

#ifdef __linux__

#include <errno.h>
#include <sys/epoll.h>

/* Sockets that are told of at once, at the most; the others are the first the next time. */
enum { AT_ONCE = 512 };

enum { IN_MEMORY, SELECTOR, POLLER_SLOTS };
enum { DESCRIPTOR, FOUND, EPOLL_SLOTS };

static const char *const poller_names[] = {"_in_memory", "_selector"};
static const char *const epoll_names[] = {"_descriptor", "_found"};

static struct {
    PyObject *reference, *park, *ring;
    struct slots pollers, epolls;
} polling;

/* Return the descriptor by which a poller waits, and what it watches by descriptors, held; -1 if it does otherwise. */
static int epoll_of(PyObject *self, PyObject **found)
{
    PyObject *in_memory = slot(self, polling.pollers.at[IN_MEMORY]);
    PyObject *selector = slot(self, polling.pollers.at[SELECTOR]);
    Py_ssize_t descriptor;

    if (in_memory == NULL || !PyDict_CheckExact(in_memory) || PyDict_Size(in_memory) > 0
        || !is_direct(selector, polling.epolls.owner))
        return -1;
    descriptor = number_in(selector, polling.epolls.at[DESCRIPTOR]);
    *found = slot(selector, polling.epolls.at[FOUND]);
    if (descriptor < 0 || *found == NULL || !PyDict_CheckExact(*found))
        return -1;
    Py_INCREF(*found);
    return (int)descriptor;
}

/* Return the watches of what is ready, in a list; NULL with an exception. */
static PyObject *watches_of(PyObject *found, const struct epoll_event *events, int count)
{
    PyObject *ready = PyList_New(count);

    for (int i = 0; ready != NULL && i < count; i++) {
        PyObject *key = PyLong_FromLong(events[i].data.fd), *watch;
        watch = key == NULL ? NULL : PyDict_GetItemWithError(found, key);
        if (watch == NULL && key != NULL && !PyErr_Occurred())
            PyErr_SetObject(PyExc_KeyError, key);
        Py_XDECREF(key);
        if (watch == NULL)
            Py_CLEAR(ready);
        else
            PyList_SetItem(ready, i, Py_NewRef(watch));
    }
    return ready;
}

/* Put a watch that is ready into its inbox. Return whether it was not there, or -1 with an exception. */
static int come(PyObject *watch, int after_sleep)
{
    PyObject *inbox = slot(watch, watches.at[INBOX]), *done;

    if (slot(watch, watches.at[READY]) == Py_False && inbox != NULL && PyList_Check(inbox)) {
        put(watch, watches.at[READY], Py_NewRef(Py_True));
        return PyList_Append(inbox, watch) < 0 ? -1 : 1;
    }
    if (!after_sleep)
        return 0;
    done = PyObject_CallMethodObjArgs(watch, polling.park, NULL);
    Py_XDECREF(done);
    return done == NULL ? -1 : 0;
}

/* Tell all of them. Return whether there is news, or -1 with an exception. */
static int tell(PyObject *self, PyObject *ready, int after_sleep)
{
    int news = 0;

    for (Py_ssize_t i = 0; i < PyList_Size(ready); i++) {
        PyObject *watch = PyList_GetItem(ready, i), *done;
        int came;
        if (watch != Py_None) {
            came = come(watch, after_sleep);
        } else {
            done = PyObject_CallMethodObjArgs(self, polling.ring, NULL);
            came = done == NULL ? -1 : 0;
            Py_XDECREF(done);
        }
        if (came < 0)
            return -1;
        news |= came;
    }
    return news;
}

/* Return the news of an epoll, as `_select` does; NULL with an exception. */
static PyObject *news_of(PyObject *self, int descriptor, PyObject *found, double seconds)
{
    struct epoll_event events[AT_ONCE];
    double rounded = seconds <= 0 ? 0 : seconds * 1000 + 0.999999;
    int count, error, news, milliseconds = rounded > 1e9 ? 1000000000 : (int)rounded;
    PyObject *ready;

    if (milliseconds == 0) {
        count = epoll_wait(descriptor, events, AT_ONCE, 0);
        error = errno;
    } else {
        Py_BEGIN_ALLOW_THREADS;
        count = epoll_wait(descriptor, events, AT_ONCE, milliseconds);
        error = errno;
        Py_END_ALLOW_THREADS;
    }
    if (count < 0 && error != EINTR) {
        errno = error;
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    if (count < 0 && PyErr_CheckSignals() < 0)
        return NULL;
    ready = watches_of(found, events, count < 0 ? 0 : count); /* a signal ends a sleep, too */
    news = ready == NULL ? -1 : tell(self, ready, seconds > 0);
    Py_XDECREF(ready);
    return news < 0 ? NULL : PyBool_FromLong(news);
}

/* _select(seconds) */
static PyObject *select_by(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    PyObject *found, *news;
    double seconds = count == 1 && names == NULL && PyFloat_CheckExact(args[0]) ? PyFloat_AsDouble(args[0]) : -1;
    int descriptor = seconds >= 0 ? epoll_of(self, &found) : -1;

    if (descriptor < 0)
        return hand_over(polling.reference, self, args, count, names);
    news = news_of(self, descriptor, found, seconds);
    Py_DECREF(found);
    return news;
}

/* Return the method for a poller, whose selectors may be an Epoll; NULL with an exception. */
static PyObject *made_for(PyTypeObject *owner, PyObject *reference, PyObject *epoll)
{
    static PyMethodDef method = FUNCTION("_select", select_by);
    static const struct name asked[] = {{&polling.park, "park"}, {&polling.ring, "_rung"}, {NULL, NULL}};

    if (have_names(asked) < 0 || know(&polling.pollers, (PyObject *)owner, poller_names, POLLER_SLOTS) < 0
        || know(&polling.epolls, epoll, epoll_names, EPOLL_SLOTS) < 0)
        return NULL;
    polling.reference = Py_NewRef(reference);
    return PyDescr_NewMethod(owner, &method);
}

#else

static PyObject *made_for(PyTypeObject *Py_UNUSED(owner), PyObject *reference, PyObject *Py_UNUSED(epoll))
{
    return Py_NewRef(reference);
}

#endif

PyObject *make_select(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *reference, *owner, *epoll, *watch;

    if (!PyArg_ParseTuple(args, "OO!O!O!", &reference, &PyType_Type, &owner, &PyType_Type, &epoll, &PyType_Type, &watch)
        || know(&watches, watch, watch_names, WATCH_SLOTS) < 0)
        return NULL;
    return made_for((PyTypeObject *)owner, reference, epoll);
}
