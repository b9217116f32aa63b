/* Frames of WebSocket in and out, in place of parts of nodes/websocket/socket_link/fast_lane.py.
 *
 * Whole frames of data are read here. At whatever else comes next the reference goes on: a foreign frame, one that is
 * not whole or too large, a text that is not UTF-8. Layout of a frame: RFC 6455 section 5.2.
 */

#include "link.h"

/* A longer text with other letters than ASCII's is looked at by the reference, which does so in parts. */
#define LONGEST_TEXT (32 * 1024)

/* Compiled twice, with the wider words that most processors have: which, is found out when the core is loaded. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

static inline void mask_words(byte *out, const byte *in, Py_ssize_t size, const byte *mask)
{
    uint64_t word, wide;
    Py_ssize_t i = 0;

    memcpy(&wide, mask, MASK);
    memcpy((byte *)&wide + MASK, mask, MASK);
    for (; i + 8 <= size; i += 8) {
        memcpy(&word, in + i, 8);
        word ^= wide;
        memcpy(out + i, &word, 8);
    }
    for (; i < size; i++)
        out[i] = in[i] ^ mask[i & 3];
}

WIDE void apply_mask(byte *out, const byte *in, Py_ssize_t size, const byte *mask)
{
    mask_words(out, in, size, mask);
}

/* The compiler makes wide words of this because it sees that there is one place alone. */
WIDE void apply_mask_here(byte *data, Py_ssize_t size, const byte *mask)
{
    mask_words(data, data, size, mask);
}

/* Return 1 for the payload of a text, 0 for what is none or is to be looked at by the reference. */
static int is_utf8(const byte *data, Py_ssize_t size)
{
    uint64_t word, all = 0;
    Py_ssize_t i = 0;

    for (; i + 8 <= size; i += 8) {
        memcpy(&word, data + i, 8);
        all |= word;
    }
    for (; i < size; i++)
        all |= data[i];
    if (!(all & 0x8080808080808080u))
        return 1;
    if (size > LONGEST_TEXT)
        return 0;
    PyObject *text = PyUnicode_DecodeUTF8((const char *)data, size, NULL);
    if (text == NULL) {
        PyErr_Clear(); /* the reference finds it out again, for lack of memory too */
        return 0;
    }
    Py_DECREF(text);
    return 1;
}

/* -- Frames in ------------------------------------------------------------------------------------------------ */

struct slots lanes;

static const char *const lane_names[] = {
    "buffer",           "_start",  "_mask_bit", "max_size",      "unfinished",  "_unfinished_head",
    "_unfinished_size", "_filled", "_foreign",  "_foreign_left", "_fragmented", "invalid_text",
};

static struct {
    PyObject *reference, *received, *nothing, *zero, *expect;
} lane;
Py_ssize_t frames_at_once;

int find_frame(const byte *data, const byte *end, int mask_bit, Py_ssize_t max_size, struct frame *found)
{
    Py_ssize_t left = end - data, head = mask_bit ? 6 : 2;
    uint64_t size;

    if (left < head || (data[0] != FINAL_BINARY && data[0] != FINAL_TEXT))
        return 0;
    size = data[1] ^ mask_bit;
    if (size > 127)
        return 0; /* masked and should not be, or the other way */
    if (size == 126) {
        head += 2;
        if (left < head)
            return 0;
        size = (uint64_t)data[2] << 8 | data[3];
        if (size < 126)
            return 0;
    } else if (size == 127) {
        head += 8;
        if (left < head)
            return 0;
        size = 0;
        for (int i = 2; i < 10; i++)
            size = size << 8 | data[i];
        if (size < 65536)
            return 0;
    }
    if (size > (uint64_t)max_size)
        return 0;
    found->payload = data + head;
    found->size = (Py_ssize_t)size;
    found->is_text = data[0] == FINAL_TEXT;
    return size > (uint64_t)(left - head) ? BEGUN : WHOLE;
}

int add_payload(PyObject *messages, PyObject *payload, int is_text)
{
    PyObject *message;
    int result;

    if (is_text && !is_utf8((const byte *)PyBytes_AsString(payload), PyBytes_Size(payload)))
        return 0;
    message = PyTuple_Pack(2, payload, is_text ? Py_True : Py_False);
    if (message == NULL)
        return -1;
    result = PyList_Append(messages, message) < 0 ? -1 : 1;
    Py_DECREF(message);
    return result;
}

int add_message(PyObject *messages, const struct frame *one, const byte *mask, PyObject *kind)
{
    PyObject *payload = bytes_for(kind, one->size);
    int result;

    if (payload == NULL)
        return -1;
    if (mask != NULL)
        apply_mask((byte *)PyBytes_AsString(payload), one->payload, one->size, mask);
    else if (one->size > 0)
        memcpy(PyBytes_AsString(payload), one->payload, one->size);
    result = add_payload(messages, payload, one->is_text);
    Py_DECREF(payload);
    return result;
}

/* Return `messages`, which were taken from the buffer up to `position`, and what the reference has from there on. */
static PyObject *go_on(PyObject *self, PyObject *messages, Py_ssize_t position)
{
    PyObject *start = PyLong_FromSsize_t(position), *rest;
    Py_ssize_t count = PyList_Size(messages);

    if (start == NULL) {
        Py_DECREF(messages);
        return NULL;
    }
    put(self, lanes.at[START], start);
    rest = PyObject_CallFunctionObjArgs(lane.reference, self, NULL);
    if (rest == NULL || count == 0 || PyList_Size(rest) == 0) {
        if (rest != NULL && count > 0) {
            Py_DECREF(rest);
            return messages;
        }
        Py_DECREF(messages);
        return rest;
    }
    if (PyList_SetSlice(messages, count, count, rest) < 0)
        Py_CLEAR(messages);
    Py_DECREF(rest);
    return messages;
}

int has_data_alone(PyObject *self, int *mask_bit, Py_ssize_t *max_size)
{
    const Py_ssize_t *at = lanes.at;
    PyObject *masked = slot(self, at[MASKED]), *most = slot(self, at[MAX_SIZE]);

    if (slot(self, at[IS_FOREIGN]) != Py_False || slot(self, at[FRAGMENTED]) != Py_False || slot(self, at[INVALID_TEXT]) != Py_False
        || slot(self, at[FOREIGN_LEFT]) != lane.zero || masked == NULL || most == NULL)
        return 0;
    *max_size = PyLong_AsSsize_t(most);
    *mask_bit = PyLong_AsLong(masked) ? MASK_BIT : 0;
    if (!PyErr_Occurred())
        return *max_size >= 0;
    PyErr_Clear();
    return 0;
}

int expect_memory(Py_ssize_t size)
{
    PyObject *done = PyObject_CallFunction(lane.expect, "n", size);

    Py_XDECREF(done);
    return done == NULL ? -1 : 0;
}

/* LaneReader.messages */
static PyObject *messages(PyObject *self, PyObject *Py_UNUSED(none))
{
    const Py_ssize_t *at = lanes.at;
    PyObject *buffer = slot(self, at[BUFFER]), *start = slot(self, at[START]), *found, *done;
    Py_ssize_t position, max_size, size, count = 0;
    struct frame one;
    int mask_bit, added = 1;

    if (slot(self, at[UNFINISHED]) != Py_None || !has_data_alone(self, &mask_bit, &max_size) || buffer == NULL || !PyBytes_CheckExact(buffer) || start == NULL)
        return PyObject_CallFunctionObjArgs(lane.reference, self, NULL);
    position = PyLong_AsSsize_t(start);
    size = PyBytes_Size(buffer);
    if (position < 0 || position > size) {
        PyErr_Clear();
        return PyObject_CallFunctionObjArgs(lane.reference, self, NULL);
    }
    Py_INCREF(buffer); /* whatever the collection of garbage does to the lane */
    const byte *data = (const byte *)PyBytes_AsString(buffer);
    found = PyObject_CallNoArgs(lane.received);
    while (found != NULL && count < frames_at_once
           && find_frame(data + position, data + size, mask_bit, max_size, &one) == WHOLE) {
        added = add_message(found, &one, mask_bit ? one.payload - MASK : NULL, NULL);
        if (added <= 0)
            break;
        position = one.payload + one.size - data;
        count++;
    }
    Py_DECREF(buffer);
    if (found == NULL || added < 0) {
        Py_XDECREF(found);
        return NULL;
    }
    if (position == size) {
        put(self, at[BUFFER], Py_NewRef(lane.nothing));
        put(self, at[START], Py_NewRef(lane.zero));
        return found;
    }
    if (count < frames_at_once)
        return go_on(self, found, position);
    done = PyObject_CallMethod(self, "_go_on_at", "n", position);
    if (done == NULL)
        Py_CLEAR(found);
    Py_XDECREF(done);
    return found;
}

PyObject *make_messages(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = {"messages", messages, METH_NOARGS, NULL};
    PyObject *reference, *owner, *received, *expect;
    Py_ssize_t at_once;

    if (!PyArg_ParseTuple(args, "OO!OnO", &reference, &PyType_Type, &owner, &received, &at_once, &expect)
        || know(&lanes, owner, lane_names, LANE_SLOTS) < 0)
        return NULL;
    lane.nothing = PyBytes_FromStringAndSize(NULL, 0);
    lane.zero = PyLong_FromLong(0);
    if (lane.nothing == NULL || lane.zero == NULL)
        return NULL;
    lane.reference = Py_NewRef(reference);
    lane.received = Py_NewRef(received);
    lane.expect = Py_NewRef(expect);
    frames_at_once = at_once;
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}

/* -- Frames out ----------------------------------------------------------------------------------------------- */

Py_ssize_t write_head(byte *head, Py_ssize_t size, int is_text, int mask_bit)
{
    int length = size < 126 ? 0 : size < 65536 ? 2 : 8;

    head[0] = is_text ? FINAL_TEXT : FINAL_BINARY;
    head[1] = (byte)(mask_bit | (length == 0 ? (int)size : length == 2 ? 126 : 127));
    for (int i = 0; i < length; i++)
        head[2 + i] = (byte)((uint64_t)size >> 8 * (length - 1 - i));
    return 2 + length;
}

PyObject *whole_frame(PyObject *payload, int is_text, const byte *mask)
{
    byte head[LONGEST_HEAD], *out;
    Py_ssize_t size = PyBytes_Size(payload), length = write_head(head, size, is_text, mask ? MASK_BIT : 0);
    PyObject *frame;

    if (mask != NULL) {
        memcpy(head + length, mask, MASK);
        length += MASK;
    }
    if (size > PY_SSIZE_T_MAX - length - 64)
        return PyErr_NoMemory();
    frame = PyBytes_FromStringAndSize(NULL, length + size);
    if (frame == NULL)
        return NULL;
    out = (byte *)PyBytes_AsString(frame);
    memcpy(out, head, length);
    if (mask != NULL)
        apply_mask(out + length, (const byte *)PyBytes_AsString(payload), size, head + length - MASK);
    else
        memcpy(out + length, PyBytes_AsString(payload), size);
    return frame;
}

/* What may be a payload besides `bytes`: PoolByteArray, which has the same memory. */
static PyObject *byte_array;

static int is_usual(PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    return count == 2 && names == NULL && is_payload(args[0], args[1], byte_array);
}

/* frame_of, whose `self` is its reference */
static PyObject *frame_of(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    if (!is_usual(args, count, names))
        return hand_over(self, NULL, args, count, names);
    return whole_frame(args[0], args[1] == Py_True, NULL);
}

PyObject *make_frame_of(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef function = FUNCTION("frame_of", frame_of);
    PyObject *reference, *kind;

    if (!PyArg_ParseTuple(args, "OO", &reference, &kind))
        return NULL;
    byte_array = Py_NewRef(kind);
    return PyCFunction_NewEx(&function, reference, NULL);
}

enum { POOL, USED, MASKER_SLOTS };

static const char *const masker_names[] = {"_pool", "_used"};

static struct {
    PyObject *reference, *kind;
    Py_ssize_t at[MASKER_SLOTS];
} masker;

/* Return how much of the pool is used up, or -1 if there is no mask left, which is for the reference. */
static Py_ssize_t used_of(PyObject *self)
{
    PyObject *pool = slot(self, masker.at[POOL]), *used = slot(self, masker.at[USED]);
    Py_ssize_t start = used == NULL ? -1 : PyLong_AsSsize_t(used);

    if (pool == NULL || !PyBytes_CheckExact(pool) || start > PyBytes_Size(pool) - MASK)
        start = -1;
    if (start < 0)
        PyErr_Clear();
    return start;
}

int has_mask(PyObject *thing)
{
    return (PyObject *)Py_TYPE(thing) == masker.kind && used_of(thing) >= 0;
}

PyObject *frame_by(PyObject *self, PyObject *payload, PyObject *is_text)
{
    Py_ssize_t start = used_of(self);
    PyObject *used = PyLong_FromSsize_t(start + MASK);
    byte mask[MASK];

    if (used == NULL)
        return NULL;
    memcpy(mask, PyBytes_AsString(slot(self, masker.at[POOL])) + start, MASK);
    put(self, masker.at[USED], used);
    return whole_frame(payload, is_text == Py_True, mask);
}

/* Masker.frame. When the pool is used up the reference fills it. */
static PyObject *masked_frame(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    if (!is_usual(args, count, names) || !has_mask(self))
        return hand_over(masker.reference, self, args, count, names);
    return frame_by(self, args[0], args[1]);
}

PyObject *make_masked_frame(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef method = FUNCTION("frame", masked_frame);
    PyObject *reference, *owner;

    if (!PyArg_ParseTuple(args, "OO!", &reference, &PyType_Type, &owner)
        || find_slots(owner, masker_names, masker.at, MASKER_SLOTS) < 0)
        return NULL;
    masker.reference = Py_NewRef(reference);
    masker.kind = Py_NewRef(owner);
    return PyDescr_NewMethod((PyTypeObject *)owner, &method);
}
