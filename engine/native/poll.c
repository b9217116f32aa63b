/* Who is ready: Poller._select (engine/net/poller.py), for epoll and without sockets in memory.
 *
 * What ends a sleep in time is a timer of its own, among what is waited for. A timeout of epoll_wait would have the
 * system set its clock before each sleep and again after it, which costs up to 4 us where frames are near; the timer
 * stays as it is while one sleep after the other is to end at the same moment, whatever ends them before.
 */

#include "link.h"

static const char *const watch_names[] = {"events", "ready", "_parked", "inbox", "owner"};
struct slots watches;

#ifdef __linux__

#include <errno.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

/* Sockets that are told of at once, at the most; the others are the first the next time. */
enum { AT_ONCE = 512 };

/* Nanoseconds by which a sleep may be longer than asked for: timeouts are in milliseconds, rounded up. */
enum { LATE = 200000 };

/* Seconds that a sleep has at the most. */
static const double longest_sleep = 1e6;

enum { IN_MEMORY, SELECTOR, POLLER_SLOTS };
enum { DESCRIPTOR, FOUND, TIMER, ENDS_AT, EPOLL_SLOTS };

static const char *const poller_names[] = {"_in_memory", "_selector"};
static const char *const epoll_names[] = {"_descriptor", "_found", "_timer", "_ends_at"};

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

/* -- Sleeping ------------------------------------------------------------------------------------------------- */

/* Return the time in nanoseconds. */
static long long now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* Add a timer to what an epoll waits for, which tells of it once each time it ends. Return its descriptor, or -1. */
static int add_timer(int descriptor)
{
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.fd = timer};

    if (timer < 0 || epoll_ctl(descriptor, EPOLL_CTL_ADD, timer, &event) == 0)
        return timer;
    close(timer);
    return -1;
}

/* Return the descriptor of a selector's timer, which is made when it is first asked for; -1 without an exception if it
 * can't be had. The reference takes it for the doorbell when it comes upon it. */
static int timer_of(PyObject *selector, int descriptor, PyObject *found)
{
    int timer = (int)number_in(selector, polling.epolls.at[TIMER]);
    PyObject *key;

    if (timer >= 0 || (timer = add_timer(descriptor)) < 0)
        return timer;
    key = PyLong_FromLong(timer);
    if (key == NULL || PyDict_SetItem(found, key, Py_None) < 0
        || set_number(selector, polling.epolls.at[TIMER], timer) < 0) {
        PyErr_Clear();
        close(timer);
        timer = -1;
    }
    Py_XDECREF(key);
    return timer;
}

/* Return when the timer of a selector ends or has ended. */
static long long end_of(PyObject *selector)
{
    PyObject *at = slot(selector, polling.epolls.at[ENDS_AT]);
    long long nanoseconds = at == NULL ? 0 : PyLong_AsLongLong(at);

    PyErr_Clear();
    return nanoseconds;
}

/* Have a timer end at `until` or, if it is set so already, before that. Return 0, or -1 with an exception or `errno`. */
static int set_timer(PyObject *selector, int timer, long long until)
{
    long long ends_at = end_of(selector);
    struct itimerspec time = {.it_value = {until / 1000000000, until % 1000000000}};
    PyObject *at;

    if (ends_at > now() && ends_at <= until + LATE)
        return 0;
    at = PyLong_FromLongLong(until);
    if (at == NULL)
        return -1;
    put(selector, polling.epolls.at[ENDS_AT], at);
    return timerfd_settime(timer, TFD_TIMER_ABSTIME, &time, NULL);
}

/* Wait with other threads running. Return how many events there are, or -1 with `errno`. */
static int wait_for(int descriptor, struct epoll_event *events, int milliseconds)
{
    int count, error;

    Py_BEGIN_ALLOW_THREADS;
    count = epoll_wait(descriptor, events, AT_ONCE, milliseconds);
    error = errno;
    Py_END_ALLOW_THREADS;
    errno = error;
    return count;
}

/* Sleep for so many seconds at the most. Return how many events there are; -1 with `errno`, or with an exception. */
static int sleep_for(PyObject *selector, int descriptor, PyObject *found, struct epoll_event *events, double seconds)
{
    int timer = timer_of(selector, descriptor, found), count;
    long long until;

    if (seconds > longest_sleep)
        seconds = longest_sleep;
    if (timer < 0)
        return wait_for(descriptor, events, (int)(seconds * 1000 + 0.999999));
    until = now() + (long long)(seconds * 1e9);
    do {
        if (set_timer(selector, timer, until) < 0)
            return -1;
        count = wait_for(descriptor, events, -1);
    } while (count == 1 && events[0].data.fd == timer && now() < until - LATE); /* it was set for a sleep before */
    return count;
}

/* -- Telling -------------------------------------------------------------------------------------------------- */

/* Return the watches of what is ready, in a list; NULL with an exception. */
static PyObject *watches_of(PyObject *found, const struct epoll_event *events, int count, int timer)
{
    PyObject *ready = PyList_New(0);

    for (int i = 0; ready != NULL && i < count; i++) {
        if (events[i].data.fd == timer)
            continue;
        PyObject *key = PyLong_FromLong(events[i].data.fd), *watch;
        watch = key == NULL ? NULL : PyDict_GetItemWithError(found, key);
        if (watch == NULL && key != NULL && !PyErr_Occurred())
            PyErr_SetObject(PyExc_KeyError, key);
        Py_XDECREF(key);
        if (watch == NULL || PyList_Append(ready, watch) < 0)
            Py_CLEAR(ready);
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
    PyObject *selector = Py_NewRef(slot(self, polling.pollers.at[SELECTOR])), *ready;
    struct epoll_event events[AT_ONCE];
    int count, error, news, timer;

    if (seconds <= 0)
        count = epoll_wait(descriptor, events, AT_ONCE, 0);
    else
        count = sleep_for(selector, descriptor, found, events, seconds);
    error = errno;
    timer = (int)number_in(selector, polling.epolls.at[TIMER]);
    Py_DECREF(selector);
    if (count < 0 && PyErr_Occurred())
        return NULL;
    if (count < 0 && error != EINTR) {
        errno = error;
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    if (count < 0 && PyErr_CheckSignals() < 0)
        return NULL;
    ready = watches_of(found, events, count < 0 ? 0 : count, timer); /* a signal ends a sleep, too */
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
