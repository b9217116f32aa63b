/* What is received: SocketLink.receive (nodes/websocket/socket_link/socket_link.py), for a link that is open and whose
 * socket brings whole frames of data, which is one read. At anything else the reference goes on: what was read is then
 * in the stream, as if it had read it.
 */

#include "link.h"

#ifndef _WIN32
#include <errno.h>
#include <sys/socket.h>
#endif

static struct {
    PyObject *reference, *received, *nothing, *unread, *byte_array;
    Py_ssize_t size;
} receiving;

#ifdef _WIN32

PyObject *receive_at_once(PyObject *Py_UNUSED(self), int Py_UNUSED(bare), int Py_UNUSED(may_own))
{
    return NULL;
}

#else

/* Bytes of one read at the most, which `size` is not more than. */
enum { ROOM = 72 * 1024 };

/* Reads of one message at once, at the most: others have their turn. */
enum { READS = 2 };

/* Return the lane of a link that is open, and at which nothing waits to be done but to read; else NULL. Borrowed. */
static PyObject *lane_to_read_by(PyObject *self)
{
    const Py_ssize_t *at = links.at;
    PyObject *life = slot(self, at[LIFE]), *stream = slot(self, at[STREAM]), *unread = slot(self, at[UNREAD]);
    PyObject *unsent = slot(self, at[UNSENT]), *watch = slot(self, at[WATCH]), *traffic = slot(self, at[TRAFFIC]), *lane;

    if (!is_direct(life, lives.owner) || slot(life, lives.at[0]) != state_open || !is_direct(stream, streams.owner)
        || !is_direct(unread, receiving.unread) || PyObject_Size(unread) != 0 || unsent == NULL
        || PyObject_Size(unsent) != 0 || !is_direct(watch, watches.owner) || slot(watch, watches.at[PARKED]) != Py_False
        || !is_direct(traffic, traffics.owner))
        return NULL;
    lane = slot(stream, streams.at[LANE]);
    if (!is_direct(lane, lanes.owner) || slot(stream, streams.at[PROTOCOL]) != Py_None
        || slot(stream, streams.at[HAS_MORE]) != Py_False)
        return NULL;
    return lane;
}

/* Return a list for messages: the event that has them or, if it may be `bare`, any. */
static PyObject *no_messages(int bare)
{
    return bare ? PyList_New(0) : PyObject_CallNoArgs(receiving.received);
}

/* Return the messages in `data`, if it has frames of data and nothing else, and not more than are worked off at once;
 * NULL, with an exception or without one, if not. The last may be begun, and is unfinished in the lane then. */
static PyObject *messages_in(const byte *data, Py_ssize_t size, PyObject *lane, int mask_bit, Py_ssize_t max_size,
                             PyObject *kind, int bare)
{
    const byte *at = data, *end = data + size;
    Py_ssize_t left = frames_at_once;
    struct frame one;
    PyObject *found;
    int added = 1, is = WHOLE;

    while (at < end && is == WHOLE) {
        if (left-- == 0 || !(is = find_frame(at, end, mask_bit, max_size, &one)))
            return NULL;
        at = is == BEGUN ? end : one.payload + one.size;
    }
    found = no_messages(bare);
    at = data;
    while (found != NULL && at < end && added > 0) {
        if (find_frame(at, end, mask_bit, max_size, &one) == BEGUN) {
            added = begin_message(lane, at, &one, end) < 0 ? -1 : 1;
            at = end;
        } else {
            added = add_message(found, &one, mask_bit ? one.payload - MASK : NULL, kind);
            at = one.payload + one.size;
        }
    }
    if (added <= 0)
        Py_CLEAR(found);
    return found;
}

/* Have a stream look at what is in its lane. Return 0, or -1 with an exception. */
static int go_on(PyObject *stream)
{
    put(stream, streams.at[HAS_MORE], Py_NewRef(Py_True));
    return set_number(stream, streams.at[FRAMES_LEFT], frames_at_once);
}

/* Return what the payloads of a link are to be, NULL for bytes. Borrowed. */
static PyObject *kind_for(PyObject *self)
{
    return slot(self, links.at[IS_RAW]) == Py_True ? receiving.byte_array : NULL;
}

/* Put what was read into a stream, as `feed` does. Return 0, or -1 with an exception. */
static int feed(PyObject *stream, PyObject *lane, const byte *data, Py_ssize_t size)
{
    PyObject *read = PyBytes_FromStringAndSize((const char *)data, size);

    if (read == NULL)
        return -1;
    put(lane, lanes.at[BUFFER], read);
    return go_on(stream);
}

/* Return an event alone, whose reference is given away and which may be NULL. */
static PyObject *alone(PyObject *event)
{
    PyObject *events = event == NULL ? NULL : PyTuple_Pack(1, event);

    Py_XDECREF(event);
    return events;
}

/* Return an error of the socket as an event. */
static PyObject *lost(PyObject *self, int error)
{
    return alone(PyObject_CallMethod(self, "_lose", "s", strerror(error)));
}

/* Take note of what was read. Return 0, or -1 with an exception. */
static int has_heard(PyObject *self, Py_ssize_t count)
{
    PyObject *traffic = slot(self, links.at[TRAFFIC]);

    put(self, links.at[HEARD], Py_NewRef(Py_True));
    return set_number(traffic, traffics.at[BYTES_IN], number_in(traffic, traffics.at[BYTES_IN]) + count);
}

/* Return what there is to tell after a read of something: messages, of which there may be none, or an exception. */
static PyObject *told(PyObject *messages, int bare)
{
    if (bare)
        return messages;
    if (messages != NULL && PyList_Size(messages) == 0) {
        Py_DECREF(messages);
        return Py_NewRef(receiving.nothing);
    }
    return alone(messages);
}

/* Read, and return what there is to tell then; NULL, without an exception, for the reference to go on. */
static PyObject *read_frames(PyObject *self, PyObject *stream, PyObject *lane, int descriptor, int bare)
{
    static byte data[ROOM];
    static int in_use; /* by another thread, or by whom the collection of garbage has called here */
    PyObject *found = NULL;
    Py_ssize_t count, max_size;
    int mask_bit;

    if (in_use || !has_data_alone(lane, &mask_bit, &max_size))
        return NULL;
    count = recv(descriptor, data, receiving.size, 0);
    if (count == 0)
        return NULL; /* the other side has closed the connection, as the reference will see, too */
    if (count < 0)
        return errno == EAGAIN || errno == EWOULDBLOCK ? Py_NewRef(receiving.nothing) : lost(self, errno);
    in_use = 1;
    if (has_heard(self, count) == 0)
        found = messages_in(data, count, lane, mask_bit, max_size, kind_for(self), bare);
    if (found == NULL && !PyErr_Occurred())
        feed(stream, lane, data, count);
    in_use = 0;
    return found == NULL ? NULL : told(found, bare);
}

/* Read what is missing of an unfinished message, and return it if it is whole then. Otherwise as `read_frames`. */
static PyObject *read_rest(PyObject *self, PyObject *stream, PyObject *lane, int descriptor, int bare)
{
    PyObject *found;
    int error = 0, added;

    for (int reads = 0; reads < READS; reads++) {
        Py_ssize_t count = fill(self, lane, descriptor, &error);
        if (count < 0 && error != EAGAIN && error != EWOULDBLOCK)
            return error && !PyErr_Occurred() ? lost(self, error) : NULL;
        if (count == 0)
            return NULL;
        if (count < 0)
            break;
        if (has_heard(self, count) < 0)
            return NULL;
        if (number_in(lane, lanes.at[FILLED]) == number_in(lane, lanes.at[UNFINISHED_SIZE])) {
            found = no_messages(bare);
            added = found == NULL ? -1 : finish_message(lane, found, kind_for(self));
            if (added > 0)
                return told(found, bare);
            Py_XDECREF(found);
            if (added == 0)
                go_on(stream);
            return NULL;
        }
    }
    return Py_NewRef(receiving.nothing);
}

/* As `receive_at_once`, but for what is in the memory of its own when it is for the reference. */
static PyObject *receive_by(PyObject *self, int bare)
{
    int descriptor = descriptor_of(self); /* first, as nothing may be allocated between the look at it and the read */
    PyObject *lane = descriptor < 0 ? NULL : lane_to_read_by(self), *stream, *buffer, *events;

    if (lane == NULL)
        return NULL;
    buffer = slot(lane, lanes.at[BUFFER]);
    if (buffer == NULL || !PyBytes_CheckExact(buffer) || PyBytes_Size(buffer) > 0)
        return NULL;
    put(slot(self, links.at[WATCH]), watches.at[READY], Py_NewRef(Py_False));
    stream = Py_NewRef(slot(self, links.at[STREAM]));
    Py_INCREF(lane);
    if (slot(lane, lanes.at[UNFINISHED]) == Py_None)
        events = read_frames(self, stream, lane, descriptor, bare);
    else
        events = read_rest(self, stream, lane, descriptor, bare);
    Py_DECREF(lane);
    Py_DECREF(stream);
    return events;
}

/* Return the lane of a link that has an unfinished message, held; else NULL. */
static PyObject *unfinished_lane(PyObject *self)
{
    PyObject *stream = slot(self, links.at[STREAM]), *lane;

    lane = is_direct(stream, streams.owner) ? slot(stream, streams.at[LANE]) : NULL;
    if (!is_direct(lane, lanes.owner) || slot(lane, lanes.at[UNFINISHED]) == Py_None)
        return NULL;
    return Py_NewRef(lane);
}

PyObject *receive_at_once(PyObject *self, int bare, int may_own)
{
    PyObject *lane = unfinished_lane(self), *events = NULL;
    int failed = 0;

    if (lane != NULL)
        failed = may_own ? own_unfinished(lane, kind_for(self)) : give_back(lane);
    if (failed == 0)
        events = receive_by(self, bare);
    if (lane != NULL && events == NULL && !PyErr_Occurred())
        give_back(lane);
    Py_XDECREF(lane);
    return events;
}

#endif

/* receive() */
static PyObject *receive(PyObject *self, PyObject *Py_UNUSED(none))
{
    PyObject *events = receive_at_once(self, 0, 0);

    if (events != NULL || PyErr_Occurred())
        return events;
    return PyObject_CallFunctionObjArgs(receiving.reference, self, NULL);
}

PyObject *make_link_receive(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = {"receive", receive, METH_NOARGS, NULL};
    PyObject *reference, *owner, *unread, *received, *byte_array;

    if (!PyArg_ParseTuple(args, "OO!O!OOn", &reference, &PyType_Type, &owner, &PyType_Type, &unread, &received, &byte_array,
                          &receiving.size)
        || receiving.size > ROOM)
        return NULL;
    receiving.unread = Py_NewRef(unread);
    receiving.nothing = PyTuple_New(0);
    if (receiving.nothing == NULL || know_unfinished() < 0)
        return NULL;
    receiving.reference = Py_NewRef(reference);
    receiving.received = Py_NewRef(received);
    receiving.byte_array = Py_NewRef(byte_array);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}
