/* PoolByteArray: bytes with methods of their own. Calling the class takes as long as all else that is done with a
 * packet, so one is allocated here and filled, if it is laid out as it was when this was written.
 */

#include "core.h"

static struct {
    PyObject *kind;
    int may_allocate, has_collector;
} known;

/* Where the hash of bytes is, before their data: -1 until somebody has asked for it. */
static Py_hash_t *hash_of(PyObject *array)
{
    return (Py_hash_t *)PyBytes_AsString(array) - 1;
}

/* Return one whose bytes are to be written: PyType_GenericAlloc would write zeros there, which takes as long as they do.
 * The collector need not look at it, as it refers to nothing. */
static PyObject *empty(PyObject *kind, Py_ssize_t size)
{
    PyTypeObject *type = (PyTypeObject *)kind;
    PyVarObject *array;

    if (known.has_collector)
        array = PyObject_GC_NewVar(PyVarObject, type, size);
    else
        array = PyObject_NewVar(PyVarObject, type, size);
    if (array == NULL)
        return NULL;
    *hash_of((PyObject *)array) = -1;
    PyBytes_AsString((PyObject *)array)[size] = '\0';
    return (PyObject *)array;
}

static PyObject *allocate(PyObject *kind, const byte *data, Py_ssize_t size)
{
    PyObject *array = empty(kind, size);

    if (array != NULL)
        memcpy(PyBytes_AsString(array), data, size);
    return array;
}

static PyObject *call(PyObject *kind, const byte *data, Py_ssize_t size)
{
    PyObject *bytes = PyBytes_FromStringAndSize((const char *)data, size), *array;

    if (bytes == NULL)
        return NULL;
    array = PyObject_CallFunctionObjArgs(kind, bytes, NULL);
    Py_DECREF(bytes);
    return array;
}

/* Return whether those that the class makes have their hash where it is looked for, and are as one made here. */
static int may_allocate(PyObject *kind)
{
    static const byte data[] = "a packet";
    PyObject *made = call(kind, data, sizeof(data)), *own = NULL;
    int result = made != NULL && PyBytes_Check(made)
                 && (char *)hash_of(made) >= (char *)made + sizeof(PyVarObject) && *hash_of(made) == -1
                 && PyObject_Hash(made) == *hash_of(made);

    if (result)
        own = allocate(kind, data, sizeof(data));
    result = own != NULL && PyObject_Hash(own) == *hash_of(made) && PyObject_RichCompareBool(own, made, Py_EQ) == 1
             && PyObject_Size(own) == (Py_ssize_t)sizeof(data);
    Py_XDECREF(made);
    Py_XDECREF(own);
    PyErr_Clear();
    return result;
}

/* Return whether one may be allocated, which is found out once. */
static int is_known(PyObject *kind)
{
    if (kind != known.kind) {
        known.has_collector = PyType_HasFeature((PyTypeObject *)kind, Py_TPFLAGS_HAVE_GC);
        known.may_allocate = may_allocate(kind);
        known.kind = Py_NewRef(kind);
    }
    return known.may_allocate;
}

PyObject *byte_array_of(PyObject *kind, const byte *data, Py_ssize_t size)
{
    return is_known(kind) ? allocate(kind, data, size) : call(kind, data, size);
}

PyObject *bytes_for(PyObject *kind, Py_ssize_t size)
{
    return kind != NULL && is_known(kind) ? empty(kind, size) : PyBytes_FromStringAndSize(NULL, size);
}
