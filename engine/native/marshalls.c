/* What scripts know of the encoding, in place of the functions of engine/variant/marshalls.py. What they log, and
 * Godot 4 before its types are loaded, is for the references.
 */

#include "variant.h"

enum { OUT3, OUT4, IN3, IN4, FUNCTIONS };

static PyObject *references[FUNCTIONS];

/* var2bytes(var, full_objects=False), var_to_bytes(variable) */
static PyObject *out(int which, struct writing *by, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    struct output out;
    PyObject *array = NULL;
    int result;

    if (names != NULL || count != 1 || by->encoded_reference == NULL)
        return hand_over(references[which], NULL, args, count, names);
    begin_output(&out, by);
    out.takes_whole = 1;
    result = write_value(&out, args[0], 0);
    if (result == 1 && out.whole != NULL)
        array = byte_array_of(by->byte_array, (byte *)PyBytes_AsString(out.whole), PyBytes_Size(out.whole));
    else if (result == 1)
        array = byte_array_of(by->byte_array, out.data, out.size);
    Py_XDECREF(out.whole);
    end_output(&out);
    return result == 0 ? hand_over(references[which], NULL, args, count, names) : array;
}

/* bytes2var(bytes, allow_objects=False), bytes_to_var(bytes) */
static PyObject *in(int which, struct reading *by, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    struct input in;
    PyObject *value = NULL;

    if (names == NULL && count == 1 && begin_input(&in, by, args[0], 0))
        value = read_value(&in, 0);
    if (value != NULL || is_fatal())
        return value;
    return hand_over(references[which], NULL, args, count, names);
}

static PyObject *var2bytes(PyObject *Py_UNUSED(self), PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    return out(OUT3, &godot3_writing, args, count, names);
}

static PyObject *var_to_bytes(PyObject *Py_UNUSED(self), PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    return out(OUT4, &godot4_writing, args, count, names);
}

static PyObject *bytes2var(PyObject *Py_UNUSED(self), PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    return in(IN3, &godot3_reading, args, count, names);
}

static PyObject *bytes_to_var(PyObject *Py_UNUSED(self), PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    return in(IN4, &godot4_reading, args, count, names);
}

static PyObject *make(int which, PyMethodDef *function, const char *signature, PyObject *args)
{
    PyObject *reference, *name, *made;

    if (!PyArg_ParseTuple(args, "O", &reference) || document(function, signature, reference) < 0)
        return NULL;
    name = PyObject_GetAttrString(reference, "__module__");
    if (name == NULL)
        return NULL;
    references[which] = Py_NewRef(reference);
    made = PyCFunction_NewEx(function, NULL, name);
    Py_DECREF(name);
    return made;
}

#define MAKE(function, which, signature)                                                                              \
    PyObject *make_##function(PyObject *Py_UNUSED(module), PyObject *args)                                            \
    {                                                                                                                 \
        static PyMethodDef method = FUNCTION(#function, function);                                                    \
        return make(which, &method, signature, args);                                                                 \
    }

MAKE(var2bytes, OUT3, "(var, full_objects=False)")
MAKE(var_to_bytes, OUT4, "(variable)")
MAKE(bytes2var, IN3, "(bytes, allow_objects=False)")
MAKE(bytes_to_var, IN4, "(bytes)")
