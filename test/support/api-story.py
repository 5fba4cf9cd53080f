"""The whole story of the API by a client that is not ours (Debian's python3-socketio), over one transport.

Takes one JSON object as its argument: url, token, transport, image, name, code (one, two, broken), events.
Prints the answers and the names of the events that came as one JSON object; ends with 1 where something is wrong.
"""
import json, sys, threading, time
import socketio

given = json.loads(sys.argv[1])
client = socketio.Client(reconnection=False)
answers, received = {}, {}
changed = threading.Condition()


def receiver(event):
    def receive(payload):
        with changed:
            received.setdefault(event, []).append(payload)
            changed.notify_all()

    return receive


def until(what, holds, seconds=10):
    with changed:
        if not changed.wait_for(holds, seconds):
            sys.exit(f"not within {seconds} s: {what}; came: {sorted(received)}; answered: {json.dumps(answers)}")


def ask(event, fields, label=None, error=False):
    answer = client.call(event, fields, timeout=15)
    answers[label or event] = answer
    if answer["error"] is not error:
        sys.exit(f"{event}: {json.dumps(answer)}")
    return answer if error else answer["data"]


def connected():
    for _ in range(100):
        if ask("get_status", {"container_id": given["name"]})["socket_connected"]:
            return
        time.sleep(0.1)
    sys.exit("the container does not connect to its socket")


def speak(version):
    message = {"command": "dump", "data": {}}
    reply = ask("send_message", {"container_id": given["name"], "message": message})["reply"]
    if reply != {"version": version}:
        sys.exit(f"version {version} was awaited, and {reply} answered")


for event in given["events"]:
    client.on(event, receiver(event))
client.connect(given["url"], auth={"token": given["token"], "client_name": "python"}, transports=[given["transport"]])
if client.transport() != given["transport"]:
    sys.exit(f"connected over {client.transport()}")
it = {"container_id": given["name"]}
created = ask("create_container", {"image": given["image"], "name": given["name"], "environment": {"KEY": "secret"}, "networks": ["none"]})
ask("update_container", {**it, "code_path": given["code"]["one"]}, "update_one")
ask("start_container", it)
if given["name"] not in [container["name"] for container in ask("list_containers", {})]:
    sys.exit("the list lacks the container")
connected()
speak("one")
ask("send_message", {**it, "message": {"command": "tell", "data": {"cargo": "rum"}}}, "tell")
ask("update_container", {**it, "code_path": given["code"]["two"]}, "update_two")
connected()
speak("two")
ask("update_container", {**it, "code_path": given["code"]["broken"], "ready_within": 3}, "update_broken", error=True)
connected()
speak("two")
ask("subscribe_stats", {"container_ids": [given["name"]]})
until("figures", lambda: len(received.get("container_stats", [])) >= 2)
ask("stop_container", {**it, "timeout": 5})
ask("restart_container", {**it, "timeout": 5})
connected()
client.emit("start_container", {"container_id": "nobody"})
until("a Failure without an acknowledgement", lambda: "operation_error" in received)
ask("delete_container", it)
until("each event", lambda: set(given["events"]) <= set(received))
ask("get_status", it, "status_after", error=True)
client.disconnect()
print(json.dumps({"answers": answers, "events": sorted(received), "messages": received["container_message"], "created": created}))
