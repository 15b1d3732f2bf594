"""A student's answers change in a real kernel, through the real form, and the kernel is killed: is what said Saved on disk?"""

import os
import random
import signal
import threading
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager
from soak import long_proof, times

from carelab.answers import NAME, load

UNIT = "97-killing"
NOTEBOOK = f"""
import carelab
ex = carelab.exercise("{UNIT}")
ex.number("q1", ask="How much?", unit="£")
ex.number("q2", ask="How many?")
"""
START_SECONDS = 120


def _open(client: BlockingKernelClient) -> dict[str, str]:
    """Run the notebook; return question id → id of its form's comm, as a browser learns them."""
    client.wait_for_ready(timeout=START_SECONDS)
    forms: dict[str, str] = {}

    def hear(message: dict[str, Any]) -> None:
        if message["msg_type"] == "comm_open":
            state = message["content"]["data"].get("state", {})
            if "question" in state:
                forms[state["question"]["id"]] = message["content"]["comm_id"]

    reply = client.execute_interactive(NOTEBOOK, timeout=START_SECONDS, output_hook=hear)
    assert reply["content"]["status"] == "ok", reply
    assert set(forms) == {"q1", "q2"}
    return forms


def _answer(client: BlockingKernelClient, comm: str, number: int) -> None:
    data = {"method": "custom", "content": {"type": "answer", "sequence": number, "value": str(number)}}
    client.shell_channel.send(client.session.msg("comm_msg", {"comm_id": comm, "data": data}))


def _saved(message: dict[str, Any]) -> int | None:
    """Return the sequence number that the form said is saved, if that is what it said."""
    if message["msg_type"] != "comm_msg":
        return None
    said = message["content"]["data"].get("content", {})
    return int(said["sequence"]) if said.get("type") == "saved" else None


def _one_life(folder: Path, last: int, chance: random.Random) -> tuple[int, int]:
    """Start a kernel, change answers, kill it at a random moment; return the last number said to be saved and the last sent."""
    doors = {} if os.name == "nt" else {"transport": "ipc", "ip": str(folder / "kernel")}  # a TCP port can be lost to another
    manager = KernelManager(kernel_name="python3", **doors)
    manager.start_kernel(cwd=str(folder))
    client = manager.blocking_client()
    client.start_channels()
    try:
        forms = _open(client)
        wanted, pause = chance.randrange(4), chance.random() * 0.02
        process = manager.provisioner.process
        said = heard = 0
        for number in range(last + 1, last + 7):
            _answer(client, forms[f"q{number % 2 + 1}"], number)
        while heard < wanted:
            saved = _saved(client.get_iopub_msg(timeout=START_SECONDS))
            if saved is not None:
                said, heard = saved, heard + 1
        killer = threading.Timer(pause, os.kill, (process.pid, signal.SIGKILL))
        killer.start()
        process.wait(timeout=START_SECONDS)
        killer.join()
        while client.iopub_channel.msg_ready():
            saved = _saved(client.get_iopub_msg(timeout=1))
            said = said if saved is None else saved
        return said, last + 6
    finally:
        client.stop_channels()
        manager.cleanup_resources()


@long_proof
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_the_form_said_is_saved_survives_the_kernels_death_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random(20261123)
    last, known, lives, heard = 0, {"q1": 0, "q2": 0}, times(2, 1_000), 0
    for _ in range(lives):
        said, sent = _one_life(tmp_path, last, chance)
        heard += said > 0
        known |= {f"q{number % 2 + 1}": number for number in range(last + 1, said + 1)}
        book = load(tmp_path / NAME, UNIT)
        for question, number in known.items():
            assert number <= (book.value(question) or 0) <= sent
        last = sent
    assert heard >= lives // 3
    assert list(tmp_path.glob("answers-kept-*.json")) == []
