/* What a script does with each packet: `get_packet` and `put_packet` of WebSocketPeer (nodes/websocket/peer.py), and
 * what the second calls, SocketLink.put and Stream.send_message (nodes/websocket/socket_link). A connection with
 * compression, one that is held back or has no room or nothing are for the references.
 */

#include "core.h"

/* -- Stream.send_message -------------------------------------------------------------------------------------- */

enum { DEFLATE, MASKER, OUTPUT, OUTPUT_SIZE, STREAM_SLOTS };

static const char *const stream_names[] = {"_deflate", "_masker", "_output", "output_size"};

static struct {
    PyObject *reference, *kind, *byte_array;
    Py_ssize_t at[STREAM_SLOTS];
} stream;

/* Return how many bytes wait in a stream, if this is a message that is written here; else -1. */
static Py_ssize_t waiting_in(PyObject *self, PyObject *payload, PyObject *is_text, PyObject *frame)
{
    PyObject *deflate = slot(self, stream.at[DEFLATE]), *output = slot(self, stream.at[OUTPUT]);
    PyObject *size = slot(self, stream.at[OUTPUT_SIZE]), *masker = slot(self, stream.at[MASKER]);
    Py_ssize_t waiting;

    if (masker == NULL || (masker != Py_None && (frame != Py_None || !has_mask(masker))) || deflate == NULL
        || !PyList_CheckExact(deflate) || PyList_Size(deflate) > 0 || output == NULL || !PyList_CheckExact(output) || size == NULL
        || !PyLong_CheckExact(size) || !is_payload(payload, is_text, stream.byte_array)
        || (frame != Py_None && !PyBytes_CheckExact(frame)))
        return -1;
    waiting = PyLong_AsSsize_t(size);
    if (waiting < 0)
        PyErr_Clear();
    return waiting;
}

/* Add a message to the output of a stream, in which so much waits. Return -1 with an exception, and nothing added. */
static int add_to(PyObject *self, PyObject *payload, PyObject *is_text, PyObject *frame, Py_ssize_t waiting)
{
    PyObject *output = Py_NewRef(slot(self, stream.at[OUTPUT])), *size;
    PyObject *masker = Py_NewRef(slot(self, stream.at[MASKER]));

    if (masker != Py_None)
        frame = frame_by(masker, payload, is_text);
    else
        frame = frame != Py_None ? Py_NewRef(frame) : whole_frame(payload, is_text == Py_True, NULL);
    size = frame == NULL ? NULL : PyLong_FromSsize_t(waiting + PyBytes_Size(frame));
    if (size == NULL || PyList_Append(output, frame) < 0)
        Py_CLEAR(size);
    else
        put(self, stream.at[OUTPUT_SIZE], size);
    Py_DECREF(output);
    Py_DECREF(masker);
    Py_XDECREF(frame);
    return size == NULL ? -1 : 0;
}

/* send_message(payload, is_text, frame=None) */
static PyObject *send_message(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    PyObject *frame = count == 3 ? args[2] : Py_None;
    Py_ssize_t waiting = -1;

    if (names == NULL && (count == 2 || count == 3))
        waiting = waiting_in(self, args[0], args[1], frame);
    if (waiting < 0)
        return hand_over(stream.reference, self, args, count, names);
    return add_to(self, args[0], args[1], frame, waiting) < 0 ? NULL : Py_NewRef(Py_None);
}

PyObject *make_send_message(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = FUNCTION("send_message", send_message);
    PyObject *reference, *owner, *byte_array;

    if (!PyArg_ParseTuple(args, "OO!O", &reference, &PyType_Type, &owner, &byte_array)
        || find_slots(owner, stream_names, stream.at, STREAM_SLOTS) < 0)
        return NULL;
    stream.reference = Py_NewRef(reference);
    stream.byte_array = Py_NewRef(byte_array);
    stream.kind = Py_NewRef(owner);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}

/* -- SocketLink.put ------------------------------------------------------------------------------------------- */

enum { LIFE, STREAM, BYTES_LEFT, PACKETS_LEFT, IN_OUTBOX, OUTBOX, LINK_SLOTS };

static const char *const link_names[] = {
    "life", "_stream", "_out_bytes_left", "_out_packets_left", "_in_outbox", "_outbox",
};
static const char *const life_names[] = {"state"};

static struct {
    PyObject *reference, *kind, *life_kind, *open, *ok, *add;
    Py_ssize_t at[LINK_SLOTS], state, at_once;
} links;

/* Return a number that is in a slot, or -1, without an exception. */
static Py_ssize_t number_in(PyObject *self, Py_ssize_t offset)
{
    PyObject *value = slot(self, offset);
    Py_ssize_t number = value != NULL && PyLong_CheckExact(value) ? PyLong_AsSsize_t(value) : -1;

    if (number < 0)
        PyErr_Clear();
    return number;
}

/* Send a message by a link, unless that is for the reference: because it is not open, or there is not room, or so
 * much waits that it is time to write. Return 1; 0 if it is for the reference, and nothing was done; -1 with an
 * exception. */
static int put_by(PyObject *self, PyObject *payload, PyObject *is_text, PyObject *frame)
{
    const Py_ssize_t *at = links.at;
    PyObject *life = slot(self, at[LIFE]), *to = slot(self, at[STREAM]), *left, *outbox, *added;
    Py_ssize_t waiting, packets, size;

    if (life == NULL || (PyObject *)Py_TYPE(life) != links.life_kind || slot(life, links.state) != links.open
        || to == NULL || (PyObject *)Py_TYPE(to) != stream.kind)
        return 0;
    waiting = waiting_in(to, payload, is_text, frame);
    packets = number_in(self, at[PACKETS_LEFT]);
    if (waiting < 0 || packets <= 0)
        return 0;
    size = PyBytes_Size(frame != Py_None ? frame : payload);
    if (size >= links.at_once || waiting + size + LONGEST_HEAD >= links.at_once
        || waiting + PyBytes_Size(payload) > number_in(self, at[BYTES_LEFT]))
        return 0;
    left = PyLong_FromSsize_t(packets - 1);
    if (left == NULL)
        return -1;
    Py_INCREF(to);
    if (add_to(to, payload, is_text, frame, waiting) < 0)
        Py_CLEAR(left);
    Py_DECREF(to);
    if (left == NULL)
        return -1;
    put(self, at[PACKETS_LEFT], left);
    outbox = slot(self, at[OUTBOX]);
    if (slot(self, at[IN_OUTBOX]) != Py_False || outbox == NULL)
        return 1;
    put(self, at[IN_OUTBOX], Py_NewRef(Py_True));
    Py_INCREF(outbox);
    added = PyObject_CallMethodObjArgs(outbox, links.add, self, NULL);
    Py_DECREF(outbox);
    Py_XDECREF(added);
    return added == NULL ? -1 : 1;
}

/* put(payload, is_text, frame=None) */
static PyObject *put_message(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    int done = 0;

    if (names == NULL && (count == 2 || count == 3))
        done = put_by(self, args[0], args[1], count == 3 ? args[2] : Py_None);
    if (done == 0)
        return hand_over(links.reference, self, args, count, names);
    return done < 0 ? NULL : Py_NewRef(links.ok);
}

PyObject *make_put(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = FUNCTION("put", put_message);
    PyObject *reference, *owner, *life_kind, *open, *ok;
    Py_ssize_t at_once;

    if (!PyArg_ParseTuple(args, "OO!O!OOn", &reference, &PyType_Type, &owner, &PyType_Type, &life_kind, &open, &ok,
                          &at_once)
        || find_slots(owner, link_names, links.at, LINK_SLOTS) < 0
        || find_slots(life_kind, life_names, &links.state, 1) < 0)
        return NULL;
    links.add = PyUnicode_InternFromString("add");
    if (links.add == NULL)
        return NULL;
    links.reference = Py_NewRef(reference);
    links.kind = Py_NewRef(owner);
    links.life_kind = Py_NewRef(life_kind);
    links.open = Py_NewRef(open);
    links.ok = Py_NewRef(ok);
    links.at_once = at_once;
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}

/* -- put_all -------------------------------------------------------------------------------------------------- */

/* put_all(link, messages), whose `self` is its reference */
static PyObject *put_all(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    PyObject *message, *payload, *rest, *error;
    int done;

    if (names != NULL || count != 2 || (PyObject *)Py_TYPE(args[0]) != links.kind || !PyList_Check(args[1]))
        return hand_over(self, NULL, args, count, names);
    for (Py_ssize_t i = 0; i < PyList_Size(args[1]); i++) { /* which writing may change */
        message = Py_NewRef(PyList_GetItem(args[1], i));
        if (!PyTuple_CheckExact(message) || PyTuple_Size(message) != 2) {
            rest = PyList_GetSlice(args[1], i, PY_SSIZE_T_MAX);
            error = rest == NULL ? NULL : PyObject_CallFunctionObjArgs(self, args[0], rest, NULL);
            Py_XDECREF(rest);
            Py_DECREF(message);
            return error;
        }
        payload = PyTuple_GetItem(message, 0);
        done = put_by(args[0], payload, Py_False, Py_None);
        if (done == 0)
            error = PyObject_CallFunctionObjArgs(links.reference, args[0], payload, Py_False, NULL);
        else
            error = done < 0 ? NULL : Py_NewRef(links.ok);
        Py_DECREF(message);
        if (error != links.ok)
            return error;
        Py_DECREF(error);
    }
    return Py_NewRef(links.ok);
}

PyObject *make_put_all(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef function = FUNCTION("put_all", put_all);
    PyObject *reference;

    return PyArg_ParseTuple(args, "O", &reference) ? PyCFunction_NewEx(&function, reference, NULL) : NULL;
}

/* -- WebSocketPeer.get_packet and put_packet ------------------------------------------------------------------ */

enum { LINK, WAS_STRING, PACKET_ERROR, WRITE_MODE, PEER_SLOTS };

static const char *const peer_names[] = {"_link_", "_was_string_", "_packet_error_", "_write_mode_"};
static const char *const unread_names[] = {"counted"};

static struct {
    PyObject *get_reference, *put_reference, *unread_kind, *byte_array, *ok, *unread, *popleft, *zero;
    Py_ssize_t at[PEER_SLOTS], counted;
} peer;

/* Return the oldest packet of those that wait, (payload, is text); NULL, without an exception, if it is for the
 * reference. */
static PyObject *take_packet(PyObject *link)
{
    PyObject *unread = PyObject_GetAttr(link, peer.unread), *packet = NULL;

    if (unread != NULL && (PyObject *)Py_TYPE(unread) == peer.unread_kind && slot(unread, peer.counted) == peer.zero
        && PyObject_Size(unread) > 0)
        packet = PyObject_CallMethodObjArgs(unread, peer.popleft, NULL);
    Py_XDECREF(unread);
    if (packet == NULL)
        PyErr_Clear();
    return packet;
}

static PyObject *get_packet(PyObject *self, PyObject *Py_UNUSED(none))
{
    PyObject *link = slot(self, peer.at[LINK]), *packet = NULL, *payload, *made;

    if (link != NULL && link != Py_None) {
        Py_INCREF(link);
        packet = take_packet(link);
        Py_DECREF(link);
    }
    if (packet == NULL)
        return PyObject_CallFunctionObjArgs(peer.get_reference, self, NULL);
    if (!PyTuple_CheckExact(packet) || PyTuple_Size(packet) != 2) {
        Py_DECREF(packet);
        PyErr_SetString(PyExc_TypeError, "a packet is a payload, and whether it is text");
        return NULL;
    }
    payload = PyTuple_GetItem(packet, 0);
    put(self, peer.at[WAS_STRING], Py_NewRef(PyTuple_GetItem(packet, 1)));
    put(self, peer.at[PACKET_ERROR], Py_NewRef(peer.ok));
    made = PyObject_CallFunctionObjArgs(peer.byte_array, payload, NULL);
    Py_DECREF(packet);
    return made;
}

/* put_packet(buffer) */
static PyObject *put_packet(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    PyObject *link = slot(self, peer.at[LINK]);
    Py_ssize_t mode = number_in(self, peer.at[WRITE_MODE]);
    int done = 0;

    if (names == NULL && count == 1 && mode >= 0 && link != NULL && (PyObject *)Py_TYPE(link) == links.kind) {
        Py_INCREF(link);
        done = put_by(link, args[0], mode == 0 ? Py_True : Py_False, Py_None);
        Py_DECREF(link);
    }
    if (done == 0)
        return hand_over(peer.put_reference, self, args, count, names);
    return done < 0 ? NULL : Py_NewRef(links.ok);
}

PyObject *make_get_packet(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = {"get_packet", get_packet, METH_NOARGS, NULL};
    PyObject *reference, *owner, *unread_kind, *byte_array, *ok;

    if (!PyArg_ParseTuple(args, "OO!O!OO", &reference, &PyType_Type, &owner, &PyType_Type, &unread_kind, &byte_array,
                          &ok)
        || find_slots(owner, peer_names, peer.at, PEER_SLOTS) < 0
        || find_slots(unread_kind, unread_names, &peer.counted, 1) < 0
        || document(&method, "($self, /)", reference) < 0)
        return NULL;
    peer.unread = PyUnicode_InternFromString("unread");
    peer.popleft = PyUnicode_InternFromString("popleft");
    peer.zero = PyLong_FromLong(0);
    if (peer.unread == NULL || peer.popleft == NULL || peer.zero == NULL)
        return NULL;
    peer.get_reference = Py_NewRef(reference);
    peer.unread_kind = Py_NewRef(unread_kind);
    peer.byte_array = Py_NewRef(byte_array);
    peer.ok = Py_NewRef(ok);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}

PyObject *make_put_packet(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = FUNCTION("put_packet", put_packet);
    PyObject *reference, *owner;

    if (!PyArg_ParseTuple(args, "OO!", &reference, &PyType_Type, &owner)
        || find_slots(owner, peer_names, peer.at, PEER_SLOTS) < 0
        || document(&method, "($self, buffer)", reference) < 0)
        return NULL;
    peer.put_reference = Py_NewRef(reference);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}
