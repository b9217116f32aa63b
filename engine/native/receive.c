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

static PyObject *receive_at_once(PyObject *Py_UNUSED(self))
{
    return NULL;
}

#else

/* Bytes of one read at the most, which `size` is not more than. */
enum { ROOM = 72 * 1024 };

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

/* Return the messages in `data`, if it has whole frames of data and nothing else, and not more than are worked off at
 * once; NULL, with an exception or without one, if not. */
static PyObject *messages_in(const byte *data, Py_ssize_t size, int mask_bit, Py_ssize_t max_size, PyObject *kind)
{
    const byte *at = data, *end = data + size;
    struct frame one;
    PyObject *found;
    int added = 1;

    for (Py_ssize_t left = frames_at_once; at < end; at = one.end)
        if (left-- == 0 || !find_frame(at, end, mask_bit, max_size, &one))
            return NULL;
    found = PyObject_CallNoArgs(receiving.received);
    for (at = data; found != NULL && at < end; at = one.end) {
        if (!find_frame(at, end, mask_bit, max_size, &one)) /* as it did before */
            break;
        added = add_message(found, &one, mask_bit ? one.payload - MASK : NULL, kind);
        if (added <= 0)
            Py_CLEAR(found);
    }
    return found;
}

/* Put what was read into a stream, as `feed` does. Return 0, or -1 with an exception. */
static int feed(PyObject *stream, PyObject *lane, const byte *data, Py_ssize_t size)
{
    PyObject *read = PyBytes_FromStringAndSize((const char *)data, size);

    if (read == NULL)
        return -1;
    put(lane, lanes.at[BUFFER], read);
    put(stream, streams.at[HAS_MORE], Py_NewRef(Py_True));
    return set_number(stream, streams.at[FRAMES_LEFT], frames_at_once);
}

/* Return an event alone, whose reference is given away and which may be NULL. */
static PyObject *alone(PyObject *event)
{
    PyObject *events = event == NULL ? NULL : PyTuple_Pack(1, event);

    Py_XDECREF(event);
    return events;
}

/* Read, and return what there is to tell then; NULL, without an exception, for the reference to go on. */
static PyObject *read_by(PyObject *self, PyObject *stream, PyObject *lane, int descriptor, int mask_bit,
                         Py_ssize_t max_size)
{
    static byte data[ROOM];
    static int in_use; /* by another thread, or by whom the collection of garbage has called here */
    PyObject *traffic = slot(self, links.at[TRAFFIC]), *found;
    Py_ssize_t count;

    if (in_use)
        return NULL;
    count = recv(descriptor, data, receiving.size, 0);
    if (count == 0)
        return NULL; /* the other side has closed the connection, as the reference will see, too */
    put(slot(self, links.at[WATCH]), watches.at[READY], Py_NewRef(Py_False));
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return Py_NewRef(receiving.nothing);
    if (count < 0)
        return alone(PyObject_CallMethod(self, "_lose", "s", strerror(errno)));
    put(self, links.at[HEARD], Py_NewRef(Py_True));
    in_use = 1;
    if (set_number(traffic, traffics.at[BYTES_IN], number_in(traffic, traffics.at[BYTES_IN]) + count) < 0)
        found = NULL;
    else
        found = messages_in(data, count, mask_bit, max_size, slot(self, links.at[IS_RAW]) == Py_True ? receiving.byte_array : NULL);
    if (found == NULL && !PyErr_Occurred())
        feed(stream, lane, data, count);
    in_use = 0;
    return alone(found);
}

/* Return what there is to tell after one read of a link; NULL, without an exception, if that is for the reference. */
static PyObject *receive_at_once(PyObject *self)
{
    PyObject *lane = lane_to_read_by(self), *stream = slot(self, links.at[STREAM]), *buffer, *events;
    Py_ssize_t max_size;
    int mask_bit, descriptor;

    if (lane == NULL || !is_at_frame(lane, &mask_bit, &max_size))
        return NULL;
    buffer = slot(lane, lanes.at[BUFFER]);
    if (buffer == NULL || !PyBytes_CheckExact(buffer) || PyBytes_Size(buffer) > 0
        || (descriptor = descriptor_of(self)) < 0)
        return NULL;
    Py_INCREF(lane);
    Py_INCREF(stream);
    events = read_by(self, stream, lane, descriptor, mask_bit, max_size);
    Py_DECREF(lane);
    Py_DECREF(stream);
    return events;
}

#endif

/* receive() */
static PyObject *receive(PyObject *self, PyObject *Py_UNUSED(none))
{
    PyObject *events = receive_at_once(self);

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
    if (receiving.nothing == NULL)
        return NULL;
    receiving.reference = Py_NewRef(reference);
    receiving.received = Py_NewRef(received);
    receiving.byte_array = Py_NewRef(byte_array);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}
