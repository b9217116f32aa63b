/* What a script does with each packet: `get_peer` of WebSocketServer (nodes/websocket/server.py), `get_packet` and
 * `put_packet` of WebSocketPeer (peer.py beside it).
 */

#include "link.h"

enum { LINK, WAS_STRING, PACKET_ERROR, WRITE_MODE, PEER_SLOTS };

static const char *const peer_names[] = {"_link_", "_was_string_", "_packet_error_", "_write_mode_"};
static struct {
    PyObject *get_reference, *put_reference, *byte_array, *ok, *unread;
    Py_ssize_t at[PEER_SLOTS];
} peer;

/* Return the oldest packet of those that wait, (payload, is text); NULL, with an exception or, if it is for the reference,
 * without one. */
static PyObject *take_packet(PyObject *link)
{
    PyObject *unread, *packet = NULL;

    if (is_direct(link, links.owner))
        unread = Py_XNewRef(slot(link, links.at[UNREAD]));
    else
        unread = PyObject_GetAttr(link, peer.unread);
    if (unread == NULL)
        PyErr_Clear();
    else if (is_unread(unread) && PyObject_Size(unread) > 0)
        packet = take_oldest(unread);
    Py_XDECREF(unread);
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
        return PyErr_Occurred() ? NULL : PyObject_CallFunctionObjArgs(peer.get_reference, self, NULL);
    if (!PyTuple_CheckExact(packet) || PyTuple_Size(packet) != 2) {
        Py_DECREF(packet);
        PyErr_SetString(PyExc_TypeError, "a packet is a payload, and whether it is text");
        return NULL;
    }
    payload = PyTuple_GetItem(packet, 0);
    put(self, peer.at[WAS_STRING], Py_NewRef(PyTuple_GetItem(packet, 1)));
    put(self, peer.at[PACKET_ERROR], Py_NewRef(peer.ok));
    if (is_direct(payload, peer.byte_array))
        made = Py_NewRef(payload);
    else if (PyBytes_CheckExact(payload))
        made = byte_array_of(peer.byte_array, (const byte *)PyBytes_AsString(payload), PyBytes_Size(payload));
    else
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

    if (names == NULL && count == 1 && mode >= 0 && is_direct(link, links.owner)) {
        Py_INCREF(link);
        done = put_by(link, args[0], mode == 0 ? Py_True : Py_False, Py_None);
        Py_DECREF(link);
    }
    if (done == 0)
        return hand_over(peer.put_reference, self, args, count, names);
    return done < 0 ? NULL : Py_NewRef(peer.ok);
}

PyObject *make_get_packet(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = {"get_packet", get_packet, METH_NOARGS, NULL};
    static const struct name asked[] = {{&peer.unread, "unread"}, {NULL, NULL}};
    PyObject *reference, *owner, *unread_kind, *byte_array, *ok;

    if (!PyArg_ParseTuple(args, "OO!O!OO", &reference, &PyType_Type, &owner, &PyType_Type, &unread_kind, &byte_array,
                          &ok)
        || find_slots(owner, peer_names, peer.at, PEER_SLOTS) < 0
        || know_unread(unread_kind) < 0 || document(&method, "($self, /)", reference) < 0 || have_names(asked) < 0)
        return NULL;
    peer.get_reference = Py_NewRef(reference);
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

/* -- WebSocketServer.get_peer --------------------------------------------------------------------------------- */

static struct {
    PyObject *reference, *peers;
} server;

/* get_peer(peer_id) */
static PyObject *get_peer(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    PyObject *peers = NULL, *found = NULL;

    if (names == NULL && count == 1 && PyLong_CheckExact(args[0]))
        peers = PyObject_GetAttr(self, server.peers);
    if (peers != NULL && PyDict_CheckExact(peers))
        found = Py_XNewRef(PyDict_GetItemWithError(peers, args[0]));
    Py_XDECREF(peers);
    if (found != NULL)
        return found;
    PyErr_Clear();
    return hand_over(server.reference, self, args, count, names);
}

PyObject *make_get_peer(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = FUNCTION("get_peer", get_peer);
    static const struct name asked[] = {{&server.peers, "_peers_"}, {NULL, NULL}};
    PyObject *reference, *owner;

    if (!PyArg_ParseTuple(args, "OO!", &reference, &PyType_Type, &owner) || have_names(asked) < 0
        || document(&method, "($self, peer_id)", reference) < 0)
        return NULL;
    server.reference = Py_NewRef(reference);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}
