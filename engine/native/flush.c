/* What is written to a socket: SocketLink.flush (nodes/websocket/socket_link/socket_link.py), for a socket of the system
 * that takes all at once. What it does not take is for the reference, as is what comes after that.
 */

#include "link.h"

#ifndef _WIN32
#include <sys/socket.h>
#include <sys/uio.h>
#endif

static const char *const link_names[] = {
    "life",   "_stream",  "_out_bytes_left", "_out_packets_left", "_in_outbox", "_outbox", "unread",
    "_watch", "_socket", "_traffic",        "_heard",            "is_raw",     "_unsent", "_limits", "id",
};
static const char *const life_names[] = {"state"};
static const char *const traffic_names[] = {"bytes_in", "bytes_out", "packets_in", "packets_out"};
struct slots links, lives, traffics;
PyObject *state_open, *state_closed;

static struct {
    PyObject *reference, *watch_again;
    Py_ssize_t apart, out_packets;
} flushing;

/* Bytes of small pieces that go in one call, and how many pieces that one has then. */
enum { GATHERED = 32 * 1024, MOST_PIECES = 8 };

Py_ssize_t number_in(PyObject *self, Py_ssize_t offset)
{
    PyObject *value = slot(self, offset);
    Py_ssize_t number = value != NULL && PyLong_CheckExact(value) ? PyLong_AsSsize_t(value) : -1;

    if (number < 0)
        PyErr_Clear();
    return number;
}

int set_number(PyObject *self, Py_ssize_t offset, Py_ssize_t number)
{
    PyObject *value = PyLong_FromSsize_t(number);

    if (value == NULL)
        return -1;
    put(self, offset, value);
    return 0;
}

#ifdef _WIN32

int descriptor_of(PyObject *Py_UNUSED(link))
{
    return -1;
}

static Py_ssize_t send_pieces(int Py_UNUSED(descriptor), PyObject *Py_UNUSED(pieces))
{
    return 0;
}

#else

int descriptor_of(PyObject *link)
{
    static PyObject *of_system, *fileno; /* socket.socket: what has a socket has imported that; and its method */
    PyObject *socket = slot(link, links.at[SOCKET]), *module, *number = NULL;
    int descriptor = -1;

    if (fileno == NULL) {
        module = PyImport_ImportModule("socket");
        of_system = module == NULL ? NULL : PyObject_GetAttrString(module, "socket");
        fileno = of_system == NULL ? NULL : PyObject_GetAttrString(of_system, "fileno");
        Py_XDECREF(module);
    }
    if (fileno != NULL && is_direct(socket, of_system)) {
        Py_INCREF(socket);
        number = PyObject_CallFunctionObjArgs(fileno, socket, NULL); /* without making a bound method */
        Py_DECREF(socket);
    }
    if (number != NULL)
        descriptor = (int)PyLong_AsLong(number);
    Py_XDECREF(number);
    if (descriptor < 0)
        PyErr_Clear();
    return descriptor;
}

/* Send pieces of bytes, small ones joined. Return how many bytes have gone. */
static Py_ssize_t send_pieces(int descriptor, PyObject *pieces)
{
    static byte gathered[GATHERED];
    struct iovec parts[MOST_PIECES];
    struct msghdr message = {.msg_iov = parts};
    Py_ssize_t used = 0, sent, count = PyList_Size(pieces);
    int last = -1; /* the part that small pieces go on with */

    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *piece = PyList_GetItem(pieces, i);
        if (!PyBytes_Check(piece))
            break;
        Py_ssize_t size = PyBytes_Size(piece);
        if (count > 1 && size <= GATHERED - used && size < flushing.apart) {
            memcpy(gathered + used, PyBytes_AsString(piece), size);
            if (last < 0) {
                if (message.msg_iovlen == MOST_PIECES)
                    break;
                last = message.msg_iovlen++;
                parts[last] = (struct iovec){gathered + used, 0};
            }
            parts[last].iov_len += size;
            used += size;
        } else if (message.msg_iovlen < MOST_PIECES) {
            parts[message.msg_iovlen++] = (struct iovec){PyBytes_AsString(piece), size};
            last = -1;
        } else {
            break;
        }
    }
    if (message.msg_iovlen == 1)
        sent = send(descriptor, parts[0].iov_base, parts[0].iov_len, 0);
    else
        sent = sendmsg(descriptor, &message, 0);
    return sent < 0 ? 0 : sent; /* what an error means is found out by the reference */
}

#endif

/* Take note that all has gone. Return 0, or -1 with an exception. */
static int all_has_gone(PyObject *self, PyObject *traffic, PyObject *watch)
{
    PyObject *limit = PyTuple_GetItem(slot(self, links.at[LIMITS]), flushing.out_packets), *done;
    Py_ssize_t most = limit == NULL ? -1 : PyLong_AsSsize_t(limit), left = number_in(self, links.at[PACKETS_LEFT]);

    if (PyErr_Occurred())
        return -1;
    put(self, links.at[PACKETS_LEFT], Py_NewRef(limit));
    if (set_number(traffic, traffics.at[PACKETS_OUT], number_in(traffic, traffics.at[PACKETS_OUT]) + most - left) < 0)
        return -1;
    if (number_in(watch, watches.at[WATCH_EVENTS]) == 1)
        return 0; /* READ */
    done = PyObject_CallMethodObjArgs(self, flushing.watch_again, NULL);
    Py_XDECREF(done);
    return done == NULL ? -1 : 0;
}

/* Return whether a link is over a socket that takes what is sent, and something waits in its stream alone. */
static int has_output(PyObject *self)
{
    const Py_ssize_t *at = links.at;
    PyObject *life = slot(self, at[LIFE]), *to = slot(self, at[STREAM]), *unsent = slot(self, at[UNSENT]), *output;
    PyObject *limits = slot(self, at[LIMITS]);

    if (!is_direct(life, lives.owner) || slot(life, lives.at[0]) == state_closed || !is_direct(to, streams.owner)
        || !is_direct(slot(self, at[TRAFFIC]), traffics.owner) || !is_direct(slot(self, at[WATCH]), watches.owner)
        || unsent == NULL || PyObject_Size(unsent) != 0 || limits == NULL || !PyTuple_Check(limits))
        return 0;
    output = slot(to, streams.at[OUTPUT]);
    return output != NULL && PyList_CheckExact(output) && PyList_Size(output) > 0
           && number_in(to, streams.at[OUTPUT_SIZE]) > 0;
}

/* Take note of what has gone of the pieces that were the output. Return 0, or -1 with an exception. */
static int note(PyObject *self, PyObject *pieces, Py_ssize_t size, Py_ssize_t sent)
{
    PyObject *traffic = Py_NewRef(slot(self, links.at[TRAFFIC])), *watch = Py_NewRef(slot(self, links.at[WATCH])), *done;
    int result = set_number(traffic, traffics.at[BYTES_OUT], number_in(traffic, traffics.at[BYTES_OUT]) + sent);

    if (result == 0 && sent == size) {
        result = all_has_gone(self, traffic, watch);
    } else if (result == 0) {
        done = PyObject_CallMethod(self, "_wait_with", "On", pieces, sent);
        result = done == NULL ? -1 : 0;
        Py_XDECREF(done);
    }
    Py_DECREF(traffic);
    Py_DECREF(watch);
    return result;
}

int flush_by(PyObject *self)
{
    PyObject *fresh = PyList_New(0), *to, *pieces;
    int descriptor = fresh == NULL ? -1 : descriptor_of(self), result;
    Py_ssize_t size, sent;

    if (descriptor < 0 || !has_output(self)) {
        Py_XDECREF(fresh);
        return fresh == NULL ? -1 : 0;
    }
    /* From the look at it until it is sent nothing is allocated, so that nobody changes it meanwhile. */
    to = slot(self, links.at[STREAM]);
    pieces = Py_NewRef(slot(to, streams.at[OUTPUT]));
    size = number_in(to, streams.at[OUTPUT_SIZE]);
    sent = send_pieces(descriptor, pieces);
    put(self, links.at[IN_OUTBOX], Py_NewRef(Py_False));
    put(to, streams.at[OUTPUT], fresh);
    result = set_number(to, streams.at[OUTPUT_SIZE], 0) < 0 ? -1 : note(self, pieces, size, sent);
    Py_DECREF(pieces);
    return result < 0 ? -1 : 1;
}

/* flush() */
static PyObject *flush(PyObject *self, PyObject *Py_UNUSED(none))
{
    int done = flush_by(self);

    if (done == 0)
        return PyObject_CallFunctionObjArgs(flushing.reference, self, NULL);
    return done < 0 ? NULL : Py_NewRef(Py_None);
}

PyObject *make_flush(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = {"flush", flush, METH_NOARGS, NULL};
    static const struct name asked[] = {{&flushing.watch_again, "_watch_again"}, {NULL, NULL}};
    PyObject *reference, *owner, *life, *traffic;

    if (!PyArg_ParseTuple(args, "OO!O!O!OOnn", &reference, &PyType_Type, &owner, &PyType_Type, &life, &PyType_Type,
                          &traffic, &state_open, &state_closed, &flushing.apart,
                          &flushing.out_packets)
        || know(&links, owner, link_names, LINK_SLOTS) < 0 || know(&lives, life, life_names, 1) < 0
        || know(&traffics, traffic, traffic_names, TRAFFIC_SLOTS) < 0 || have_names(asked) < 0)
        return NULL;
    flushing.reference = Py_NewRef(reference);
    Py_INCREF(state_open);
    Py_INCREF(state_closed);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}
