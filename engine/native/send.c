/* What is to be sent: SocketLink.put, Stream.send_message under it (nodes/websocket/socket_link), and Outbox.flush. A
 * connection with compression, one that is held back or has no room is for the references.
 */

#include "link.h"

/* -- Stream.send_message -------------------------------------------------------------------------------------- */

static const char *const stream_names[] = {
    "_deflate", "_masker", "_output", "output_size", "_lane", "_protocol", "has_more", "_frames_left",
};
struct slots streams;

static struct {
    PyObject *reference, *byte_array;
    Py_ssize_t apart;
} stream;

/* Return how many bytes wait in a stream, if this is a message that is written here; else -1. */
static Py_ssize_t waiting_in(PyObject *self, PyObject *payload, PyObject *is_text, PyObject *frame)
{
    PyObject *deflate = slot(self, streams.at[DEFLATE]), *output = slot(self, streams.at[OUTPUT]);
    PyObject *masker = slot(self, streams.at[MASKER]);

    if (masker == NULL || (masker != Py_None && (frame != Py_None || !has_mask(masker))) || deflate == NULL
        || !PyList_CheckExact(deflate) || PyList_Size(deflate) > 0 || output == NULL || !PyList_CheckExact(output)
        || !is_payload(payload, is_text, stream.byte_array) || (frame != Py_None && !PyBytes_CheckExact(frame)))
        return -1;
    return number_in(self, streams.at[OUTPUT_SIZE]);
}

/* Append a piece, whose reference is given away, to a list. Return its bytes, or -1 with an exception. */
static Py_ssize_t append(PyObject *output, PyObject *piece)
{
    Py_ssize_t size = piece != NULL && PyList_Append(output, piece) == 0 ? PyBytes_Size(piece) : -1;

    Py_XDECREF(piece);
    return size;
}

/* Append the frame of a message to the output, in one piece or two. Return its bytes, or -1 with an exception. */
static Py_ssize_t append_frame(PyObject *output, PyObject *payload, int is_text)
{
    byte head[LONGEST_HEAD];
    Py_ssize_t size = PyBytes_Size(payload), length;

    if (size < stream.apart)
        return append(output, whole_frame(payload, is_text, NULL));
    length = append(output, PyBytes_FromStringAndSize((char *)head, write_head(head, size, is_text, 0)));
    return length < 0 || append(output, Py_NewRef(payload)) < 0 ? -1 : length + size;
}

/* Add a message to the output of a stream, in which so much waits. Return how much does then, -1 with an exception. */
static Py_ssize_t add_to(PyObject *self, PyObject *payload, PyObject *is_text, PyObject *frame, Py_ssize_t waiting)
{
    PyObject *output = Py_NewRef(slot(self, streams.at[OUTPUT])), *size;
    PyObject *masker = Py_NewRef(slot(self, streams.at[MASKER]));
    Py_ssize_t added;

    if (masker != Py_None)
        added = append(output, frame_by(masker, payload, is_text));
    else if (frame != Py_None)
        added = append(output, Py_NewRef(frame));
    else
        added = append_frame(output, payload, is_text == Py_True);
    Py_DECREF(output);
    Py_DECREF(masker);
    size = added < 0 ? NULL : PyLong_FromSsize_t(waiting + added);
    if (size == NULL)
        return -1;
    put(self, streams.at[OUTPUT_SIZE], size);
    return waiting + added;
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

    if (!PyArg_ParseTuple(args, "OO!O!n", &reference, &PyType_Type, &owner, &PyType_Type, &byte_array, &stream.apart)
        || know(&streams, owner, stream_names, STREAM_SLOTS) < 0)
        return NULL;
    stream.reference = Py_NewRef(reference);
    stream.byte_array = Py_NewRef(byte_array);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}

/* -- SocketLink.put ------------------------------------------------------------------------------------------- */

enum { POLLING, WAITING, OUTBOX_SLOTS };

static const char *const outbox_names[] = {"polling", "_waiting"};

static struct {
    PyObject *reference, *ok, *add, *flush;
    struct slots outboxes;
    Py_ssize_t at_once;
} putting;

/* Have a link send when the time has come, unless it is to already. Return 0, or -1 with an exception. */
static int send_soon(PyObject *self)
{
    PyObject *outbox = slot(self, links.at[OUTBOX]), *waiting, *added;
    const Py_ssize_t *at = putting.outboxes.at;

    if (slot(self, links.at[IN_OUTBOX]) != Py_False || outbox == NULL)
        return 0;
    put(self, links.at[IN_OUTBOX], Py_NewRef(Py_True));
    if (is_direct(outbox, putting.outboxes.owner) && slot(outbox, at[POLLING]) == Py_True) {
        waiting = slot(outbox, at[WAITING]);
        if (waiting != NULL && PyList_CheckExact(waiting))
            return PyList_Append(waiting, self);
    }
    Py_INCREF(outbox);
    added = PyObject_CallMethodObjArgs(outbox, putting.add, self, NULL);
    Py_DECREF(outbox);
    Py_XDECREF(added);
    return added == NULL ? -1 : 0;
}

/* Send what waits now. Return 0, or -1 with an exception. */
static int send_now(PyObject *self)
{
    PyObject *done;
    int result = is_direct(self, links.owner) ? flush_by(self) : 0;

    if (result != 0)
        return result < 0 ? -1 : 0;
    done = PyObject_CallMethodObjArgs(self, putting.flush, NULL);
    Py_XDECREF(done);
    return done == NULL ? -1 : 0;
}

int put_by(PyObject *self, PyObject *payload, PyObject *is_text, PyObject *frame)
{
    const Py_ssize_t *at = links.at;
    PyObject *life = slot(self, at[LIFE]), *to = slot(self, at[STREAM]);
    Py_ssize_t waiting, packets;

    if (!is_direct(life, lives.owner) || slot(life, lives.at[0]) != state_open || !is_direct(to, streams.owner))
        return 0;
    waiting = waiting_in(to, payload, is_text, frame);
    packets = number_in(self, at[PACKETS_LEFT]);
    if (waiting < 0 || packets <= 0 || waiting + PyBytes_Size(payload) > number_in(self, at[BYTES_LEFT]))
        return 0;
    if (set_number(self, at[PACKETS_LEFT], packets - 1) < 0)
        return -1;
    Py_INCREF(to);
    waiting = add_to(to, payload, is_text, frame, waiting);
    Py_DECREF(to);
    if (waiting < 0)
        return -1;
    return (waiting >= putting.at_once ? send_now(self) : send_soon(self)) < 0 ? -1 : 1;
}

/* put(payload, is_text, frame=None) */
static PyObject *put_message(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    int done = 0;

    if (names == NULL && (count == 2 || count == 3))
        done = put_by(self, args[0], args[1], count == 3 ? args[2] : Py_None);
    if (done == 0)
        return hand_over(putting.reference, self, args, count, names);
    return done < 0 ? NULL : Py_NewRef(putting.ok);
}

PyObject *make_put(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = FUNCTION("put", put_message);
    static const struct name asked[] = {{&putting.add, "add"}, {&putting.flush, "flush"}, {NULL, NULL}};
    PyObject *reference, *owner, *outbox, *ok;

    if (!PyArg_ParseTuple(args, "OO!O!On", &reference, &PyType_Type, &owner, &PyType_Type, &outbox, &ok,
                          &putting.at_once)
        || know(&putting.outboxes, outbox, outbox_names, OUTBOX_SLOTS) < 0 || have_names(asked) < 0)
        return NULL;
    putting.reference = Py_NewRef(reference);
    putting.ok = Py_NewRef(ok);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}

/* -- Outbox.flush --------------------------------------------------------------------------------------------- */

static PyObject *outbox_reference;

/* flush() */
static PyObject *flush_all(PyObject *self, PyObject *Py_UNUSED(none))
{
    Py_ssize_t at = putting.outboxes.at[WAITING];
    PyObject *waiting, *fresh;
    int result = 0;

    while (result == 0) {
        waiting = slot(self, at);
        if (waiting == NULL || !PyList_CheckExact(waiting))
            return PyObject_CallFunctionObjArgs(outbox_reference, self, NULL);
        if (PyList_Size(waiting) == 0)
            return Py_NewRef(Py_None);
        fresh = PyList_New(0);
        if (fresh == NULL)
            return NULL;
        waiting = Py_NewRef(slot(self, at)); /* again, after an allocation */
        put(self, at, fresh);
        for (Py_ssize_t i = 0; result == 0 && i < PyList_Size(waiting); i++) {
            PyObject *sender = Py_NewRef(PyList_GetItem(waiting, i));
            result = send_now(sender);
            Py_DECREF(sender);
        }
        Py_DECREF(waiting);
    }
    return NULL;
}

PyObject *make_flush_all(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = {"flush", flush_all, METH_NOARGS, NULL};
    static const struct name asked[] = {{&putting.flush, "flush"}, {NULL, NULL}};
    PyObject *reference, *owner;

    if (!PyArg_ParseTuple(args, "OO!", &reference, &PyType_Type, &owner)
        || know(&putting.outboxes, owner, outbox_names, OUTBOX_SLOTS) < 0 || have_names(asked) < 0)
        return NULL;
    outbox_reference = Py_NewRef(reference);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}

/* -- put_all -------------------------------------------------------------------------------------------------- */

/* put_all(link, messages), whose `self` is its reference */
static PyObject *put_all(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    PyObject *message, *payload, *rest, *error;
    int done;

    if (names != NULL || count != 2 || !is_direct(args[0], links.owner) || !PyList_Check(args[1]))
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
            error = PyObject_CallFunctionObjArgs(putting.reference, args[0], payload, Py_False, NULL);
        else
            error = done < 0 ? NULL : Py_NewRef(putting.ok);
        Py_DECREF(message);
        if (error != putting.ok)
            return error;
        Py_DECREF(error);
    }
    return Py_NewRef(putting.ok);
}

PyObject *make_put_all(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef function = FUNCTION("put_all", put_all);
    PyObject *reference;

    return PyArg_ParseTuple(args, "O", &reference) ? PyCFunction_NewEx(&function, reference, NULL) : NULL;
}
