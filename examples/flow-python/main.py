"""A flow container: connects to Quarterdeck's socket, answers commands, and tells of its work now and then."""
import json, os, random, signal, socket, sys, time

PATH = os.environ.get("FLOW_SOCKET", "/run/flow/flow.sock")
STARTED, handled = time.time(), 0


def dump(_data):
    return {"pid": os.getpid(), "uptimeMs": int((time.time() - STARTED) * 1000), "handled": handled, "cpuSeconds": time.process_time()}


# One function a command; what it returns or raises is the answer.
COMMANDS = {"dump": dump, "echo": lambda data: data}


def answer(message):
    global handled
    handled += 1
    try:
        if message.get("command") not in COMMANDS:
            raise ValueError(f"unknown command: {message.get('command')}")
        return {"id": message["id"], "ok": True, "data": COMMANDS[message["command"]](message.get("data"))}
    except Exception as error:
        return {"id": message["id"], "ok": False, "error": {"message": str(error)}}


def talk(connection):
    send = lambda message: connection.sendall(json.dumps(message).encode() + b"\n")
    connection.settimeout(10)
    send({"hello": {"protocol": 1, "name": "flow-python"}})
    rest = b""
    while True:
        try:
            data = connection.recv(65536)
        except TimeoutError:
            send({"event": "progress", "actor": "worker", "data": {"handled": handled}})
            continue
        if not data:
            return
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            try:
                message = json.loads(line)
            except ValueError:
                continue  # A broken line is none of ours: the next one may be whole.
            if isinstance(message, dict) and isinstance(message.get("id"), str):
                send(answer(message))


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
wait = 0.25
while True:
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(PATH)
            wait = 0.25
            talk(connection)
    except OSError:
        wait = min(wait * 2, 10)  # Quarterdeck may be closed for hours: wait longer each time.
    time.sleep(wait * random.uniform(0.5, 1))
