/* From the bytes of Godot's Variant encoding to values, in place of `Decoder.decode` (engine/variant/decoder.py).
 *
 * What is wrong in any way is for the reference, from the beginning. So are texts with a NUL or a byte order mark,
 * typed containers, and dictionaries with keys that Python cannot tell apart. Types that are neither plain nor a row
 * of numbers are read by the reference's own readers, one by one.
 */

#include "variant.h"

#include <stdio.h>

struct reading godot3_reading, godot4_reading;

int is_fatal(void)
{
    if (!PyErr_Occurred())
        return 0;
    if (!PyErr_ExceptionMatches(PyExc_Exception))
        return 1;
    PyErr_Clear();
    return 0;
}

int begin_input(struct input *in, struct reading *by, PyObject *object, Py_ssize_t at)
{
    if (by->reference == NULL || (!PyBytes_CheckExact(object) && (PyObject *)Py_TYPE(object) != by->byte_array))
        return 0;
    in->by = by;
    in->object = object;
    in->allow_objects = Py_False;
    in->data = (const byte *)PyBytes_AsString(object);
    in->size = PyBytes_Size(object);
    in->at = at;
    in->room = (in->size - at) / 4; /* a value takes four bytes at the least */
    return at >= 0 && at <= in->size;
}

/* Return a value of a class that is a tuple of numbers. */
static PyObject *make_row(struct reading *by, int kind, const byte *data)
{
    int count = by->counts[kind];
    PyObject *owner = by->kinds[kind], *row, *value;

    row = by->can_allocate ? PyType_GenericAlloc((PyTypeObject *)owner, count) : PyTuple_New(count);
    if (row == NULL)
        return NULL;
    for (int i = 0; i < count; i++) {
        PyObject *number;
        if (by->is_whole[kind]) {
            number = PyLong_FromLong((int32_t)read_u32(data + 4 * i));
        } else {
            float single;
            memcpy(&single, data + 4 * i, 4);
            number = PyFloat_FromDouble(single);
        }
        if (number == NULL || PyTuple_SetItem(row, i, number) < 0) {
            Py_DECREF(row);
            return NULL;
        }
    }
    if (by->can_allocate)
        return row;
    value = PyObject_CallMethod((PyObject *)&PyTuple_Type, "__new__", "OO", owner, row);
    Py_DECREF(row);
    return value;
}

static PyObject *read_text(struct input *in)
{
    Py_ssize_t left = in->size - in->at, size;
    const byte *data = in->data + in->at + 8;
    PyObject *text;

    if (left < 8)
        return NULL;
    uint32_t length = read_u32(data - 4), padding = -length & 3;
    if ((uint64_t)length + padding > (uint64_t)(left - 8))
        return NULL;
    size = (Py_ssize_t)length;
    if ((size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) || memchr(data, 0, size) != NULL)
        return NULL;
    text = PyUnicode_DecodeUTF8((const char *)data, size, NULL);
    if (text == NULL)
        return NULL; /* with an exception, which read_value forgets */
    in->at += 8 + size + padding;
    return text;
}

static PyObject *read_bytes(struct input *in)
{
    Py_ssize_t left = in->size - in->at;
    PyObject *array;

    if (left < 8)
        return NULL;
    uint32_t count = read_u32(in->data + in->at + 4);
    if (count > (uint64_t)(left - 8))
        return NULL;
    array = byte_array_of(in->by->byte_array, in->data + in->at + 8, count);
    in->at += 8 + (Py_ssize_t)count + (-count & 3);
    if (in->at > in->size)
        in->at = in->size; /* Godot does without the padding at the very end */
    return array;
}

static PyObject *read_list(struct input *in, Py_ssize_t count, int depth)
{
    PyObject *list = PyList_New(count);

    for (Py_ssize_t i = 0; list != NULL && i < count; i++) {
        PyObject *item = read_value(in, depth + 1);
        if (item == NULL || PyList_SetItem(list, i, item) < 0)
            Py_CLEAR(list);
    }
    return list;
}

static PyObject *read_dictionary(struct input *in, Py_ssize_t count, int depth)
{
    PyObject *found = PyDict_New();

    for (Py_ssize_t i = 0; found != NULL && i < count; i++) {
        PyObject *key = read_value(in, depth + 1), *value = NULL;
        if (key != NULL)
            value = read_value(in, depth + 1);
        if (value == NULL || PyDict_SetItem(found, key, value) < 0)
            Py_CLEAR(found);
        Py_XDECREF(key);
        Py_XDECREF(value);
    }
    if (found != NULL && PyDict_Size(found) != count)
        Py_CLEAR(found); /* some keys are the same for Python */
    return found;
}

static PyObject *read_container(struct input *in, int is_dictionary, int depth)
{
    Py_ssize_t left = in->size - in->at, count, elements;

    if (left < 8 || depth >= DEEPEST || (in->by->is_godot4 && in->data[in->at + 2]))
        return NULL;
    count = read_u32(in->data + in->at + 4) & 0x7fffffff;
    if (count > in->room)
        return NULL; /* so many cannot be there */
    elements = is_dictionary ? 2 * count : count;
    if (elements > in->room)
        return NULL;
    in->room -= elements;
    in->at += 8;
    return is_dictionary ? read_dictionary(in, count, depth) : read_list(in, count, depth);
}

/* Return a value that the reference's reader for its type reads. */
static PyObject *read_by_reference(struct input *in, PyObject *reader)
{
    PyObject *at = PyLong_FromSsize_t(in->at), *found = NULL, *value = NULL;

    if (at != NULL && reader != NULL)
        found = PyObject_CallFunctionObjArgs(reader, in->object, at, in->allow_objects, NULL);
    if (found != NULL && PyTuple_CheckExact(found) && PyTuple_Size(found) == 2) {
        Py_ssize_t end = PyLong_AsSsize_t(PyTuple_GetItem(found, 1));
        if (end >= in->at && end <= in->size) {
            in->at = end;
            value = Py_NewRef(PyTuple_GetItem(found, 0));
        }
    }
    Py_XDECREF(at);
    Py_XDECREF(found);
    return value;
}

PyObject *read_value(struct input *in, int depth)
{
    const byte *data = in->data + in->at;
    Py_ssize_t left = in->size - in->at;
    struct reading *by = in->by;

    if (left < 4)
        return NULL;
    int kind = data[0], is_wide = data[2] & WIDE;
    switch (kind) {
    case NIL:
        in->at += 4;
        return Py_NewRef(Py_None);
    case BOOL:
        if (left < 8)
            return NULL;
        in->at += 8;
        return Py_NewRef(read_u32(data + 4) ? Py_True : Py_False);
    case INT:
        if (left < (is_wide ? 12 : 8))
            return NULL;
        in->at += is_wide ? 12 : 8;
        if (is_wide) {
            int64_t number;
            memcpy(&number, data + 4, 8);
            return PyLong_FromLongLong(number);
        }
        return PyLong_FromLong((int32_t)read_u32(data + 4));
    case FLOAT:
        if (left < (is_wide ? 12 : 8))
            return NULL;
        in->at += is_wide ? 12 : 8;
        if (is_wide) {
            double number;
            memcpy(&number, data + 4, 8);
            return PyFloat_FromDouble(number);
        } else {
            float number;
            memcpy(&number, data + 4, 4);
            return PyFloat_FromDouble(number);
        }
    case STRING:
        return read_text(in);
    }
    if (kind == by->array || kind == by->dictionary)
        return read_container(in, kind == by->dictionary, depth);
    if (kind == by->bytes)
        return read_bytes(in);
    if (kind >= TYPES)
        return NULL;
    if (by->kinds[kind] == NULL || (is_wide && by->is_godot4))
        return read_by_reference(in, by->readers[kind]);
    if (left < 4 + 4 * by->counts[kind])
        return NULL;
    in->at += 4 + 4 * by->counts[kind];
    return make_row(by, kind, data + 4);
}

static PyObject *decode(struct reading *by, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    struct input in;
    Py_ssize_t at = 0;
    PyObject *value, *end, *both;

    if (names == NULL && count >= 1 && count <= 4) {
        if (count > 1)
            at = PyLong_CheckExact(args[1]) ? PyLong_AsSsize_t(args[1]) : -1;
        if (begin_input(&in, by, args[0], at)) {
            if (count > 2)
                in.allow_objects = args[2];
            value = read_value(&in, 0);
            if (value != NULL) {
                end = PyLong_FromSsize_t(in.at);
                both = end == NULL ? NULL : PyTuple_Pack(2, value, end);
                Py_DECREF(value);
                Py_XDECREF(end);
                return both;
            }
        }
        if (is_fatal())
            return NULL;
    }
    return hand_over(by->reference, NULL, args, count, names);
}

static PyObject *decode3(PyObject *Py_UNUSED(self), PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    return decode(&godot3_reading, args, count, names);
}

static PyObject *decode4(PyObject *Py_UNUSED(self), PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    return decode(&godot4_reading, args, count, names);
}

/* -- What the tables in Python say ---------------------------------------------------------------------------- */

long number_of(PyObject *object, const char *name)
{
    PyObject *found = PyObject_GetAttrString(object, name);
    long number = found == NULL ? -1 : PyLong_AsLong(found);

    Py_XDECREF(found);
    return number;
}

/* Return whether values may be allocated here and filled: whether they are then what `tuple.__new__` makes. */
static int may_allocate(struct reading *by, int kind)
{
    static const byte zeros[TYPES * 4];
    PyObject *made, *other;
    int result = 0;

    if (by->kinds[kind] == NULL)
        return 0;
    by->can_allocate = 1;
    made = make_row(by, kind, zeros);
    by->can_allocate = 0;
    other = make_row(by, kind, zeros);
    if (made != NULL && other != NULL)
        result = PyObject_RichCompareBool(made, other, Py_EQ) == 1 && PyObject_Hash(made) == PyObject_Hash(other);
    Py_XDECREF(made);
    Py_XDECREF(other);
    return result;
}

/* Take over a type that is a row of numbers, from (class, Struct). Return -1 with an exception. */
static int add_row(struct reading *by, long number, PyObject *row)
{
    PyObject *kind, *layout, *format, *text = NULL;
    int result = -1, count;
    char code;

    if (number < 0 || number >= TYPES || !PyArg_ParseTuple(row, "OO", &kind, &layout))
        return -1;
    format = PyObject_GetAttrString(layout, "format");
    if (format != NULL)
        text = PyUnicode_AsASCIIString(format);
    if (text != NULL && sscanf(PyBytes_AsString(text), "<%d%c", &count, &code) == 2 && count > 0 && count < TYPES) {
        by->kinds[number] = Py_NewRef(kind);
        by->counts[number] = count;
        by->is_whole[number] = code == 'i';
        result = 0;
    } else if (!PyErr_Occurred()) {
        PyErr_SetString(PyExc_ValueError, "a row of numbers of another format");
    }
    Py_XDECREF(format);
    Py_XDECREF(text);
    return result;
}

int take_rows(struct reading *by, PyObject *types)
{
    PyObject *rows = PyObject_GetAttrString(types, "values"), *items = rows == NULL ? NULL : PyMapping_Items(rows);
    int result = -1;

    Py_XDECREF(rows);
    if (items == NULL)
        return -1;
    memset(by, 0, sizeof(*by));
    for (Py_ssize_t at = 0; at < PyList_Size(items); at++) {
        PyObject *number, *row;
        if (!PyArg_ParseTuple(PyList_GetItem(items, at), "OO", &number, &row)
            || add_row(by, PyLong_AsLong(number), row) < 0)
            goto done;
    }
    by->is_godot4 = number_of(types, "version") >= 4;
    by->array = (int)number_of(types, "array");
    by->dictionary = (int)number_of(types, "dictionary");
    by->bytes = (int)number_of(types, "bytes");
    result = PyErr_Occurred() ? -1 : 0;
done:
    Py_DECREF(items);
    return result;
}

/* Take over what reads each type. Return -1 with an exception. */
static int take_readers(struct reading *by, PyObject *readers)
{
    PyObject *key, *reader;
    Py_ssize_t at = 0;

    while (PyDict_Next(readers, &at, &key, &reader)) {
        long number = PyLong_AsLong(key);
        if (number < 0 || number >= TYPES) {
            PyErr_SetString(PyExc_ValueError, "the number of a type is not below 64");
            return -1;
        }
        by->readers[number] = Py_NewRef(reader);
    }
    return 0;
}

PyObject *make_decode(PyObject *Py_UNUSED(module), PyObject *args)
{
    static PyMethodDef functions[] = {FUNCTION("decode", decode3), FUNCTION("decode", decode4)};
    PyObject *reference, *types, *readers, *byte_array;
    struct reading *by;

    if (!PyArg_ParseTuple(args, "OOO!O", &reference, &types, &PyDict_Type, &readers, &byte_array))
        return NULL;
    by = number_of(types, "version") >= 4 ? &godot4_reading : &godot3_reading;
    if (take_rows(by, types) < 0 || take_readers(by, readers) < 0)
        return NULL;
    by->can_allocate = may_allocate(by, VECTOR2);
    by->byte_array = Py_NewRef(byte_array);
    by->reference = Py_NewRef(reference);
    return PyCFunction_NewEx(&functions[by->is_godot4], NULL, NULL);
}
