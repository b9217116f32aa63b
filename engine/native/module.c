/* The module engine._core: what is in it, and what its files have in common. */

#include "core.h"

PyObject *hand_over(PyObject *reference, PyObject *self, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    Py_ssize_t named = names == NULL ? 0 : PyTuple_Size(names), first = self == NULL ? 0 : 1;
    PyObject *positional = PyTuple_New(first + count), *keywords = NULL, *result = NULL;

    if (positional == NULL)
        return NULL;
    if (first)
        PyTuple_SetItem(positional, 0, Py_NewRef(self));
    for (Py_ssize_t i = 0; i < count; i++)
        PyTuple_SetItem(positional, first + i, Py_NewRef(args[i]));
    if (named > 0 && (keywords = PyDict_New()) == NULL)
        goto done;
    for (Py_ssize_t i = 0; i < named; i++)
        if (PyDict_SetItem(keywords, PyTuple_GetItem(names, i), args[count + i]) < 0)
            goto done;
    result = PyObject_Call(reference, positional, keywords);
done:
    Py_DECREF(positional);
    Py_XDECREF(keywords);
    return result;
}

int have_names(const struct name *names)
{
    for (; names->text != NULL; names++)
        if ((*names->at = PyUnicode_InternFromString(names->text)) == NULL)
            return -1;
    return 0;
}

PyObject *caught(void)
{
    PyObject *kind, *error, *traceback;

    PyErr_Fetch(&kind, &error, &traceback);
    PyErr_NormalizeException(&kind, &error, &traceback);
    if (traceback != NULL)
        PyException_SetTraceback(error, traceback);
    Py_XDECREF(kind);
    Py_XDECREF(traceback);
    return error;
}

/* Return how many bytes the instances of a class have, or -1 with an exception. */
static Py_ssize_t size_of_instances(PyObject *owner)
{
    PyObject *size = PyObject_GetAttrString(owner, "__basicsize__");
    Py_ssize_t found = size == NULL ? -1 : PyLong_AsSsize_t(size);

    Py_XDECREF(size);
    return found;
}

/* Set a slot as its descriptor does, whatever setting attributes means to the class. */
static int set_slot(PyObject *owner, const char *name, PyObject *instance, PyObject *value)
{
    PyObject *descriptor = PyObject_GetAttrString(owner, name), *done = NULL;

    if (descriptor != NULL)
        done = PyObject_CallMethod(descriptor, "__set__", "OO", instance, value);
    Py_XDECREF(descriptor);
    Py_XDECREF(done);
    return done == NULL ? -1 : 0;
}

int find_slots(PyObject *owner, const char *const *names, Py_ssize_t *offsets, int count)
{
    /* The limited API does not tell. A value that is nowhere else is put into each, and then looked for. */
    Py_ssize_t size = size_of_instances(owner);
    PyObject *instance = NULL, *mark = NULL;
    int result = -1;

    if (size < 0)
        return -1;
    instance = PyType_GenericNew((PyTypeObject *)owner, NULL, NULL);
    if (instance == NULL)
        return -1;
    for (int i = 0; i < count; i++) {
        mark = PyList_New(0);
        if (mark == NULL || set_slot(owner, names[i], instance, mark) < 0)
            goto done;
        offsets[i] = sizeof(PyObject);
        while (offsets[i] + (Py_ssize_t)sizeof(PyObject *) <= size && slot(instance, offsets[i]) != mark)
            offsets[i] += sizeof(PyObject *);
        if (offsets[i] + (Py_ssize_t)sizeof(PyObject *) > size) {
            PyErr_Format(PyExc_TypeError, "%s is not a slot of %R", names[i], owner);
            goto done;
        }
        Py_CLEAR(mark);
    }
    result = 0;
done:
    Py_XDECREF(mark);
    Py_DECREF(instance);
    return result;
}

int document(PyMethodDef *method, const char *signature, PyObject *reference)
{
    PyObject *text = PyObject_GetAttrString(reference, "__doc__"), *whole = NULL;

    if (text != NULL)
        whole = PyUnicode_FromFormat("%s%s\n--\n\n%S", method->ml_name, signature, text);
    Py_XDECREF(text);
    method->ml_doc = whole == NULL ? NULL : PyUnicode_AsUTF8AndSize(whole, NULL); /* which is never let go */
    return method->ml_doc == NULL ? -1 : 0;
}

static PyMethodDef functions[] = {
    {"messages", make_messages, METH_VARARGS, NULL},
    {"frame_of", make_frame_of, METH_VARARGS, NULL},
    {"masked_frame", make_masked_frame, METH_VARARGS, NULL},
    {"send_message", make_send_message, METH_VARARGS, NULL},
    {"put", make_put, METH_VARARGS, NULL},
    {"put_all", make_put_all, METH_VARARGS, NULL},
    {"runs_of", make_runs_of, METH_VARARGS, NULL},
    {"select", make_select, METH_VARARGS, NULL},
    {"flush", make_flush, METH_VARARGS, NULL},
    {"link_receive", make_link_receive, METH_VARARGS, NULL},
    {"serve", make_serve, METH_VARARGS, NULL},
    {"flush_all", make_flush_all, METH_VARARGS, NULL},
    {"get_peer", make_get_peer, METH_VARARGS, NULL},
    {"get_packet", make_get_packet, METH_VARARGS, NULL},
    {"put_packet", make_put_packet, METH_VARARGS, NULL},
    {"decode", make_decode, METH_VARARGS, NULL},
    {"bytes2var", make_bytes2var, METH_VARARGS, NULL},
    {"bytes_to_var", make_bytes_to_var, METH_VARARGS, NULL},
    {"var2bytes", make_var2bytes, METH_VARARGS, NULL},
    {"var_to_bytes", make_var_to_bytes, METH_VARARGS, NULL},
    {"encode", make_encode, METH_VARARGS, NULL},
    {"encoded", make_encoded, METH_VARARGS, NULL},
    {"call_body", make_call_body, METH_VARARGS, NULL},
    {"arguments_at", make_arguments_at, METH_VARARGS, NULL},
    {"call3", make_call3, METH_VARARGS, NULL},
    {"call4", make_call4, METH_VARARGS, NULL},
    {"receive3", make_receive3, METH_VARARGS, NULL},
    {"receive4", make_receive4, METH_VARARGS, NULL},
    {"all_begin_with", make_all_begin_with, METH_VARARGS, NULL},
    {"take_next", make_take_next, METH_VARARGS, NULL},
    {"drain", make_drain, METH_VARARGS, NULL},
    {"all_of", make_all_of, METH_VARARGS, NULL},
    {"bare", make_bare, METH_VARARGS, NULL},
    {"bare_at", make_bare_at, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL},
};

/* Not for several interpreters in a process: what was made of references is kept in variables. */
static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT, .m_name = "_core", .m_size = -1, .m_methods = functions,
};

PyMODINIT_FUNC PyInit__core(void)
{
    PyObject *module = PyModule_Create(&definition), *number = PyLong_FromUnsignedLong(CORE_NUMBER);

    if (module != NULL && (number == NULL || PyModule_AddObjectRef(module, "NUMBER", number) < 0))
        Py_CLEAR(module);
    Py_XDECREF(number);
    return module;
}
