/* From values to the bytes of Godot's Variant encoding, in place of `Encoder` (engine/variant/encoder.py).
 *
 * Only the very types are written here; subclasses, objects and what has no encoding are for the reference, from the
 * beginning. Types that are neither plain nor a row of numbers are written by the reference's own writers, one by one.
 */

#include "variant.h"

#include <float.h>
#include <math.h>

struct writing godot3_writing, godot4_writing;

/* Write a number, another one that is the size of `data`, and `data` with its padding. */
static int write_block(struct output *out, int number, const void *data, Py_ssize_t size)
{
    Py_ssize_t padding = -(size_t)size & 3;
    byte *to;

    if (size > UINT32_MAX)
        return 0;
    to = more(out, 8 + size + padding);
    if (to == NULL)
        return -1;
    write_u32(to, number);
    write_u32(to + 4, (uint32_t)size);
    memcpy(to + 8, data, size);
    memset(to + 8 + size, 0, padding);
    return 1;
}

static int write_text(struct output *out, PyObject *text)
{
    PyObject *owner;
    Py_ssize_t size;
    const char *data = utf8_of(text, &size, &owner);
    int result = data == NULL ? 0 : write_block(out, STRING, data, size);

    Py_XDECREF(owner);
    return result;
}

static int write_int(struct output *out, PyObject *value)
{
    int overflow;
    int64_t number = PyLong_AsLongLongAndOverflow(value, &overflow);
    int is_wide = number < INT32_MIN || number > INT32_MAX;
    byte *to;

    if (overflow)
        return 0;
    to = more(out, is_wide ? 12 : 8);
    if (to == NULL)
        return -1;
    write_u32(to, is_wide ? INT | WIDE << 16 : INT);
    memcpy(to + 4, &number, is_wide ? 8 : 4);
    return 1;
}

/* Return whether a number is one of 32 bits, after rounding. */
static int has_single(double number)
{
    return fabs(number) <= FLT_MAX || isinf(number);
}

static int write_float(struct output *out, double number)
{
    float single = has_single(number) ? (float)number : 0.0f;
    int is_wide = !has_single(number) || (double)single != number; /* NaN is not itself, and wide in Godot, too */
    byte *to = more(out, is_wide ? 12 : 8);

    if (to == NULL)
        return -1;
    write_u32(to, is_wide ? FLOAT | WIDE << 16 : FLOAT);
    if (is_wide)
        memcpy(to + 4, &number, 8);
    else
        memcpy(to + 4, &single, 4);
    return 1;
}

/* Write a row of floats. Return 0, and nothing is written, if it is made of other numbers. */
static int write_row(struct output *out, PyObject *value, int number, int count)
{
    Py_ssize_t size = out->size;
    byte *to;

    if (PyTuple_Size(value) != count)
        return 0;
    to = more(out, 4 + 4 * count);
    if (to == NULL)
        return -1;
    write_u32(to, number);
    for (int i = 0; i < count; i++) {
        PyObject *item = PyTuple_GetItem(value, i);
        double wide = PyFloat_CheckExact(item) ? PyFloat_AsDouble(item) : HUGE_VAL;
        float single;
        if (!PyFloat_CheckExact(item) || !(has_single(wide) || isnan(wide))) {
            out->size = size;
            return 0;
        }
        single = (float)wide;
        memcpy(to + 4 + 4 * i, &single, 4);
    }
    return 1;
}

/* Write what the reference's writer for a type makes of a value. */
static int write_by_reference(struct output *out, PyObject *value)
{
    PyObject *writer = PyDict_GetItemWithError(out->by->writers, (PyObject *)Py_TYPE(value)), *data;
    int result = 0;
    byte *to;

    if (writer == NULL)
        return PyErr_Occurred() ? -1 : 0;
    Py_INCREF(writer);
    data = PyObject_CallFunctionObjArgs(writer, value, NULL);
    Py_DECREF(writer);
    if (data == NULL)
        return is_fatal() ? -1 : 0;
    if (PyBytes_CheckExact(data) && out->takes_whole && out->size == 0) {
        out->whole = data; /* what is large is not copied once more */
        return 1;
    }
    if (PyBytes_CheckExact(data)) {
        to = more(out, PyBytes_Size(data));
        if (to != NULL)
            memcpy(to, PyBytes_AsString(data), PyBytes_Size(data));
        result = to == NULL ? -1 : 1;
    }
    Py_DECREF(data);
    return result;
}

/* What is in a container is held while it is written, and a container that has changed then is for the reference. */

static int write_list(struct output *out, PyObject *list, int depth)
{
    int is_list = PyList_CheckExact(list), result = 1;
    Py_ssize_t count = PySequence_Size(list);
    byte *to;

    if (depth >= DEEPEST || count > UINT32_MAX)
        return 0;
    to = more(out, 8);
    if (to == NULL)
        return -1;
    write_u32(to, out->by->array);
    write_u32(to + 4, (uint32_t)count);
    for (Py_ssize_t i = 0; result == 1 && i < count; i++) {
        if (is_list && PyList_Size(list) != count)
            return 0;
        PyObject *item = Py_NewRef(is_list ? PyList_GetItem(list, i) : PyTuple_GetItem(list, i));
        result = write_value(out, item, depth + 1);
        Py_DECREF(item);
    }
    return result == 1 && is_list && PyList_Size(list) != count ? 0 : result;
}

static int write_dictionary(struct output *out, PyObject *dictionary, int depth)
{
    Py_ssize_t count = PyDict_Size(dictionary), at = 0, found = 0;
    PyObject *key, *value;
    int result = 1;
    byte *to;

    if (depth >= DEEPEST || count > UINT32_MAX)
        return 0;
    to = more(out, 8);
    if (to == NULL)
        return -1;
    write_u32(to, out->by->dictionary);
    write_u32(to + 4, (uint32_t)count);
    while (result == 1 && PyDict_Next(dictionary, &at, &key, &value)) {
        Py_INCREF(key);
        Py_INCREF(value);
        result = write_value(out, key, depth + 1);
        if (result == 1)
            result = write_value(out, value, depth + 1);
        Py_DECREF(key);
        Py_DECREF(value);
        if (PyDict_Size(dictionary) != count)
            return result < 0 ? -1 : 0;
        found++;
    }
    return result == 1 && found != count ? 0 : result;
}

int write_value(struct output *out, PyObject *value, int depth)
{
    struct writing *by = out->by;
    PyObject *kind = (PyObject *)Py_TYPE(value);
    byte *to;

    if (PyUnicode_CheckExact(value))
        return write_text(out, value);
    if (PyLong_CheckExact(value))
        return write_int(out, value);
    if (PyFloat_CheckExact(value))
        return write_float(out, PyFloat_AsDouble(value));
    if (PyDict_CheckExact(value))
        return write_dictionary(out, value, depth);
    if (PyList_CheckExact(value) || PyTuple_CheckExact(value))
        return write_list(out, value, depth);
    if (PyBytes_CheckExact(value) || kind == by->byte_array)
        return write_block(out, by->bytes, PyBytes_AsString(value), PyBytes_Size(value));
    if (value == Py_None || PyBool_Check(value)) {
        to = more(out, value == Py_None ? 4 : 8);
        if (to == NULL)
            return -1;
        write_u32(to, value == Py_None ? NIL : BOOL);
        if (value != Py_None)
            write_u32(to + 4, value == Py_True);
        return 1;
    }
    for (int i = 0; i < by->rows; i++)
        if (by->kinds[i] == kind) {
            int result = write_row(out, value, by->numbers[i], by->counts[i]);
            return result == 0 ? write_by_reference(out, value) : result;
        }
    return write_by_reference(out, value);
}

/* -- What is made of the reference ---------------------------------------------------------------------------- */

/* Encoder.encoded(value, full_objects=False) */
static PyObject *encoded(struct writing *by, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    struct output out;
    PyObject *data = NULL;
    int result;

    if (names != NULL || count < 1 || count > 2)
        return hand_over(by->encoded_reference, NULL, args, count, names);
    begin_output(&out, by);
    out.takes_whole = 1;
    result = write_value(&out, args[0], 0);
    if (result == 1)
        data = out.whole != NULL ? out.whole : PyBytes_FromStringAndSize((char *)out.data, out.size);
    end_output(&out);
    return result == 0 ? hand_over(by->encoded_reference, NULL, args, count, names) : data;
}

/* Append what was written to a bytearray. Return 1; 0 if it cannot grow. */
static int append(PyObject *array, struct output *out)
{
    Py_ssize_t size = PyByteArray_Size(array);

    if (PyByteArray_Resize(array, size + out->size) < 0) {
        PyErr_Clear();
        return 0;
    }
    memcpy(PyByteArray_AsString(array) + size, out->data, out->size);
    return 1;
}

/* Encoder.encode(value, out, full_objects=False) */
static PyObject *encode(struct writing *by, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    struct output out;
    int result;

    if (names != NULL || count < 2 || count > 3 || !PyByteArray_CheckExact(args[1]))
        return hand_over(by->reference, NULL, args, count, names);
    begin_output(&out, by);
    result = write_value(&out, args[0], 0);
    if (result == 1)
        result = append(args[1], &out);
    end_output(&out);
    if (result == 0)
        return hand_over(by->reference, NULL, args, count, names);
    return result < 0 ? NULL : Py_NewRef(Py_None);
}

static PyObject *encode3(PyObject *Py_UNUSED(self), PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    return encode(&godot3_writing, args, count, names);
}

static PyObject *encode4(PyObject *Py_UNUSED(self), PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    return encode(&godot4_writing, args, count, names);
}

static PyObject *encoded3(PyObject *Py_UNUSED(self), PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    return encoded(&godot3_writing, args, count, names);
}

static PyObject *encoded4(PyObject *Py_UNUSED(self), PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    return encoded(&godot4_writing, args, count, names);
}

static PyMethodDef functions[2][2] = {
    {FUNCTION("encode", encode3), FUNCTION("encoded", encoded3)},
    {FUNCTION("encode", encode4), FUNCTION("encoded", encoded4)},
};

/* Of a reference, its table of types, its writers and PoolByteArray. */
static PyObject *make(PyObject *args, int is_encoded)
{
    PyObject *reference, *types, *writers, *byte_array;
    struct reading rows;
    struct writing *by;
    long version;

    if (!PyArg_ParseTuple(args, "OOO!O", &reference, &types, &PyDict_Type, &writers, &byte_array))
        return NULL;
    version = number_of(types, "version");
    by = version >= 4 ? &godot4_writing : &godot3_writing;
    if (version < 0 || take_rows(&rows, types) < 0)
        return NULL;
    by->rows = 0;
    for (int number = 0; number < TYPES; number++)
        if (rows.kinds[number] != NULL && !rows.is_whole[number]) {
            by->kinds[by->rows] = rows.kinds[number];
            by->counts[by->rows] = rows.counts[number];
            by->numbers[by->rows++] = number;
        }
    by->array = rows.array;
    by->dictionary = rows.dictionary;
    by->bytes = rows.bytes;
    by->writers = Py_NewRef(writers);
    by->byte_array = Py_NewRef(byte_array);
    *(is_encoded ? &by->encoded_reference : &by->reference) = Py_NewRef(reference);
    return PyCFunction_NewEx(&functions[version >= 4][is_encoded], NULL, NULL);
}

PyObject *make_encode(PyObject *Py_UNUSED(module), PyObject *args)
{
    return make(args, 0);
}

PyObject *make_encoded(PyObject *Py_UNUSED(module), PyObject *args)
{
    return make(args, 1);
}
