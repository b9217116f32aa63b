/* Packets that wait: Unread.take (nodes/websocket/unread.py). While somebody is held, because too much waits, that is for
 * the reference.
 */

#include "link.h"

enum { COUNTED, SIZE, GO_ON, UNREAD_SLOTS };

static const char *const unread_names[] = {"counted", "_size", "_go_on"};

static struct {
    struct slots slots;
    PyObject *popleft, *take;
} unread;

int know_unread(PyObject *kind)
{
    static const struct name asked[] = {{&unread.take, "take"}, {NULL, NULL}};

    if (unread.popleft != NULL)
        return 0;
    if (know(&unread.slots, kind, unread_names, UNREAD_SLOTS) < 0 || have_names(asked) < 0)
        return -1;
    unread.popleft = PyObject_GetAttrString(kind, "popleft"); /* that of any deque */
    return unread.popleft == NULL ? -1 : 0;
}

int is_unread(PyObject *thing)
{
    return is_direct(thing, unread.slots.owner);
}

PyObject *take_oldest(PyObject *waiting)
{
    const Py_ssize_t *at = unread.slots.at;
    Py_ssize_t counted, size;
    PyObject *packet;

    if (!is_unread(waiting) || slot(waiting, at[GO_ON]) != Py_None)
        return PyObject_CallMethodObjArgs(waiting, unread.take, NULL);
    packet = PyObject_CallFunctionObjArgs(unread.popleft, waiting, NULL);
    counted = packet == NULL ? 0 : number_in(waiting, at[COUNTED]);
    if (counted <= 0)
        return packet;
    size = PyTuple_CheckExact(packet) && PyTuple_Size(packet) == 2 ? PyObject_Size(PyTuple_GetItem(packet, 0)) : -1;
    if (size < 0 || set_number(waiting, at[COUNTED], counted - 1) < 0
        || set_number(waiting, at[SIZE], number_in(waiting, at[SIZE]) - size) < 0) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_TypeError, "a packet is a payload, and whether it is text");
        Py_CLEAR(packet);
    }
    return packet;
}
