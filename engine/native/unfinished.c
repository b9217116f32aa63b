/* A message that comes in several reads: LaneReader.target, filled and _finish (nodes/websocket/socket_link/fast_lane.py).
 *
 * Once a quarter of it is here its payload has the memory that the script is to get: the rest is received into that, and
 * each part unmasked while the processor has it at hand. The references know nothing of this. Wherever they may go on it
 * is given back as they keep it, masked, in a bytearray.
 */

#include "link.h"

#ifndef _WIN32
#include <errno.h>
#include <sys/socket.h>
#endif

static struct {
    PyObject *target, *release;
} unfinished;

/* As in fast_lane.py: from how many bytes on a message has memory of its own, how many times what has come that is at the
 * most, and how much there is for the moment in which something is received. */
enum { LARGE = 32 * 1024, GROWTH = 4, ROOM = 64 * 1024 };

/* Return whether a message is in memory of its own. */
static int is_own(PyObject *memory)
{
    return memory != NULL && PyBytes_Check(memory);
}

/* Find the mask of the unfinished message, turned to what is at `offset` of it. Return whether there is one. */
static int find_mask(PyObject *lane, Py_ssize_t offset, byte *mask)
{
    PyObject *head = slot(lane, lanes.at[UNFINISHED_HEAD]);
    Py_ssize_t length = head != NULL && PyBytes_CheckExact(head) ? PyBytes_Size(head) : 0;

    if (number_in(lane, lanes.at[MASKED]) != MASK_BIT || length < MASK)
        return 0;
    for (int i = 0; i < MASK; i++)
        mask[i] = (byte)PyBytes_AsString(head)[length - MASK + (offset + i) % MASK];
    return 1;
}

/* Copy the payload of the unfinished message, so far, with the mask put on or taken off. */
static void copy_masked(PyObject *lane, byte *out, const byte *in, Py_ssize_t size)
{
    byte mask[MASK];

    if (find_mask(lane, 0, mask))
        apply_mask(out, in, size, mask);
    else
        memcpy(out, in, size);
}

/* Return the bytes of what is kept of a message for the reference; NULL if that is not so much. */
static const byte *kept_in(PyObject *memory, Py_ssize_t filled)
{
    if (memory == NULL || !PyByteArray_CheckExact(memory) || filled < 0 || filled > PyByteArray_Size(memory))
        return NULL;
    return (const byte *)PyByteArray_AsString(memory);
}

int begin_message(PyObject *lane, const byte *head, const struct frame *one, const byte *end)
{
    const Py_ssize_t *at = lanes.at;
    Py_ssize_t filled = end - one->payload;
    PyObject *memory = PyByteArray_FromStringAndSize((const char *)one->payload, filled);
    PyObject *start = PyBytes_FromStringAndSize((const char *)head, one->payload - head);

    if (memory == NULL || start == NULL || set_number(lane, at[FILLED], filled) < 0
        || set_number(lane, at[UNFINISHED_SIZE], one->size) < 0) {
        Py_XDECREF(memory);
        Py_XDECREF(start);
        return -1;
    }
    put(lane, at[UNFINISHED_HEAD], start);
    put(lane, at[UNFINISHED], memory);
    return 0;
}

int own_unfinished(PyObject *lane, PyObject *kind)
{
    const Py_ssize_t *at = lanes.at;
    PyObject *memory = slot(lane, at[UNFINISHED]), *own;
    Py_ssize_t filled = number_in(lane, at[FILLED]), size = number_in(lane, at[UNFINISHED_SIZE]);

    if (kept_in(memory, filled) == NULL || size <= LARGE || filled >= size || (size > ROOM && filled < size / GROWTH))
        return 0;
    Py_INCREF(memory);
    own = expect_memory(size) < 0 ? NULL : bytes_for(kind, size);
    /* Again, as making it may have collected garbage, and that done anything. */
    if (own != NULL && slot(lane, at[UNFINISHED]) == memory && number_in(lane, at[FILLED]) == filled
        && kept_in(memory, filled) != NULL) {
        copy_masked(lane, (byte *)PyBytes_AsString(own), kept_in(memory, filled), filled);
        put(lane, at[UNFINISHED], Py_NewRef(own));
    }
    Py_DECREF(memory);
    Py_XDECREF(own);
    return own == NULL ? -1 : 0;
}

int give_back(PyObject *lane)
{
    PyObject *own = slot(lane, lanes.at[UNFINISHED]), *memory;
    Py_ssize_t filled = number_in(lane, lanes.at[FILLED]);

    if (!is_own(own))
        return 0;
    memory = PyByteArray_FromStringAndSize(NULL, filled);
    if (memory == NULL)
        return -1;
    copy_masked(lane, (byte *)PyByteArray_AsString(memory), (const byte *)PyBytes_AsString(own), filled);
    put(lane, lanes.at[UNFINISHED], memory);
    return 0;
}

int finish_message(PyObject *lane, PyObject *messages, PyObject *kind)
{
    PyObject *memory = slot(lane, lanes.at[UNFINISHED]), *head = slot(lane, lanes.at[UNFINISHED_HEAD]);
    byte mask[MASK];
    int is_masked = find_mask(lane, 0, mask), is_text, added;
    struct frame one;

    if (memory == NULL || head == NULL || !PyBytes_CheckExact(head) || PyBytes_Size(head) < 2)
        return 0;
    is_text = (byte)PyBytes_AsString(head)[0] == FINAL_TEXT;
    Py_INCREF(memory);
    if (is_own(memory)) {
        added = add_payload(messages, memory, is_text);
    } else if (PyByteArray_CheckExact(memory) && expect_memory(PyByteArray_Size(memory)) == 0) {
        one = (struct frame){(const byte *)PyByteArray_AsString(memory), PyByteArray_Size(memory), is_text};
        added = add_message(messages, &one, is_masked ? mask : NULL, kind);
    } else {
        added = PyErr_Occurred() ? -1 : 0;
    }
    if (added > 0)
        put(lane, lanes.at[UNFINISHED], Py_NewRef(Py_None));
    Py_DECREF(memory);
    return added;
}

#ifndef _WIN32

/* Receive into the memory that a message has of its own. Return as `fill` does. */
static Py_ssize_t fill_own(PyObject *lane, PyObject *own, int descriptor, int *error)
{
    Py_ssize_t filled = number_in(lane, lanes.at[FILLED]), size = PyBytes_Size(own), count;
    byte *rest = (byte *)PyBytes_AsString(own) + filled, mask[MASK];

    count = recv(descriptor, rest, size - filled, 0);
    *error = count < 0 ? errno : 0;
    if (count > 0 && find_mask(lane, filled, mask))
        apply_mask_here(rest, count, mask);
    filled += count > 0 ? count : 0;
    if (set_number(lane, lanes.at[FILLED], filled) < 0 || (filled < size / GROWTH && give_back(lane) < 0))
        return -1;
    return count;
}

Py_ssize_t fill(PyObject *link, PyObject *lane, int descriptor, int *error)
{
    PyObject *own = slot(lane, lanes.at[UNFINISHED]), *target, *done;
    Py_ssize_t count = 0;
    Py_buffer memory;

    if (is_own(own)) {
        Py_INCREF(own);
        count = fill_own(lane, own, descriptor, error);
        Py_DECREF(own);
        return count;
    }
    target = PyObject_CallMethodObjArgs(lane, unfinished.target, NULL);
    if (target == NULL || target == Py_None) {
        Py_XDECREF(target);
        return target == NULL ? -1 : 0;
    }
    descriptor = descriptor_of(link);
    if (descriptor >= 0 && PyObject_GetBuffer(target, &memory, PyBUF_WRITABLE) == 0) {
        count = recv(descriptor, memory.buf, memory.len, 0);
        *error = count < 0 ? errno : 0;
        PyBuffer_Release(&memory);
    }
    done = PyErr_Occurred() ? NULL : PyObject_CallMethodObjArgs(target, unfinished.release, NULL);
    Py_XDECREF(done);
    Py_DECREF(target);
    done = done == NULL ? NULL : PyObject_CallMethod(lane, "filled", "n", count < 0 ? (Py_ssize_t)0 : count);
    Py_XDECREF(done);
    return done == NULL ? -1 : count;
}

#endif

int know_unfinished(void)
{
    static const struct name asked[] = {{&unfinished.target, "target"}, {&unfinished.release, "release"}, {NULL, NULL}};

    return have_names(asked);
}
