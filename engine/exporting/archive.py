"""Archives that are the same bytes for the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_TIME = (1980, 1, 1, 0, 0, 0)


def packed(files: Mapping[str, bytes], *, deflate: bool = False) -> bytes:
    """Return a zip archive of files. What is compressed on its way anyhow is stored as it is.

    That is how `engine/web/page/archive.js` reads it: file by file, each behind its header.
    """
    data = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
    with zipfile.ZipFile(data, "w", method) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.external_attr = 0o644 << 16
            entry.compress_type = method
            archive.writestr(entry, files[name])
    return data.getvalue()
