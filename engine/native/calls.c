/* The arguments of remote calls, in and out: of Godot 3 in place of parts of engine/multiplayer/godot3/packets.py, of
 * Godot 4 of engine/multiplayer/godot4/arguments.py.
 *
 * The functions have their reference as `self`. What is wrong with a packet, or cannot be sent, is for it.
 */

#include "variant.h"

#define MOST_ARGUMENTS 255

/* How many arguments there are, if they are in a list or a tuple; else -1. */
static Py_ssize_t count_of(PyObject *values)
{
    return PyList_CheckExact(values) || PyTuple_CheckExact(values) ? PySequence_Size(values) : -1;
}

/* Write values one after the other, each by `write`. Return as write_value does. */
static int write_all(struct output *out, PyObject *values, int (*write)(struct output *, PyObject *))
{
    Py_ssize_t count = count_of(values);
    int result = 1, is_list = PyList_CheckExact(values);

    for (Py_ssize_t i = 0; result == 1 && i < count; i++) {
        if (count_of(values) != count)
            return 0;
        PyObject *value = Py_NewRef(is_list ? PyList_GetItem(values, i) : PyTuple_GetItem(values, i));
        result = write(out, value);
        Py_DECREF(value);
    }
    return result;
}

/* Return what was written, or what the reference has in place of it. */
static PyObject *written(int result, struct output *out, PyObject *reference, PyObject *const *args, Py_ssize_t count)
{
    PyObject *data = result == 1 ? PyBytes_FromStringAndSize((char *)out->data, out->size) : NULL;

    end_output(out);
    return result == 0 ? hand_over(reference, NULL, args, count, NULL) : data;
}

/* Return a list, or a tuple, of values that `read` reads, one after the other, or NULL as read_value does. */
static PyObject *read_all(struct input *in, Py_ssize_t count, PyObject *(*read)(struct input *), int is_tuple)
{
    PyObject *found = is_tuple ? PyTuple_New(count) : PyList_New(count);

    for (Py_ssize_t i = 0; found != NULL && i < count; i++) {
        PyObject *value = read(in);
        if (value == NULL || (is_tuple ? PyTuple_SetItem : PyList_SetItem)(found, i, value) < 0)
            Py_CLEAR(found);
    }
    return found;
}

/* Return whether `args` are a packet that can be read and a place in it, with one byte at the least. */
static int begin(struct input *in, struct reading *by, PyObject *const *args)
{
    Py_ssize_t at = PyLong_CheckExact(args[1]) ? PyLong_AsSsize_t(args[1]) : -1;

    return begin_input(in, by, args[0], at) && at < in->size;
}

/* -- Godot 3 -------------------------------------------------------------------------------------------------- */

static int write_argument3(struct output *out, PyObject *value)
{
    return write_value(out, value, 0);
}

static PyObject *read_argument3(struct input *in)
{
    return read_value(in, 0);
}

/* call_body(method, args) */
static PyObject *call_body(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    struct output out;
    PyObject *owner = NULL;
    Py_ssize_t size;
    const char *name;
    byte *to;
    int result = 0;

    if (names != NULL || count != 2 || !PyUnicode_CheckExact(args[0]) || godot3_writing.reference == NULL)
        return hand_over(self, NULL, args, count, names);
    begin_output(&out, &godot3_writing);
    name = utf8_of(args[0], &size, &owner);
    if (name != NULL) {
        to = more(&out, size + 1);
        if (to == NULL) {
            result = -1;
        } else {
            memcpy(to, name, size);
            to[size] = 0;
            result = write_arguments(&out, args[1], 0);
        }
    }
    Py_XDECREF(owner);
    return written(result, &out, self, args, count);
}

PyObject *read_arguments3(struct input *in, int is_tuple)
{
    Py_ssize_t count = in->data[in->at++];

    return read_all(in, count, read_argument3, is_tuple);
}

/* arguments_at(packet, at) */
static PyObject *arguments_at(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    struct input in;
    PyObject *found = NULL;

    if (names == NULL && count == 2 && begin(&in, &godot3_reading, args))
        found = read_arguments3(&in, 0);
    if (found != NULL || is_fatal())
        return found;
    return hand_over(self, NULL, args, count, names);
}

/* -- Godot 4, where bools and ints are shorter ---------------------------------------------------------------- */

enum { KIND = 0x3f, IS_TRUE = 0x80 };

static int write_argument4(struct output *out, PyObject *value)
{
    byte *to;

    if (PyBool_Check(value)) {
        to = more(out, 1);
        if (to == NULL)
            return -1;
        to[0] = value == Py_True ? BOOL | IS_TRUE : BOOL;
        return 1;
    }
    if (PyLong_CheckExact(value)) {
        int overflow;
        int64_t number = PyLong_AsLongLongAndOverflow(value, &overflow);
        int width = number == (int8_t)number ? 0 : number == (int16_t)number ? 1 : number == (int32_t)number ? 2 : 3;

        if (overflow)
            return 0;
        to = more(out, 1 + (1 << width));
        if (to == NULL)
            return -1;
        to[0] = (byte)(INT | width << 6);
        memcpy(to + 1, &number, (size_t)1 << width);
        return 1;
    }
    return PyLong_Check(value) ? 0 : write_value(out, value, 0);
}

static PyObject *read_argument4(struct input *in)
{
    Py_ssize_t left = in->size - in->at;
    const byte *data = in->data + in->at;

    if (left > 0 && (data[0] & KIND) == BOOL) {
        in->at++;
        return Py_NewRef(data[0] & IS_TRUE ? Py_True : Py_False);
    }
    if (left > 0 && (data[0] & KIND) == INT) {
        int width = data[0] >> 6, size = 1 << width;
        uint64_t bits = 0, sign = (uint64_t)1 << (8 * size - 1);

        if (left < 1 + size)
            return NULL;
        memcpy(&bits, data + 1, size);
        in->at += 1 + size;
        return PyLong_FromLongLong((int64_t)((bits ^ sign) - sign));
    }
    return read_value(in, 0);
}

int write_arguments(struct output *out, PyObject *values, int is_godot4)
{
    Py_ssize_t count = count_of(values);
    byte *to;

    if (count < 0 || count > MOST_ARGUMENTS)
        return 0;
    to = more(out, 1);
    if (to == NULL)
        return -1;
    to[0] = (byte)count;
    return write_all(out, values, is_godot4 ? write_argument4 : write_argument3);
}

PyObject *read_arguments4(struct input *in, int is_tuple)
{
    Py_ssize_t count = in->data[in->at++];

    return read_all(in, count, read_argument4, is_tuple);
}

/* all_of(args), and bare(values), which is without their number */
static PyObject *write4(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names, int is_counted)
{
    struct output out;
    int result;

    if (names != NULL || count != 1 || godot4_writing.reference == NULL || count_of(args[0]) < 0)
        return hand_over(self, NULL, args, count, names);
    begin_output(&out, &godot4_writing);
    result = is_counted ? write_arguments(&out, args[0], 1) : write_all(&out, args[0], write_argument4);
    return written(result, &out, self, args, count);
}

static PyObject *all_of(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    return write4(self, args, count, names, 1);
}

static PyObject *bare(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    return write4(self, args, count, names, 0);
}

/* bare_at(data, at, count, kind="value") */
static PyObject *bare_at(PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    struct input in;
    PyObject *found = NULL, *end, *both;
    Py_ssize_t values;

    if (names == NULL && count >= 3 && count <= 4 && begin(&in, &godot4_reading, args)) {
        values = PyLong_CheckExact(args[2]) ? PyLong_AsSsize_t(args[2]) : -1;
        if (values >= 0 && values <= in.size - in.at) /* each takes a byte at the least */
            found = read_all(&in, values, read_argument4, 0);
    }
    if (found == NULL)
        return is_fatal() ? NULL : hand_over(self, NULL, args, count, names);
    end = PyLong_FromSsize_t(in.at);
    both = end == NULL ? NULL : PyTuple_Pack(2, found, end);
    Py_DECREF(found);
    Py_XDECREF(end);
    return both;
}

/* -- What is made of the references --------------------------------------------------------------------------- */

static PyObject *make(PyMethodDef *function, PyObject *args)
{
    PyObject *reference;

    return PyArg_ParseTuple(args, "O", &reference) ? PyCFunction_NewEx(function, reference, NULL) : NULL;
}

#define MAKE(function)                                                                                                \
    PyObject *make_##function(PyObject *Py_UNUSED(module), PyObject *args)                                            \
    {                                                                                                                 \
        static PyMethodDef method = FUNCTION(#function, function);                                                    \
        return make(&method, args);                                                                                   \
    }

MAKE(call_body)
MAKE(arguments_at)
MAKE(all_of)
MAKE(bare)
MAKE(bare_at)
