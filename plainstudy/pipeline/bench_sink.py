"""A mail server that takes every mail and keeps none, for the benchmark of sending."""

import asyncio
import sys

_ANSWERS = {b"EHLO": b"250-sink\r\n250 8BITMIME\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}
_OK = b"250 ok\r\n"
_LONGEST_MAIL = 10_000_000


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 sink\r\n")
    while line := await reader.readline():
        word = line[:4].upper()
        writer.write(_ANSWERS.get(word, _OK))
        if word == b"DATA":
            await reader.readuntil(b"\r\n.\r\n")
            writer.write(_OK)
        if word == b"QUIT":
            break
    writer.close()


async def _run() -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", 0, limit=_LONGEST_MAIL)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


def main() -> None:
    """Print the port, then serve until told to stop."""
    asyncio.run(_run())
