/* The packets that have come are looked at, taken and done, in place of all_begin_with (nodes/websocket/relay.py),
 * MultiplayerSession.take_next (multiplayer_session.py there) and MultiplayerAPI._drain_ (engine/multiplayer/api.py). Those of other
 * peers, or while they are traced or cross from one wire to another, and those that `receive_call` does not do, are for
 * the references, one by one.
 */

#include "link.h"
#include "wire.h"

/* -- all_begin_with -------------------------------------------------------------------------------------------- */

/* Return 1 if a message, (bytes, is text), is binary and begins so, 0 if not, -1 if it is none of the usual ones. */
static int begins_with(PyObject *message, const char *start, Py_ssize_t size)
{
    PyObject *data, *is_text;

    if (!PyTuple_CheckExact(message) || PyTuple_Size(message) != 2)
        return -1;
    data = PyTuple_GetItem(message, 0);
    is_text = PyTuple_GetItem(message, 1);
    if (!PyBytes_Check(data) || !PyBool_Check(is_text))
        return -1;
    return is_text == Py_False && PyBytes_Size(data) >= size && memcmp(PyBytes_AsString(data), start, size) == 0;
}

/* all_begin_with(messages, start) */
static PyObject *all_begin_with(PyObject *reference, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    int is_usual = names == NULL && count == 2 && PyList_Check(args[0]) && PyBytes_CheckExact(args[1]), begins = 1;

    for (Py_ssize_t i = 0; is_usual && begins == 1 && i < PyList_Size(args[0]); i++)
        begins = begins_with(PyList_GetItem(args[0], i), PyBytes_AsString(args[1]), PyBytes_Size(args[1]));
    if (!is_usual || begins < 0)
        return hand_over(reference, NULL, args, count, names);
    return Py_NewRef(begins ? Py_True : Py_False);
}

PyObject *make_all_begin_with(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = FUNCTION("all_begin_with", all_begin_with);
    PyObject *reference;

    return PyArg_ParseTuple(args, "O", &reference) ? PyCFunction_NewEx(&method, reference, NULL) : NULL;
}

/* -- MultiplayerSession.take_next ------------------------------------------------------------------------------ */

enum { WAITING, PACKET_TARGET, PACKET_ERROR, SESSION_SLOTS };

static const char *const session_names[] = {"_waiting", "packet_target", "packet_error"};

static struct {
    PyObject *kind, *ok, *popleft;
    Py_ssize_t at[SESSION_SLOTS];
} session;

/* A packet that was taken: its sender, and the message, which has it behind a header. Both are held. */
struct packet {
    PyObject *sender, *message;
    Py_ssize_t header;
};

static void let_go(struct packet *packet)
{
    Py_CLEAR(packet->sender);
    Py_CLEAR(packet->message);
}

/* Take the message of a link that waits longest. */
static PyObject *message_of(PyObject *unread)
{
    PyObject *both = take_oldest(unread), *message = NULL;

    if (both != NULL && PyTuple_CheckExact(both) && PyTuple_Size(both) == 2 && PyBytes_Check(PyTuple_GetItem(both, 0)))
        message = Py_NewRef(PyTuple_GetItem(both, 0));
    else if (both != NULL)
        PyErr_SetString(PyExc_TypeError, "a message is bytes, and whether it is text");
    Py_XDECREF(both);
    return message;
}

/* Take the oldest packet. Return 1; 0 if there is none; -1 with an exception. */
static int take(PyObject *self, struct packet *packet)
{
    PyObject *waiting = slot(self, session.at[WAITING]), *entry, *unread;
    Py_ssize_t size, count = waiting == NULL ? 0 : PyObject_Size(waiting);

    if (count <= 0)
        return (int)count;
    Py_INCREF(waiting);
    entry = PyObject_CallFunctionObjArgs(session.popleft, waiting, NULL);
    Py_DECREF(waiting);
    if (entry == NULL)
        return -1;
    if (!PyTuple_CheckExact(entry) || PyTuple_Size(entry) != 4) {
        Py_DECREF(entry);
        PyErr_SetString(PyExc_TypeError, "what waits has a sender, a target, a header and a place");
        return -1;
    }
    put(self, session.at[PACKET_ERROR], Py_NewRef(session.ok));
    put(self, session.at[PACKET_TARGET], Py_NewRef(PyTuple_GetItem(entry, 1)));
    packet->header = PyLong_AsSsize_t(PyTuple_GetItem(entry, 2));
    unread = PyTuple_GetItem(entry, 3);
    packet->message = PyErr_Occurred() ? NULL : message_of(unread);
    if (packet->message != NULL) {
        packet->sender = Py_NewRef(PyTuple_GetItem(entry, 0));
        size = PyBytes_Size(packet->message);
        if (packet->header > size)
            packet->header = size;
    }
    Py_DECREF(entry);
    return packet->message == NULL ? -1 : 1;
}

/* Return a packet without its header. */
static PyObject *data_of(struct packet *packet)
{
    if (packet->header == 0 && PyBytes_CheckExact(packet->message))
        return Py_NewRef(packet->message);
    return PyBytes_FromStringAndSize(PyBytes_AsString(packet->message) + packet->header,
                                     PyBytes_Size(packet->message) - packet->header);
}

static PyObject *take_next(PyObject *self, PyObject *Py_UNUSED(none))
{
    struct packet packet = {NULL, NULL, 0};
    int taken = take(self, &packet);
    PyObject *data = taken == 1 ? data_of(&packet) : NULL;
    PyObject *both = data == NULL ? NULL : PyTuple_Pack(2, packet.sender, data);

    Py_XDECREF(data);
    let_go(&packet);
    return taken == 0 ? Py_NewRef(Py_None) : both;
}

PyObject *make_take_next(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = {"take_next", take_next, METH_NOARGS, NULL};
    PyObject *reference, *owner, *unread_kind, *ok;

    if (!PyArg_ParseTuple(args, "OO!O!O", &reference, &PyType_Type, &owner, &PyType_Type, &unread_kind, &ok)
        || find_slots(owner, session_names, session.at, SESSION_SLOTS) < 0
        || know_unread(unread_kind) < 0 || (session.popleft = PyObject_GetAttrString(unread_kind, "popleft")) == NULL) /* that of any deque */
        return NULL;
    session.kind = Py_NewRef(owner);
    session.ok = Py_NewRef(ok);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}

/* -- MultiplayerAPI._drain_ ------------------------------------------------------------------------------------ */

enum { PEER, PEERS, SENDER, WIRES, REFUSALS, STATE_SLOTS };

static const char *const state_names[] = {"peer", "peers", "sender", "wires", "refusals"};
static const char *const trace_names[] = {"is_on"};

static struct {
    PyObject *reference, *state_kind, *trace, *refused, *state, *waiting_packets, *receive, *log_packet;
    Py_ssize_t at[STATE_SLOTS], is_on;
} api;

/* Return the wire of who sent a packet, held, if it is the only one, and nothing is traced; else NULL. */
static PyObject *wire_of(PyObject *state, PyObject *sender)
{
    PyObject *wires = slot(state, api.at[WIRES]), *peers = slot(state, api.at[PEERS]), *wire = NULL;

    if (slot(api.trace, api.is_on) == Py_False && wires != NULL && PyTuple_CheckExact(wires) && PyTuple_Size(wires) == 1
        && peers != NULL && PyDict_CheckExact(peers) && PyLong_CheckExact(sender))
        wire = Py_XNewRef(PyDict_GetItemWithError(peers, sender));
    return wire;
}

/* Log what was refused, as the reference does; leave any other exception. Return 1, or -1 with one. */
static int log_refused(PyObject *state)
{
    PyObject *error, *refusals = slot(state, api.at[REFUSALS]), *sender, *done;

    if (!PyErr_ExceptionMatches(api.refused) || refusals == NULL)
        return -1;
    error = caught();
    Py_INCREF(refusals);
    sender = Py_XNewRef(slot(state, api.at[SENDER]));
    done = PyObject_CallMethodObjArgs(refusals, api.log_packet, sender, error, NULL);
    Py_DECREF(refusals);
    Py_XDECREF(sender);
    Py_XDECREF(error);
    Py_XDECREF(done);
    return done == NULL ? -1 : 1;
}

/* Do what a packet says. Return as receive_call. */
static int do_packet(PyObject *state, struct packet *packet)
{
    PyObject *wire = wire_of(state, packet->sender), *outer;
    int done;

    if (wire == NULL)
        return 0;
    outer = Py_XNewRef(slot(state, api.at[SENDER]));
    put(state, api.at[SENDER], Py_NewRef(packet->sender));
    done = receive_call(wire, packet->sender, packet->message, packet->header);
    if (done < 0)
        done = log_refused(state);
    put(state, api.at[SENDER], outer);
    Py_DECREF(wire);
    return done;
}

/* Let the reference do what a packet says. Return 1, or -1 with an exception. */
static int hand_over_packet(PyObject *self, PyObject *peer, struct packet *packet)
{
    PyObject *data = data_of(packet), *done = NULL;

    if (data != NULL)
        done = PyObject_CallMethodObjArgs(self, api.receive, peer, packet->sender, data, NULL);
    Py_XDECREF(data);
    Py_XDECREF(done);
    return done == NULL ? -1 : 1;
}

/* Take packets until there is none, or the API has another peer. Return 0, or -1 with an exception. */
static int drain_all(PyObject *self, PyObject *state, PyObject *peer, PyObject *packets)
{
    struct packet packet = {NULL, NULL, 0};
    int done;

    while ((done = take(packets, &packet)) == 1) {
        done = do_packet(state, &packet);
        if (done == 0)
            done = hand_over_packet(self, peer, &packet);
        let_go(&packet);
        if (done < 0 || slot(state, api.at[PEER]) != peer)
            break;
    }
    return done < 0 ? -1 : 0;
}

static PyObject *drain(PyObject *self, PyObject *Py_UNUSED(none))
{
    PyObject *state = PyObject_GetAttr(self, api.state), *peer = NULL, *packets = NULL;
    int done = -1, is_known = 0;

    if (state == NULL)
        return NULL;
    if ((PyObject *)Py_TYPE(state) == api.state_kind && (peer = Py_XNewRef(slot(state, api.at[PEER]))) != NULL) {
        if (peer == Py_None)
            done = 0;
        else
            packets = PyObject_CallMethodObjArgs(peer, api.waiting_packets, NULL);
        is_known = packets == NULL || (session.kind != NULL
                                       && PyObject_TypeCheck(packets, (PyTypeObject *)session.kind));
        if (packets != NULL && is_known)
            done = drain_all(self, state, peer, packets);
    }
    Py_DECREF(state);
    Py_XDECREF(peer);
    Py_XDECREF(packets);
    if (!is_known)
        return PyObject_CallFunctionObjArgs(api.reference, self, NULL);
    return done < 0 ? NULL : Py_NewRef(Py_None);
}

PyObject *make_drain(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = {"_drain_", drain, METH_NOARGS, NULL};
    static const struct name asked[] = {
        {&api.state, "_state_"},
        {&api.waiting_packets, "_waiting_packets_"},
        {&api.receive, "_receive_"},
        {&api.log_packet, "log_packet"},
        {NULL, NULL},
    };
    PyObject *reference, *owner, *state_kind, *trace, *refused;

    if (!PyArg_ParseTuple(args, "OO!O!OO", &reference, &PyType_Type, &owner, &PyType_Type, &state_kind, &trace,
                          &refused)
        || find_slots(state_kind, state_names, api.at, STATE_SLOTS) < 0
        || find_slots((PyObject *)Py_TYPE(trace), trace_names, &api.is_on, 1) < 0 || have_names(asked) < 0)
        return NULL;
    api.reference = Py_NewRef(reference);
    api.state_kind = Py_NewRef(state_kind);
    api.trace = Py_NewRef(trace);
    api.refused = Py_NewRef(refused);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}
