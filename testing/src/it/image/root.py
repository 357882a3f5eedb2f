"""Writes a tar of a root file system with Python, moto and a shell to standard output, all from this machine.

For machines that can run containers and pull no image: python3 root.py | docker import - NAME. Usage: root.py
"""

import glob
import importlib.metadata as metadata
import io
import os
import re
import subprocess
import sys
import sysconfig
import tarfile

START = """#!/bin/sh
# As LocalStack's images do it: ready once it says so.
python3 -m moto.server -H 0.0.0.0 -p "${PORT:-4566}" &
python3 - <<'P'
import os, socket, time
for _ in range(600):
    try:
        socket.create_connection(("127.0.0.1", int(os.environ.get("PORT", "4566")))).close()
        break
    except OSError:
        time.sleep(0.1)
P
echo Ready.
wait
"""
COMMANDS = ["/bin/sh", "/bin/sleep", "/bin/cat", "/bin/chmod", "/bin/ls", "/usr/bin/env", "/bin/bash"]


def distributions(name, found):
    """The files of a distribution and of all it needs, its server included."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in found:
        return
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return
    found[key] = [str(distribution.locate_file(file)) for file in distribution.files or []]
    for requirement in distribution.requires or []:
        if "extra ==" not in requirement or re.search(r"extra == .server.", requirement):
            distributions(re.match(r"[A-Za-z0-9._-]+", requirement).group(), found)


def libraries(binaries):
    found = set()
    for binary in binaries:
        listed = subprocess.run(["ldd", binary], capture_output=True, text=True, check=False).stdout
        found.update(re.findall(r"(/\S+) \(0x", listed))
    return found


def standard_library():
    root = sysconfig.get_paths()["stdlib"]
    for folder, folders, files in os.walk(root):
        folders[:] = [f for f in folders if f not in ("site-packages", "test", "tests", "__pycache__", "idlelib", "tkinter")]
        yield from (os.path.join(folder, file) for file in files)


def main():
    found = {}
    distributions("moto", found)
    packages = [file for files in found.values() for file in files if "__pycache__" not in file]
    python = os.path.realpath(sys.executable)
    standard = list(standard_library())
    binaries = COMMANDS + [python] + [file for file in packages + standard if file.endswith(".so")]
    files = {os.path.realpath(file) if file in COMMANDS else file for file in packages + standard + COMMANDS + [python]}
    with tarfile.open(fileobj=sys.stdout.buffer, mode="w|", dereference=True) as tar:
        seen = set()
        for file in sorted(files | libraries(binaries) | set(COMMANDS)):
            inside = os.path.normpath(file)
            if inside not in seen and os.path.isfile(file):
                seen.add(inside)
                tar.add(file, inside)
        for link, target in (("/usr/bin/python3", python), ("/usr/local/bin/python3", python)):
            entry = tarfile.TarInfo(link)
            entry.type, entry.linkname = tarfile.SYMTYPE, target
            tar.addfile(entry)
        for folder in ("/tmp", "/proc", "/var/lib/localstack"):
            entry = tarfile.TarInfo(folder)
            entry.type, entry.mode = tarfile.DIRTYPE, 0o777
            tar.addfile(entry)
        script = START.encode()
        entry = tarfile.TarInfo("/usr/local/bin/docker-entrypoint.sh")
        entry.size, entry.mode = len(script), 0o755
        tar.addfile(entry, io.BytesIO(script))
        for name, text in (("/etc/hosts", "127.0.0.1 localhost\n"), ("/etc/passwd", "root:x:0:0:root:/:/bin/sh\n")):
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text.encode()))


if __name__ == "__main__":
    main()
