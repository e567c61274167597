from __future__ import annotations

import socket

TRIES = 200


def free_port(wanted: int, host: str = "127.0.0.1") -> socket.socket:
    """A listening socket on `wanted` or the next free port after it.

    The socket itself is handed to the web server, so that nobody can take the port in between.
    """
    for port in range(wanted, min(wanted + TRIES, 65536)):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError:
            listener.close()
            continue
        listener.listen(128)
        listener.set_inheritable(True)
        return listener
    raise OSError(f"No free port between {wanted} and {wanted + TRIES}.")
