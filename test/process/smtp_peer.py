"""A real mail server for tests: letters go to files, the port to standard output.

Usage: smtp_peer.py MODE FOLDER PORT [CERTIFICATE KEY]; MODE is plain, starttls or tls, PORT 0 for
a free one. Ends when its standard input does. The log-in is post / geheim-7; nobody@ is refused,
later@ is put off.
"""

import asyncio
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Box:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 no such user"
        if address.startswith("later@"):
            return "451 4.3.0 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        secret = bool(session.ssl or server.transport.get_extra_info("sslcontext"))
        head = f"{envelope.mail_from} {','.join(envelope.rcpt_tos)} {secret}\n"
        (self.folder / f"{self.count}.eml").write_bytes(head.encode() + envelope.content)
        return "250 OK"


def allowed(server, session, envelope, mechanism, data):
    fine = isinstance(data, LoginPassword) and data == LoginPassword(b"post", b"geheim-7")
    return AuthResult(success=fine, handled=fine)


async def serve(mode, folder, port, context):
    box = Box(folder)
    upgrade = mode == "starttls"

    def protocol():
        return SMTP(box, hostname="localhost", authenticator=allowed,
                    auth_required=mode != "plain", auth_require_tls=upgrade,
                    require_starttls=upgrade, tls_context=context if upgrade else None)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", port,
                                      ssl=context if mode == "tls" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


def main():
    mode, folder, port = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    context = None
    if mode != "plain":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[4], sys.argv[5])
    asyncio.run(serve(mode, folder, port, context))


main()
